// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One response's file: a part file at first, then complete, then dropped.
 *
 * <p>Its name changes and goes under this object's monitor, so that after {@link #drop} no name
 * leads to it, whatever else was under way. Its room is free once the last one who holds it open
 * has let go.
 */
public final class FileBody {
  private final FileStore store;
  private final Layout layout;

  /** The blocks whose checksums are right; null once all are, or when this process wrote them. */
  private @Nullable BitSet verified;

  private long headNumber;
  private int headSlot;
  private volatile int holders;
  private boolean complete;
  private volatile boolean dropped;
  private boolean freed;
  private volatile boolean leased;
  private volatile long leasedUntil;

  private FileBody(FileStore store, Layout layout, long headNumber, int headSlot) {
    this.store = store;
    this.layout = layout;
    this.headNumber = headNumber;
    this.headSlot = headSlot;
  }

  /** A file this process has written under its first name. */
  static FileBody written(FileStore store, Layout layout) {
    return new FileBody(store, layout, 1, 0);
  }

  /** A file of an earlier process, whose body has not been looked at. */
  static FileBody recovered(FileStore store, Layout layout, long headNumber, int headSlot) {
    FileBody body = new FileBody(store, layout, headNumber, headSlot);
    body.complete = true;
    body.verified = layout.blocks() == 0 ? null : new BitSet();
    return body;
  }

  /** The length of the body in bytes. */
  public long bodyBytes() {
    return layout.bodyBytes();
  }

  /** The bytes the file takes on the disk. */
  public long diskBytes() {
    return layout.diskBytes();
  }

  /** Its number; a file of a higher number was begun later. */
  public long sequence() {
    return layout.sequence();
  }

  /** Whether its room would not be free if it was dropped now; asked without waiting. */
  public boolean inUse() {
    return holders > 0 || isLeased();
  }

  /** Gives it its final name; false when it was dropped meanwhile or the disk refuses. */
  public synchronized boolean publish() {
    if (dropped || store.isStopped()) {
      drop();
      return false;
    }
    try {
      store.access().move(part(), file());
      complete = true;
      store.faults().worked();
      return true;
    } catch (IOException e) {
      store.faults().failed("naming a file", e);
      drop();
      return false;
    }
  }

  /**
   * Writes another head beside the present one and makes it the one that counts.
   *
   * <p>One that does not fit is not written; instead the present one is marked so that it will be
   * validated before it is used by another process.
   */
  public synchronized void rewriteHead(FileHead present, FileHead next) {
    if (dropped || store.isStopped()) {
      return;
    }
    byte[] slot = Slot.encode(headNumber + 1, HeadCodec.encode(next));
    if (slot.length > layout.slotBytes()) {
      slot = Slot.encode(headNumber + 1, HeadCodec.encode(present.toBeValidated()));
    }
    int other = 1 - headSlot;
    try (FileChannel channel = store.access().open(name(), StandardOpenOption.WRITE)) {
      if (slot.length <= layout.slotBytes()) {
        store.access().write(channel, ByteBuffer.wrap(slot), layout.slotOffset(other));
        headSlot = other;
        headNumber++;
      }
    } catch (IOException e) {
      store.faults().failed("writing a new head", e);
    }
  }

  /** Opens the body; null when it cannot be read. */
  public @Nullable FileReader read() {
    return FileReader.open(store, this);
  }

  /** The same for who wants the file rather than its bytes; null when it is not there whole. */
  public @Nullable FileReader readUnread() {
    return FileReader.openUnread(store, this);
  }

  /**
   * Takes it off the disk: at once when nobody sends it, else it is made unreadable for a later
   * process at once and goes after a while.
   */
  public void drop() {
    if (markDropped()) {
      store.forget(this);
    }
  }

  @Override
  public String toString() {
    return file().toString();
  }

  Layout layout() {
    return layout;
  }

  /** Holds it open for reading; whoever gets a channel lets go once. */
  synchronized FileChannel openHeld() throws IOException {
    if (dropped || store.isStopped()) {
      throw new IOException("the file is gone");
    }
    FileChannel channel = store.access().open(name(), StandardOpenOption.READ);
    holders++;
    return channel;
  }

  /** One more holder, for one who holds a channel of it. */
  synchronized void hold() {
    holders++;
  }

  synchronized void letGo() {
    holders--;
    freeIfUnused();
  }

  boolean isDropped() {
    return dropped;
  }

  /** Whether no block has to be verified any more. */
  synchronized boolean isVerified() {
    return verified == null;
  }

  synchronized boolean isVerified(int block) {
    return verified == null || verified.get(block);
  }

  synchronized void markVerified(int block) {
    if (verified != null) {
      verified.set(block);
      if (verified.cardinality() == layout.blocks()) {
        verified = null;
      }
    }
  }

  /** Its name, kept for some seconds even if it is dropped; null when there is none to give. */
  synchronized @Nullable Path lease() {
    if (dropped || !complete || verified != null || store.isStopped()) {
      return null;
    }
    leasedUntil = store.leaseEnd();
    leased = true;
    return file();
  }

  /** Takes a dropped file off the disk when its lease is over; false when that is later. */
  synchronized boolean endLease() {
    if (isLeased()) {
      return false;
    }
    delete(file());
    leased = false;
    freeIfUnused();
    return true;
  }

  private synchronized boolean markDropped() {
    if (dropped) {
      return false;
    }
    dropped = true;
    if (isLeased() && spoil()) {
      store.deleteLater(this);
    } else {
      leased = false;
      delete(name());
      freeIfUnused();
    }
    return true;
  }

  private boolean isLeased() {
    return leased && !store.isPast(leasedUntil);
  }

  /** Makes the next process throw it away, but leaves the body to who is just sending it. */
  private boolean spoil() {
    try (FileChannel channel = store.access().open(file(), StandardOpenOption.WRITE)) {
      store.access().write(channel, ByteBuffer.allocate(Long.BYTES), 0);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void delete(Path name) {
    try {
      store.access().delete(name);
    } catch (IOException e) {
      store.faults().failed("deleting a file", e);
      spoil();
    }
  }

  private void freeIfUnused() {
    if (dropped && holders == 0 && !leased && !freed) {
      freed = true;
      store.space().release(layout.diskBytes());
    }
  }

  private Path name() {
    return complete ? file() : part();
  }

  private Path file() {
    return FileNames.complete(store.folder(), layout.sequence());
  }

  private Path part() {
    return FileNames.part(store.folder(), layout.sequence());
  }
}
