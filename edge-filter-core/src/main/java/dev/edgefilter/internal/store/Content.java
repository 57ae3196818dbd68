// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.internal.ehcache.BodyOwner;
import dev.edgefilter.internal.ehcache.MemoryTiers;
import dev.edgefilter.internal.filestore.FileBody;
import dev.edgefilter.internal.filestore.FileHead;
import dev.edgefilter.internal.filestore.FileReader;
import org.jspecify.annotations.Nullable;

/**
 * One body wherever it is: in memory, in a file, or in both.
 *
 * <p>It stays the same when its response gets a new head. While there is a file, memory may come
 * and go; once neither is left the body is lost.
 */
final class Content implements BodyOwner {
  private final Object rewriting = new Object();
  private final MemoryTiers tiers;
  private final long id;
  private final long length;
  private volatile @Nullable Body memory;
  private volatile @Nullable FileBody file;
  private volatile @Nullable Variant owner;
  private volatile boolean dropped;
  private volatile boolean usedFromFile;

  Content(MemoryTiers tiers, long id, long length, @Nullable Body memory, @Nullable FileBody file) {
    this.tiers = tiers;
    this.id = id;
    this.length = length;
    this.memory = memory;
    this.file = file;
  }

  /** Names the body; of two, the one that was begun later has the higher one. */
  long id() {
    return id;
  }

  long length() {
    return length;
  }

  /** The bytes of its file on the disk, 0 without one. */
  long diskBytes() {
    FileBody onDisk = file;
    return onDisk == null ? 0 : onDisk.diskBytes();
  }

  /** Whether dropping it would free room on the disk at once. */
  boolean hasIdleFile() {
    FileBody onDisk = file;
    return onDisk != null && !onDisk.inUse();
  }

  /** Whether it was begun after another one; what is only in memory is the newest. */
  boolean isNewerThan(Content other) {
    FileBody mine = file;
    FileBody others = other.file;
    return mine == null || (others != null && mine.sequence() > others.sequence());
  }

  @Nullable Variant owner() {
    return owner;
  }

  /** Sets whose body it is; only the index does, under its lock. */
  void ownedBy(Variant variant) {
    owner = variant;
  }

  /** Listens for a loss; the caller looks at {@link #lost} afterwards. */
  void listen() {
    Body inMemory = memory;
    if (inMemory != null) {
      inMemory.ownedBy(this);
    }
  }

  /** The body when it is nowhere but in memory; for its owner before others can see it. */
  @Nullable Body onlyInMemory() {
    return file == null ? memory : null;
  }

  /** The body in memory, or null when it is not there, or not whole. */
  @Nullable Body memory() {
    Body inMemory = memory;
    if (inMemory != null && inMemory.lost()) {
      leaveMemory(inMemory);
      return null;
    }
    return inMemory;
  }

  /** Opens the file; null when there is none or it cannot be read. */
  @Nullable FileReader openFile() {
    FileBody onDisk = file;
    return onDisk == null ? null : onDisk.read();
  }

  /** The same without reading from it yet. */
  @Nullable FileReader openUnreadFile() {
    FileBody onDisk = file;
    return onDisk == null ? null : onDisk.readUnread();
  }

  /** Whether it can no longer be read whole. */
  boolean lost() {
    return memory() == null && file == null && length > 0;
  }

  /** Gives the file its name; false when the body is lost for want of one. */
  boolean publish() {
    FileBody onDisk = file;
    if (onDisk != null && !onDisk.publish()) {
      file = null;
    }
    return !lost();
  }

  /** Writes the present head to the file, in the place of an old one. */
  void rewriteHead(Variant old) {
    FileBody onDisk = file;
    if (onDisk == null) {
      return;
    }
    synchronized (rewriting) {
      // Read inside, so that of two refreshes at once the later one is written last.
      Variant newest = owner;
      if (newest != null) {
        onDisk.rewriteHead(head(old), head(newest));
      }
    }
  }

  /** True once it has been read from the file before and is short enough to come back. */
  boolean wantsMemory() {
    boolean again = usedFromFile;
    usedFromFile = true;
    return again && memory == null;
  }

  /** Takes a copy in memory; false when it is not wanted any more. */
  synchronized boolean bringToMemory(Body body) {
    if (dropped || memory != null) {
      return false;
    }
    usedFromFile = false;
    body.ownedBy(this);
    memory = body;
    return true;
  }

  /** Frees memory and deletes the file. */
  void drop() {
    leave();
    FileBody onDisk = file;
    if (onDisk != null) {
      onDisk.drop();
    }
  }

  /** Frees memory and leaves the file for the next process. */
  void leave() {
    Body inMemory;
    synchronized (this) {
      dropped = true;
      inMemory = memory;
    }
    if (inMemory != null) {
      tiers.drop(inMemory);
    }
  }

  @Override
  public void bodyLost() {
    Body inMemory = memory;
    if (inMemory != null && inMemory.lost()) {
      leaveMemory(inMemory);
    }
    Variant variant = owner;
    if (variant != null && lost()) {
      variant.bodyLost();
    }
  }

  private void leaveMemory(Body lost) {
    FileBody onDisk = file;
    if (onDisk == null) {
      return;
    }
    synchronized (this) {
      if (memory == lost) {
        memory = null;
      }
    }
    tiers.drop(lost);
  }

  private static FileHead head(Variant variant) {
    return new FileHead(variant.key(), variant.head(), variant.stamp(), variant.staleFromMillis());
  }
}
