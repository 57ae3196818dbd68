// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what leaves the index: a hand goes round and spares once what was used since its last
 * visit. Guarded by the index.
 *
 * <p>The ring has no gaps: the last one moves into the place of one that leaves, so that the hand
 * never walks over nothing.
 */
final class EvictionClock {
  /** The hand takes the next one after sparing this many, which bounds the time of an insertion. */
  private static final int MAX_SPARED = 64;

  private final int maxVariants;
  private final long maxWeight;
  private @Nullable Variant[] ring = new @Nullable Variant[64];
  private int size;
  private int hand;
  private long weight;

  EvictionClock(int maxVariants, long maxWeight) {
    this.maxVariants = maxVariants;
    this.maxWeight = maxWeight;
  }

  int size() {
    return size;
  }

  long weight() {
    return weight;
  }

  boolean contains(Variant variant) {
    return variant.slot >= 0;
  }

  /** Whether it can be added at all. */
  boolean accepts(Variant variant) {
    return variant.weight() <= maxWeight;
  }

  /** The next one to evict so that the given one fits in, or null when it fits. */
  @Nullable Variant victimFor(Variant added) {
    boolean fits = size < maxVariants && weight + added.weight() <= maxWeight;
    return fits || size == 0 ? null : underHand();
  }

  void add(Variant variant) {
    if (size == ring.length) {
      ring = Arrays.copyOf(ring, size * 2);
    }
    variant.slot = size;
    ring[size++] = variant;
    weight += variant.weight();
  }

  void remove(Variant variant) {
    int slot = variant.slot;
    Variant last = ring[--size];
    ring[size] = null;
    if (last != null && last != variant) {
      ring[slot] = last;
      last.slot = slot;
    }
    variant.slot = -1;
    weight -= variant.weight();
  }

  private Variant underHand() {
    for (int spared = 0; ; spared++) {
      if (hand >= size) {
        hand = 0;
      }
      Variant variant = ring[hand++];
      if (variant == null) {
        throw new IllegalStateException("a gap in the ring");
      }
      if (!variant.clearUsed() || spared >= MAX_SPARED) {
        return variant;
      }
    }
  }
}
