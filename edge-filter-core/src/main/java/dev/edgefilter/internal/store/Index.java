// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoredHead;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Knows what is stored, keeps it within its bounds, and takes out what is invalidated.
 *
 * <p>Looking up takes no lock. Every change is made under one lock, so that map, clock and path
 * table always hold the same; nothing waits under it, and bodies are dropped after it.
 *
 * <p>An exact path is removed at once. A wildcard is only remembered: a response that was last
 * checked before the newest wildcard is checked when it is next found, or by a sweep.
 */
final class Index {
  private static final Variant[] NONE = new Variant[0];
  private static final int MAX_VARIANTS_PER_KEY = 50;
  private static final int SWEEP_BATCH = 256;

  private final ConcurrentHashMap<CacheKey, Variant[]> variants = new ConcurrentHashMap<>();
  private final AtomicLong stamp = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final ExactPaths exactPaths = new ExactPaths();
  private final PathTable paths = new PathTable();
  private final EvictionClock clock;
  private final Counters counters;
  private final Consumer<Body> dropper;
  private volatile Wildcards wildcards = Wildcards.NONE;
  private long sweptStamp;
  private boolean closed;

  Index(int maxVariants, long maxWeight, Counters counters, Consumer<Body> dropper) {
    this.clock = new EvictionClock(maxVariants, maxWeight);
    this.counters = counters;
    this.dropper = dropper;
  }

  Variant[] find(CacheKey key) {
    Variant[] found = variants.get(key);
    if (found == null) {
      return NONE;
    }
    for (Variant variant : found) {
      if (!isCurrent(variant)) {
        removeInvalidated(List.of(variant));
        return find(key);
      }
      variant.use();
    }
    return found;
  }

  long stamp() {
    return stamp.get();
  }

  /** Whether a response whose origin request started at a stamp must not be stored any more. */
  boolean coversFill(CacheKey key, long since) {
    lock.lock();
    try {
      return closed || wildcards.cover(key, since) || exactPaths.cover(key, since);
    } finally {
      lock.unlock();
    }
  }

  /** Makes a response findable, unless it was invalidated meanwhile or is too large. */
  boolean add(Variant added) {
    List<Variant> gone = new ArrayList<>();
    lock.lock();
    try {
      if (!clock.accepts(added) || coversFill(added.key(), added.stamp())) {
        return false;
      }
      link(added, gone);
    } finally {
      lock.unlock();
    }
    drop(gone);
    return true;
  }

  /** Puts a new head in the place of an old one; null when the old one is not valid any more. */
  @Nullable Variant refresh(Variant old, StoredHead head, long since) {
    Variant added = new Variant(old.key(), head, old.body(), since, this);
    List<Variant> gone = new ArrayList<>();
    lock.lock();
    try {
      if (!clock.contains(old) || !isCurrent(old) || !clock.accepts(added)) {
        return null;
      }
      unlink(old);
      added.use();
      link(added, gone);
      added.body().ownedBy(added);
    } finally {
      lock.unlock();
    }
    drop(gone);
    return added;
  }

  void remove(Variant variant) {
    if (unlinkAll(List.of(variant)) > 0) {
      dropper.accept(variant.body());
    }
  }

  void removeLost(Variant variant) {
    counters.bodiesLost.add(unlinkAll(List.of(variant)));
    dropper.accept(variant.body());
  }

  /** Removes what is stored under an exact path, and remembers it for fills under way. */
  void invalidateExact(String distributionId, String path) {
    String text = PathText.normalize(path);
    List<Variant> gone;
    lock.lock();
    try {
      exactPaths.add(distributionId, text, stamp.incrementAndGet());
      gone = paths.find(distributionId, text);
      gone.forEach(this::unlink);
    } finally {
      lock.unlock();
    }
    counters.invalidated.add(gone.size());
    drop(gone);
  }

  /** Remembers a wildcard; false when there are too many and a sweep has to come first. */
  boolean invalidatePrefix(String distributionId, String prefix) {
    lock.lock();
    try {
      if (wildcards.full()) {
        wildcards = wildcards.forgetHalf(sweptStamp);
      }
      if (wildcards.full()) {
        return false;
      }
      wildcards = wildcards.with(stamp.incrementAndGet(), distributionId, prefix);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Checks everything against the wildcards known now. */
  void sweep() {
    long target = wildcards.newestStamp();
    List<Variant> batch = new ArrayList<>();
    for (Variant[] row : variants.values()) {
      for (Variant variant : row) {
        if (!isCurrent(variant)) {
          batch.add(variant);
        }
      }
      if (batch.size() >= SWEEP_BATCH) {
        removeInvalidated(batch);
        batch.clear();
      }
    }
    removeInvalidated(batch);
    sweptUpTo(target);
  }

  void visit(String distributionId, Predicate<? super Variant> visitor) {
    for (Variant[] row : variants.values()) {
      for (Variant variant : row) {
        if (variant.key().distributionId().equals(distributionId)
            && isCurrent(variant)
            && !visitor.test(variant)) {
          return;
        }
      }
    }
  }

  /** Empties the index for good. */
  void close() {
    List<Variant> gone = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      for (Variant[] row : variants.values()) {
        gone.addAll(List.of(row));
      }
      gone.forEach(this::unlink);
    } finally {
      lock.unlock();
    }
    drop(gone);
  }

  int size() {
    lock.lock();
    try {
      return clock.size();
    } finally {
      lock.unlock();
    }
  }

  long weight() {
    lock.lock();
    try {
      return clock.weight();
    } finally {
      lock.unlock();
    }
  }

  private boolean isCurrent(Variant variant) {
    Wildcards known = wildcards;
    if (variant.checkedStamp() >= known.newestStamp()) {
      return true;
    }
    if (known.cover(variant.key(), variant.checkedStamp())) {
      return false;
    }
    variant.checkedUpTo(known.newestStamp());
    return true;
  }

  private void sweptUpTo(long target) {
    lock.lock();
    try {
      sweptStamp = Math.max(sweptStamp, target);
    } finally {
      lock.unlock();
    }
  }

  private void removeInvalidated(List<Variant> covered) {
    counters.invalidated.add(unlinkAll(covered));
    drop(covered);
  }

  private int unlinkAll(List<Variant> leaving) {
    int unlinked = 0;
    lock.lock();
    try {
      for (Variant variant : leaving) {
        if (clock.contains(variant)) {
          unlink(variant);
          unlinked++;
        }
      }
    } finally {
      lock.unlock();
    }
    return unlinked;
  }

  private void drop(List<Variant> gone) {
    for (Variant variant : gone) {
      dropper.accept(variant.body());
    }
  }

  private void link(Variant added, List<Variant> gone) {
    displace(added, gone);
    makeRoom(added, gone);
    added.checkedUpTo(wildcards.newestStamp());
    Variant[] row = variants.getOrDefault(added.key(), NONE);
    Variant[] longer = new Variant[row.length + 1];
    longer[0] = added;
    System.arraycopy(row, 0, longer, 1, row.length);
    variants.put(added.key(), longer);
    clock.add(added);
    paths.add(added);
  }

  /** Unlinks what the added one replaces, or the oldest when there are too many variants. */
  private void displace(Variant added, List<Variant> gone) {
    Variant[] row = variants.getOrDefault(added.key(), NONE);
    int left = row.length;
    for (int i = row.length - 1; i >= 0; i--) {
      boolean replaced =
          row[i].head().varyValues().equals(added.head().varyValues())
              && row[i].head().varyNames().equals(added.head().varyNames());
      if (replaced || (left >= MAX_VARIANTS_PER_KEY && i == row.length - 1)) {
        unlink(row[i]);
        gone.add(row[i]);
        left--;
      }
    }
  }

  private void makeRoom(Variant added, List<Variant> gone) {
    Variant victim = clock.victimFor(added);
    while (victim != null) {
      unlink(victim);
      gone.add(victim);
      counters.evicted.increment();
      victim = clock.victimFor(added);
    }
  }

  private void unlink(Variant variant) {
    Variant[] row = variants.getOrDefault(variant.key(), NONE);
    if (row.length == 1) {
      variants.remove(variant.key());
    } else {
      variants.put(variant.key(), without(row, variant));
    }
    clock.remove(variant);
    paths.remove(variant);
  }

  private static Variant[] without(Variant[] row, Variant variant) {
    Variant[] shorter = new Variant[row.length - 1];
    int at = 0;
    for (Variant kept : row) {
      if (kept != variant) {
        shorter[at++] = kept;
      }
    }
    return shorter;
  }
}
