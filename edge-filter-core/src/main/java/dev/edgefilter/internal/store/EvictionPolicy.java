// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.internal.ehcache.MemoryTiers;
import dev.edgefilter.internal.store.Load.Bounds;
import java.util.Objects;
import java.util.function.Predicate;
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

  /** So many of each size class when one of any class may leave. */
  private static final int SAMPLE_OF_EACH = 3;

  /** Not more than this many are looked at one after the other. */
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

  /**
   * The main part by size class, because room in one class is none in another; the last one is for
   * what has a file, whatever its size.
   */
  private final VariantQueue[] main = new VariantQueue[MemoryTiers.sizeClasses() + 1];

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
    for (int i = 0; i < main.length; i++) {
      main[i] = new VariantQueue();
    }
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
    memory.add(variant);
    add(window, variant);
    frequencies.growTo(2 * total.entries());
    frequencies.age();
  }

  /** Adds one that takes over the place of another in the main part. */
  void addToMain(Variant variant) {
    memory.add(variant);
    add(mainFor(variant), variant);
  }

  /** Adds one that was there before a restart. */
  void addRecovered(Variant variant) {
    addToMain(variant);
    frequencies.growTo(2 * total.entries());
  }

  /** Whether it can be added and nothing has to leave for it. */
  boolean hasRoomFor(Variant variant) {
    return total.entries() < maxEntries && total.indexBytes() + variant.weight() <= maxIndexBytes;
  }

  private void add(VariantQueue queue, Variant variant) {
    queue.addLast(variant);
    total.add(variant);
  }

  private VariantQueue mainFor(Variant variant) {
    Body weighed = variant.weighed;
    return main[weighed == null ? main.length - 1 : weighed.sizeClass()];
  }

  void remove(Variant variant) {
    VariantQueue queue = variant.queue;
    if (queue != null) {
      queue.remove(variant);
      total.remove(variant);
      memory.remove(variant);
    }
  }

  /** Whether one that leaves now was never in the main part. */
  boolean isNewcomer(Variant variant) {
    return variant.queue == window;
  }

  /** The next one that has to leave, or null when all is within its bounds. */
  @Nullable Variant leaving() {
    boolean indexExceeded = total.entries() > maxEntries || total.indexBytes() > maxIndexBytes;
    boolean exceeded = memory.exceeds() || indexExceeded;
    while (window.load().exceeds(windowBounds)) {
      Variant candidate = oldestNewcomer();
      if (exceeded && (indexExceeded || memory.isTightFor(candidate))) {
        Variant victim = indexExceeded ? leastUsed() : leastUsedOfTight();
        return victim != null && beats(candidate, victim) ? victim : candidate;
      }
      window.remove(candidate);
      mainFor(candidate).addLast(candidate);
    }
    return exceeded ? leavingAnyway(indexExceeded) : null;
  }

  /** The main part has more than its share while the window is not full. */
  private Variant leavingAnyway(boolean indexExceeded) {
    Variant victim = indexExceeded ? leastUsed() : leastUsedOfTight();
    if (victim == null && !indexExceeded) {
      victim = firstTight(window);
    }
    if (victim == null) {
      victim = window.first() == null ? leastUsed() : oldestNewcomer();
    }
    if (victim == null) {
      throw new IllegalStateException("nothing is stored, but too much");
    }
    return victim;
  }

  /** The next one that has to leave for room on the disk, or null when none was found soon. */
  @Nullable Variant leavingForDisk() {
    Variant victim = leastUsedOf(main[main.length - 1], SAMPLE, EvictionPolicy::hasIdleFile);
    if (victim == null || window.load().exceeds(windowBounds)) {
      Variant candidate = oldestIdleNewcomer();
      if (candidate != null && (victim == null || !beats(candidate, victim))) {
        return candidate;
      }
    }
    return victim;
  }

  private @Nullable Variant oldestIdleNewcomer() {
    Variant next = window.first();
    for (int i = 0; i < MOST_PASSED && next != null; i++) {
      if (hasIdleFile(next)) {
        return next;
      }
      next = next.nextInQueue;
    }
    return null;
  }

  private boolean beats(Variant candidate, Variant victim) {
    int frequency = frequency(candidate);
    if (frequency > frequency(victim)) {
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

  /** The least asked for of the first few of each class. */
  private @Nullable Variant leastUsed() {
    Variant least = null;
    for (VariantQueue queue : main) {
      least = lessUsed(least, leastUsedOf(queue, SAMPLE_OF_EACH, Objects::nonNull));
    }
    return least;
  }

  /** The least asked for of the first few that take memory of which there is not enough. */
  private @Nullable Variant leastUsedOfTight() {
    Variant least = null;
    for (int i = 0; i < main.length; i++) {
      if (memory.isTight(i)) {
        least = lessUsed(least, leastUsedOf(main[i], SAMPLE, Objects::nonNull));
      }
    }
    for (int i = 0; least == null && i < main.length; i++) {
      least = firstTight(main[i]); // it has only its smaller pieces in that class
    }
    return least;
  }

  private @Nullable Variant firstTight(VariantQueue queue) {
    Variant variant = queue.first();
    for (int i = 0; i < MOST_PASSED && variant != null; i++) {
      if (memory.isTightFor(variant)) {
        return variant;
      }
      variant = variant.nextInQueue;
    }
    return null;
  }

  private @Nullable Variant lessUsed(@Nullable Variant one, @Nullable Variant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return frequency(other) < frequency(one) ? other : one;
  }

  private @Nullable Variant leastUsedOf(VariantQueue queue, int sample, Predicate<Variant> meant) {
    Variant least = null;
    int leastScore = Integer.MAX_VALUE;
    Variant next = queue.first();
    int compared = 0;
    for (int i = 0; i < MOST_PASSED && compared < sample && next != null; i++) {
      Variant variant = next;
      next = variant.nextInQueue;
      int score = Integer.MAX_VALUE;
      if (meant.test(variant)) {
        compared++;
        int used = variant.clearUsed() ? 1 : 0;
        score = frequency(variant) * 2 + used;
      }
      Variant passed = score < leastScore ? least : variant;
      if (score < leastScore) {
        least = variant;
        leastScore = score;
      }
      if (passed != null) {
        queue.moveToLast(passed);
      }
    }
    return least;
  }

  private static boolean hasIdleFile(Variant variant) {
    return variant.content().hasIdleFile();
  }

  private int frequency(Variant variant) {
    return frequencies.frequency(variant.key().hashCode());
  }
}
