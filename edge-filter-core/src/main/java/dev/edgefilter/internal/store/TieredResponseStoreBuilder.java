// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.MemoryTiers;
import dev.edgefilter.internal.filestore.FileAccess;
import dev.edgefilter.internal.filestore.FileStoreSettings;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sets the bounds of a store; a builder is used once. */
public final class TieredResponseStoreBuilder {
  private static final long MIN_INDEX_BYTES = 32L << 20;

  long memoryBytes = 64L << 20;
  @Nullable Executor executor;
  Executor preparation = Runnable::run;
  private int maxEntries = -1;
  private long maxIndexBytes = -1;
  private long maxBodyBytes = -1;
  private @Nullable Path directory;
  private long diskBytes = 1L << 30;
  private boolean forced;
  private LongSupplier ticker = () -> 0;
  private FileAccess fileAccess = FileAccess.disk();

  TieredResponseStoreBuilder() {}

  /** The bound of all memory for bodies, at least a mebibyte; none of it is on the heap. */
  public TieredResponseStoreBuilder memoryBytes(long bytes) {
    memoryBytes = bytes;
    return this;
  }

  /** The most responses that are kept, at least one; 100,000, or a million with files, if unset. */
  public TieredResponseStoreBuilder maxEntries(int number) {
    maxEntries = positive(number, "maxEntries");
    return this;
  }

  /**
   * The bound of the estimated heap bytes of keys and heads; 32 MiB if unset, or with files an
   * eighth of the heap when that is more.
   */
  public TieredResponseStoreBuilder maxIndexBytes(long bytes) {
    maxIndexBytes = positive(bytes, "maxIndexBytes");
    return this;
  }

  /**
   * The largest body that is kept; if unset an eighth of the memory, but at least one segment, or
   * with files a quarter of the disk when that is more.
   */
  public TieredResponseStoreBuilder maxBodyBytes(long bytes) {
    maxBodyBytes = positive(bytes, "maxBodyBytes");
    return this;
  }

  /** The folder for files, which makes responses outlive the process; none if unset. */
  public TieredResponseStoreBuilder directory(Path folder) {
    directory = folder;
    return this;
  }

  /** The bound of what the files take, at least a mebibyte; a gibibyte if unset. */
  public TieredResponseStoreBuilder diskBytes(long bytes) {
    diskBytes = positive(bytes, "diskBytes");
    return this;
  }

  /** Forces each file to the disk before it counts, which a power failure makes a difference to. */
  public TieredResponseStoreBuilder forced(boolean isForced) {
    forced = isForced;
    return this;
  }

  /** Tells nanoseconds since some fixed moment. */
  public TieredResponseStoreBuilder ticker(LongSupplier nanoseconds) {
    ticker = nanoseconds;
    return this;
  }

  /** Reaches the disk; for tests. */
  TieredResponseStoreBuilder fileAccess(FileAccess access) {
    fileAccess = access;
    return this;
  }

  /**
   * Does what opening the store need not wait for; who needs it earlier does it himself. If unset,
   * opening waits.
   */
  public TieredResponseStoreBuilder preparation(Executor newPreparation) {
    preparation = newPreparation;
    return this;
  }

  /** Runs sweeps after wildcard invalidations; a daemon thread of the store's own if unset. */
  public TieredResponseStoreBuilder executor(Executor newExecutor) {
    executor = newExecutor;
    return this;
  }

  /**
   * Opens the store.
   *
   * @throws IllegalArgumentException if the memory or the disk is less than the least
   * @throws dev.edgefilter.store.StoreException if the folder is in use or cannot be written
   */
  public TieredResponseStore build() {
    return new TieredResponseStore(this);
  }

  int maxEntries() {
    return maxEntries > 0 ? maxEntries : directory == null ? 100_000 : 1_000_000;
  }

  long maxIndexBytes() {
    if (maxIndexBytes > 0) {
      return maxIndexBytes;
    }
    return directory == null
        ? MIN_INDEX_BYTES
        : Math.max(MIN_INDEX_BYTES, Runtime.getRuntime().maxMemory() / 8);
  }

  /** The longest body in memory; what is longer has a file, or is not kept. */
  long memoryBodyBytes() {
    long bound = Math.max(MemoryTiers.minBodyBytes(), memoryBytes / 8);
    if (maxBodyBytes < 0) {
      return bound;
    }
    return directory == null ? maxBodyBytes : Math.min(bound, maxBodyBytes);
  }

  long maxFileBodyBytes() {
    return maxBodyBytes < 0 ? diskBytes / 4 : maxBodyBytes;
  }

  /** What the files are opened with, or null when there is no folder. */
  @Nullable FileStoreSettings files() {
    return directory == null
        ? null
        : new FileStoreSettings(directory, diskBytes, forced, ticker, fileAccess);
  }

  private static int positive(int number, String name) {
    positive((long) number, name);
    return number;
  }

  private static long positive(long number, String name) {
    if (number <= 0) {
      throw new IllegalArgumentException(name + " is " + number);
    }
    return number;
  }
}
