// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.store.CacheKey;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers for a short while which keys gave answers that could not be shared.
 *
 * <p>A table of fixed size, by hash: two keys in one slot displace or take after one another, which
 * only costs a collapse, never a wrong answer.
 */
final class PassMarks {

  private static final int SLOTS = 8192;

  /** High 32 bits: hash of the key; low 32 bits: second since 1970 at which the mark ends. */
  private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

  void mark(CacheKey key, long nowMillis, long forSeconds) {
    long ends = nowMillis / 1000 + forSeconds;
    slots.set(slot(key), ((long) key.hashCode() << 32) | (ends & 0xFFFFFFFFL));
  }

  void clear(CacheKey key) {
    int slot = slot(key);
    long mark = slots.get(slot);
    if ((int) (mark >>> 32) == key.hashCode()) {
      slots.compareAndSet(slot, mark, 0);
    }
  }

  boolean isMarked(CacheKey key, long nowMillis) {
    long mark = slots.get(slot(key));
    return mark != 0
        && (int) (mark >>> 32) == key.hashCode()
        && nowMillis / 1000 < (mark & 0xFFFFFFFFL);
  }

  private static int slot(CacheKey key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }
}
