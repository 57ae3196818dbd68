// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import dev.edgefilter.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps responses in a folder, one file each, within a bound; knows nothing of which to keep.
 *
 * <p>All methods may be called from any thread and none throws because of the disk. A file counts
 * once it has its final name, so a process may die at any moment.
 */
public final class FileStore implements AutoCloseable {
  private static final int MAX_IDLE_CHANNELS = 256;
  private static final int MAX_IDLE_WINDOWS = 32;
  private static final int STAMP_BITS = 40;
  private static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final FileStoreSettings settings;
  private final FolderLock lock;
  private final Ledger ledger;
  private final Journal journal;
  private final DiskSpace space;
  private final FileFaults faults;
  private final AtomicInteger lastFile = new AtomicInteger();
  private final Leases<FileBody, OpenChannel> channels = new Leases<>(MAX_IDLE_CHANNELS);
  private final Leases<Window.Key, Window> windows = new Leases<>(MAX_IDLE_WINDOWS);
  private final Queue<FileBody> leased = new ConcurrentLinkedQueue<>();
  private volatile boolean scanned;
  private volatile boolean stopped;
  private boolean closed;

  private FileStore(FileStoreSettings settings, FolderLock lock, Ledger ledger, Journal journal) {
    this.settings = settings;
    this.lock = lock;
    this.ledger = ledger;
    this.journal = journal;
    this.space = new DiskSpace(ledger, settings.maxBytes());
    this.faults = new FileFaults(settings.ticker());
  }

  /**
   * Opens a folder; what is in it is found by {@link #scan}.
   *
   * @throws StoreException when another store has it open, or it cannot be written
   */
  public static FileStore open(FileStoreSettings settings) {
    Path folder = settings.folder();
    try {
      createPrivately(folder);
      FolderLock lock = FolderLock.take(folder);
      try {
        Ledger ledger = Ledger.open(folder, settings.access());
        Journal journal = Journal.open(folder, settings.access());
        return new FileStore(settings, lock, ledger, journal);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException(
          "the store folder "
              + folder
              + " cannot be used: "
              + e
              + "; make it a folder that this"
              + " process may write",
          e);
    }
  }

  /** Sets what makes room: it drops one response, and tells whether it found one. */
  public void evictor(BooleanSupplier evictOne) {
    space.evictor(
        () -> {
          endLeases();
          return evictOne.getAsBoolean();
        });
  }

  /** The first stamp of this process, above all that earlier ones have written. */
  public long firstStamp() {
    return ledger.opening() << STAMP_BITS;
  }

  /** The invalidations that what {@link #scan} finds must be checked against, oldest first. */
  public List<JournalRecord> records() {
    return journal.records();
  }

  /** Hands out what earlier processes left, until all was found or the store is closed. */
  public void scan(BiConsumer<FileHead, FileBody> visitor) {
    Rescan rescan =
        new Rescan(
            this,
            (head, body) -> {
              if (journal.damaged()) {
                // What was invalidated is not known, so anything may have been.
                body.drop();
              } else {
                visitor.accept(head, body);
              }
            });
    if (rescan.run()) {
      allFound();
      scanned = true;
    }
  }

  private void allFound() {
    try {
      space.allFound();
      journal.forget(firstStamp());
    } catch (IOException e) {
      faults.failed("writing the ledger", e);
    }
  }

  /** Whether everything that earlier processes left has been found. */
  public boolean isScanned() {
    return scanned;
  }

  /**
   * Starts a file; null when there is no room or the disk has just failed.
   *
   * @param head what it keeps besides the body
   * @param expectedBytes the length of the body, or -1 when it is not known
   */
  public @Nullable FileWriter newBody(FileHead head, long expectedBytes) {
    if (stopped || faults.paused()) {
      return null;
    }
    endLeases();
    byte[] encoded = HeadCodec.encode(head);
    if (!Layout.accepts(Layout.slotBytesFor(encoded.length))) {
      return null;
    }
    long sequence = (ledger.opening() << Integer.SIZE) | (lastFile.incrementAndGet() & 0xffffffffL);
    return FileWriter.begin(this, sequence, encoded, expectedBytes);
  }

  /** Writes an invalidation down for the next process; false when that was not possible. */
  public boolean record(JournalRecord record) {
    try {
      return !stopped && journal.append(record);
    } catch (IOException e) {
      faults.failed("writing the journal", e);
      return false;
    }
  }

  /** Forgets invalidations up to a stamp, because no file they cover is left. */
  public void forgetRecords(long upTo) {
    if (stopped || !scanned) {
      return;
    }
    try {
      journal.forget(upTo);
    } catch (IOException e) {
      faults.failed("writing the journal", e);
    }
  }

  /** The longest body that is read in one go and worth bringing back to memory, in bytes. */
  public static int smallBodyBytes() {
    return Layout.SMALL_BODY_BYTES;
  }

  /** What the files take, in bytes; while a rescan runs, the most they may take. */
  public long usedBytes() {
    return space.usedBytes();
  }

  /** The bound of {@link #usedBytes}. */
  public long maxBytes() {
    return space.maxBytes();
  }

  /** How often the disk has failed. */
  public long failures() {
    return faults.failures();
  }

  /** How many files were not ours, or damaged. */
  public long discarded() {
    return faults.discarded();
  }

  /** The number of files and of mapped parts of files that are open now. */
  public int openFiles() {
    return channels.size() + windows.size();
  }

  /** Takes and gives nothing more; readers may finish, and dropped files are deleted. */
  public void stop() {
    stopped = true;
    channels.close();
    windows.close();
  }

  /** Whether {@link #stop} was called. */
  public boolean isStopped() {
    return stopped;
  }

  /** Leaves all files as they are, and the folder to the next one. */
  @Override
  public void close() {
    stop();
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (scanned) {
        space.close();
      }
      journal.close();
      ledger.close();
      lock.close();
    } catch (IOException e) {
      faults.failed("closing the folder", e);
    }
  }

  Path folder() {
    return settings.folder();
  }

  FileAccess access() {
    return settings.access();
  }

  DiskSpace space() {
    return space;
  }

  FileFaults faults() {
    return faults;
  }

  long opening() {
    return ledger.opening();
  }

  /** Makes a new file, and its folder when it is the first in it. */
  FileChannel create(Path file) throws IOException {
    try {
      return access().open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      Files.createDirectories(file.resolveSibling(""));
      return access().open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
  }

  void finish(FileChannel file) throws IOException {
    if (settings.forced()) {
      file.force(true);
    }
  }

  Leases<FileBody, OpenChannel>.Lease channel(FileBody file) throws IOException {
    if (file.isDropped()) {
      throw new NoSuchFileException(file.toString());
    }
    Leases<FileBody, OpenChannel>.Lease lease =
        channels.acquire(file, () -> new OpenChannel(file, file.openHeld()));
    if (file.isDropped() || stopped) {
      channels.forget(file);
    }
    return lease;
  }

  Leases<Window.Key, Window>.Lease window(FileBody file, FileChannel channel, int index)
      throws IOException {
    Window.Key key = new Window.Key(file, index);
    Leases<Window.Key, Window>.Lease lease =
        windows.acquire(key, () -> Window.map(file, channel, index));
    if (file.isDropped() || stopped) {
      windows.forget(key);
    }
    return lease;
  }

  /** What is stored may be meant for few, so other users of the machine do not get to it. */
  private static void createPrivately(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
    } else {
      Files.createDirectories(folder);
    }
  }

  /** Closes what nobody holds of a dropped file, so that its room is free. */
  void forget(FileBody file) {
    channels.forget(file);
    for (int i = 0; i <= Window.indexOf(file.bodyBytes()); i++) {
      windows.forget(new Window.Key(file, i));
    }
  }

  long leaseEnd() {
    return settings.ticker().getAsLong() + LEASE_NANOS;
  }

  boolean isPast(long nanos) {
    return settings.ticker().getAsLong() - nanos >= 0;
  }

  void deleteLater(FileBody file) {
    leased.add(file);
  }

  /** Deletes what was dropped while it was being sent and can no longer be. */
  private void endLeases() {
    FileBody oldest = leased.peek();
    while (oldest != null && oldest.endLease()) {
      leased.remove(oldest);
      oldest = leased.peek();
    }
  }
}
