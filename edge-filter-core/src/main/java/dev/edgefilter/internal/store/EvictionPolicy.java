// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.store.Load.Bounds;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what stays (W-TinyLFU: Einziger, Friedman, Manes). Guarded by the index.
 *
 * <p>Newcomers come into a window, first in first out, where what is used meanwhile stays a little
 * longer. What falls out of it enters the main part only if there is room, or if it was asked for
 * more often lately than what would have to leave. So whatever is asked for once passes through the
 * window and touches nothing else. In the main part the one to leave is the least asked for of the
 * first few.
 */
final class EvictionPolicy {
  /** The window's part; it holds any body that is stored by default. */
  static final int WINDOW_PART = 8;

  /** So many are compared to find the one to leave; those passed over go to the end. */
  private static final int SAMPLE = 8;

  /** Not more than this many are looked at to find those. */
  private static final int MOST_PASSED = 64;

  /** What is asked for more often than this is let in now and then even if it loses. */
  private static final int WARM = 5;

  private static final int LET_IN_ONE_OF = 128;

  private final int maxEntries;
  private final long maxIndexBytes;
  private final Bounds windowBounds;
  private final FrequencySketch frequencies;
  private final RandomGenerator random;
  private final VariantQueue window = new VariantQueue();
  private final VariantQueue main = new VariantQueue();
  private final Load total = new Load();
  private final MemoryLoad memory;

  EvictionPolicy(
      Bounds bounds, MemoryLoad memory, FrequencySketch frequencies, RandomGenerator random) {
    this.maxEntries = bounds.entries();
    this.maxIndexBytes = bounds.indexBytes();
    this.windowBounds = bounds.dividedBy(WINDOW_PART);
    this.memory = memory;
    this.frequencies = frequencies;
    this.random = random;
  }

  Load total() {
    return total;
  }

  boolean contains(Variant variant) {
    return variant.queue != null;
  }

  /** Whether it can be added at all. */
  boolean accepts(Variant variant) {
    return variant.weight() <= maxIndexBytes;
  }

  /** Adds a newcomer. The caller then removes what {@link #leaving} names. */
  void add(Variant variant) {
    addTo(window, variant);
    frequencies.growTo(2 * total.entries());
    frequencies.age();
  }

  /** Adds one that takes over the place of another, which has been removed from a queue. */
  void addTo(VariantQueue queue, Variant variant) {
    queue.addLast(variant);
    total.add(variant);
    memory.add(variant.body());
  }

  void remove(Variant variant) {
    VariantQueue queue = variant.queue;
    if (queue != null) {
      queue.remove(variant);
      total.remove(variant);
      memory.remove(variant.body());
    }
  }

  /** Whether one that leaves now was never in the main part. */
  boolean isNewcomer(Variant variant) {
    return variant.queue == window;
  }

  /** The next one that has to leave, or null when all is within its bounds. */
  @Nullable Variant leaving() {
    boolean memoryExceeded = memory.exceeds();
    boolean exceeded =
        total.entries() > maxEntries || total.indexBytes() > maxIndexBytes || memoryExceeded;
    boolean onlyMemory =
        exceeded && total.entries() <= maxEntries && total.indexBytes() <= maxIndexBytes;
    while (window.load().exceeds(windowBounds)) {
      Variant candidate = oldestNewcomer();
      if (exceeded && !(onlyMemory && !memory.isTightFor(candidate.body()))) {
        Variant victim = leastUsed(onlyMemory);
        return victim != null && beats(candidate, victim) ? victim : candidate;
      }
      window.remove(candidate);
      main.addLast(candidate);
    }
    if (!exceeded) {
      return null;
    }
    // The main part had more than its share while the window was not full.
    Variant victim = leastUsed(onlyMemory);
    return victim == null ? oldestNewcomer() : victim;
  }

  private boolean beats(Variant candidate, Variant victim) {
    int frequency = frequencies.frequency(candidate.key().hashCode());
    if (frequency > frequencies.frequency(victim.key().hashCode())) {
      return true;
    }
    // Else viewers who make keys collide on purpose could keep one out for good.
    return frequency > WARM && random.nextInt(LET_IN_ONE_OF) == 0;
  }

  private Variant oldestNewcomer() {
    Variant oldest = window.first();
    for (int spared = 0; oldest != null; spared++) {
      if (!oldest.clearUsed() || spared >= MOST_PASSED || oldest.nextInQueue == null) {
        return oldest;
      }
      window.moveToLast(oldest);
      oldest = window.first();
    }
    throw new IllegalStateException("the window is empty");
  }

  /** The least asked for of the first few, of those whose memory is short if that is all. */
  private @Nullable Variant leastUsed(boolean onlyMemory) {
    Variant least = null;
    int leastScore = Integer.MAX_VALUE;
    int compared = 0;
    Variant next = main.first();
    for (int i = 0; i < MOST_PASSED && compared < SAMPLE && next != null; i++) {
      Variant variant = next;
      next = variant.nextInQueue;
      int score = Integer.MAX_VALUE;
      if (!onlyMemory || memory.isTightFor(variant.body())) {
        compared++;
        int used = variant.clearUsed() ? 1 : 0;
        score = frequencies.frequency(variant.key().hashCode()) * 2 + used;
      }
      if (score < leastScore) {
        pass(least);
        least = variant;
        leastScore = score;
      } else {
        pass(variant);
      }
    }
    return least == null ? main.first() : least;
  }

  private void pass(@Nullable Variant variant) {
    if (variant != null) {
      main.moveToLast(variant);
    }
  }
}
