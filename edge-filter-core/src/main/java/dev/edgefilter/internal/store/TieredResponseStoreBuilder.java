// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.MemoryTiers;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Sets the bounds of a store; a builder is used once. */
public final class TieredResponseStoreBuilder {
  long memoryBytes = 64L << 20;
  int maxEntries = 100_000;
  long maxIndexBytes = 32L << 20;
  @Nullable Executor executor;
  private long maxBodyBytes = -1;

  TieredResponseStoreBuilder() {}

  /** The bound of all memory for bodies, at least a mebibyte; none of it is on the heap. */
  public TieredResponseStoreBuilder memoryBytes(long bytes) {
    memoryBytes = bytes;
    return this;
  }

  /** The most responses that are kept, at least one. */
  public TieredResponseStoreBuilder maxEntries(int number) {
    maxEntries = positive(number, "maxEntries");
    return this;
  }

  /** The bound of the estimated heap bytes of keys and heads. */
  public TieredResponseStoreBuilder maxIndexBytes(long bytes) {
    maxIndexBytes = positive(bytes, "maxIndexBytes");
    return this;
  }

  /** The largest body that is kept; an eighth of the memory, but at least one segment, if unset. */
  public TieredResponseStoreBuilder maxBodyBytes(long bytes) {
    maxBodyBytes = positive(bytes, "maxBodyBytes");
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
   * @throws IllegalArgumentException if the memory is less than the least
   */
  public TieredResponseStore build() {
    return new TieredResponseStore(this);
  }

  long maxBodyBytes() {
    long bound = Math.max(MemoryTiers.minBodyBytes(), memoryBytes / 8);
    return maxBodyBytes < 0 ? bound : maxBodyBytes;
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
