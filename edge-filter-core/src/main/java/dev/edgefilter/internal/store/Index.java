// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.MemoryTiers;
import dev.edgefilter.internal.store.Load.Bounds;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.Invalidation;
import dev.edgefilter.store.StoreRefusal;
import dev.edgefilter.store.StoredHead;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows what is stored, keeps it within its bounds, and takes out what is invalidated.
 *
 * <p>Looking up takes no lock. Every change is made under one lock, so that map, clock and path
 * table always hold the same; nothing waits under it, and bodies are dropped after it.
 *
 * <p>An exact path is removed at once. A wildcard or a tag is only remembered: a response that was
 * last checked before the newest one is checked when it is next found, or by a sweep.
 */
final class Index {
  private static final int SWEEP_BATCH = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final FrequencySketch frequencies = new FrequencySketch();
  private final Validity validity;
  private final Shelf shelf;
  private final Counters counters;
  private boolean closed;

  /** Gives out stamps above {@code firstStamp}. */
  Index(Bounds bounds, MemoryTiers tiers, Counters counters, long firstStamp) {
    this.validity = new Validity(firstStamp);
    this.shelf =
        new Shelf(
            new EvictionPolicy(bounds, new MemoryLoad(tiers), frequencies, new SplittableRandom()),
            counters);
    this.counters = counters;
  }

  /** Sets who is told, under the lock, of what leaves with nothing in its place. */
  void whenGone(Consumer<Variant> told) {
    shelf.whenEvicted(told);
  }

  Variant[] find(CacheKey key) {
    Variant[] found = shelf.get(key);
    if (found == null) {
      return VariantTable.NONE;
    }
    frequencies.count(key.hashCode());
    for (Variant variant : found) {
      if (!validity.isCurrent(variant)) {
        removeInvalidated(List.of(variant));
        return find(key);
      }
      variant.use();
    }
    return found;
  }

  long stamp() {
    return validity.stamp();
  }

  /** Whether a response whose origin request started at a stamp must not be stored any more. */
  boolean coversFill(CacheKey key, List<String> tags, long since) {
    return locked(() -> closed || validity.coversFill(key, tags, since));
  }

  /** Counts that a response was asked for and not found. */
  void countMiss(CacheKey key) {
    frequencies.count(key.hashCode());
  }

  /**
   * Tells of a response whose file is about to get its name, so that an invalidation of its path
   * takes the file away, too; false when it was invalidated already. {@link #add} or {@link
   * #withdraw} comes next.
   */
  boolean announce(Variant variant) {
    return locked(
        () -> {
          shelf.announce(variant);
          return !closed && validity.outlives(variant);
        });
  }

  /** Takes back that it is about to be added. */
  void withdraw(Variant variant) {
    lock.lock();
    try {
      shelf.withdraw(variant);
    } finally {
      lock.unlock();
    }
    variant.content().drop();
  }

  /** Makes a response findable; null when that was done, else why not. */
  @Nullable StoreRefusal add(Variant added) {
    List<Variant> gone = new ArrayList<>();
    boolean admitted;
    lock.lock();
    try {
      shelf.withdraw(added);
      if (!shelf.accepts(added)) {
        return StoreRefusal.TOO_LARGE;
      }
      if (closed || !validity.outlives(added)) {
        return StoreRefusal.INVALIDATED;
      }
      if (shelf.holdsNewer(added)) {
        return StoreRefusal.SUPERSEDED;
      }
      added.checkedUpTo(validity.newestStamp());
      shelf.add(added, gone);
      admitted = shelf.holds(added);
    } finally {
      lock.unlock();
    }
    drop(gone);
    return admitted ? null : StoreRefusal.NOT_ADMITTED;
  }

  /** Puts a new head in the place of an old one; null when the old one is not valid any more. */
  @Nullable Variant refresh(Variant old, StoredHead head, long since) {
    Variant added = new Variant(old.key(), head, old.content(), since, this);
    List<Variant> gone = new ArrayList<>();
    lock.lock();
    try {
      if (!shelf.holds(old)
          || !validity.isCurrent(old)
          || !shelf.accepts(added)
          || !validity.mayFollow(added, old)) {
        return null;
      }
      added.checkedUpTo(validity.newestStamp());
      shelf.replace(old, added, gone);
    } finally {
      lock.unlock();
    }
    drop(gone);
    return added;
  }

  void remove(Variant variant) {
    if (unlinkAll(List.of(variant), shelf::leave) > 0) {
      variant.content().drop();
    }
  }

  void removeLost(Variant variant) {
    counters.bodiesLost.add(unlinkAll(List.of(variant), shelf::leave));
    variant.content().drop();
  }

  /**
   * Adds what an earlier process stored, unless it was invalidated, something newer is there, or
   * there is no room: it pushes nothing out.
   *
   * @param wanted asked under the lock, so that nothing leaves between the answer and the adding
   */
  boolean addRecovered(Variant found, BooleanSupplier wanted) {
    List<Variant> gone = new ArrayList<>();
    lock.lock();
    try {
      if (closed || !validity.outlives(found) || !wanted.getAsBoolean()) {
        return false;
      }
      found.checkedUpTo(validity.newestStamp());
      if (!shelf.addRecovered(found, gone)) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    drop(gone);
    return true;
  }

  /** Evicts one response whose file nobody reads; false when none was found. */
  boolean evictFile() {
    Variant victim;
    lock.lock();
    try {
      victim = shelf.evictFile();
    } finally {
      lock.unlock();
    }
    if (victim != null) {
      drop(List.of(victim));
    }
    return victim != null;
  }

  /** Removes what is stored under an exact path or marks it; remembers it for fills under way. */
  Mark invalidateExact(Invalidation invalidation, String path) {
    List<Variant> leaving = new ArrayList<>();
    Mark mark = locked(() -> invalidateExact(invalidation, path, leaving));
    drop(leaving);
    return mark;
  }

  /** An exact path's mark, and whether an answer was invalidated before that. */
  record Superseded(Mark mark, boolean covered) {}

  /** The same at one moment with the question whether an answer for a key is still current. */
  Superseded supersede(
      Invalidation invalidation, String path, CacheKey key, List<String> tags, long since) {
    List<Variant> leaving = new ArrayList<>();
    Superseded superseded =
        locked(
            () -> {
              boolean covered = closed || validity.touchesFill(key, tags, since);
              return new Superseded(invalidateExact(invalidation, path, leaving), covered);
            });
    drop(leaving);
    return superseded;
  }

  private Mark invalidateExact(Invalidation invalidation, String path, List<Variant> leaving) {
    String text = PathText.normalize(path);
    Mark mark = validity.addExact(invalidation, text);
    List<Variant> found = shelf.onPath(invalidation.distributionId(), text);
    if (mark.soft()) {
      for (Variant variant : found) {
        variant.markStaleFrom(mark.staleFromMillis());
      }
      return mark;
    }
    found.forEach(shelf::unlink);
    counters.invalidated.add(found.size());
    leaving.addAll(found);
    shelf.addAnnounced(invalidation.distributionId(), text, leaving);
    return mark;
  }

  /** Remembers a wildcard; null when there are too many and a sweep has to come first. */
  @Nullable Mark invalidatePrefix(Invalidation invalidation, String prefix) {
    lock.lock();
    try {
      return validity.addPrefix(invalidation, prefix);
    } finally {
      lock.unlock();
    }
  }

  /** Remembers some tags; null when there are too many and a sweep has to come first. */
  @Nullable List<Mark> invalidateTags(Invalidation invalidation, List<String> tags) {
    lock.lock();
    try {
      return validity.addTags(invalidation, tags);
    } finally {
      lock.unlock();
    }
  }

  /** Checks everything against the wildcards and tags known now. */
  void sweep() {
    long target = validity.newestStamp();
    List<Variant> batch = new ArrayList<>();
    for (Variant[] row : shelf.rows()) {
      for (Variant variant : row) {
        if (!validity.isCurrent(variant)) {
          batch.add(variant);
        }
      }
      if (batch.size() >= SWEEP_BATCH) {
        removeInvalidated(batch);
        batch.clear();
      }
    }
    removeInvalidated(batch);
    lock.lock();
    try {
      validity.sweptUpTo(target);
    } finally {
      lock.unlock();
    }
  }

  /** Shows all that is stored and valid, until the visitor has enough. */
  void visit(Predicate<? super Variant> visitor) {
    for (Variant[] row : shelf.rows()) {
      for (Variant variant : row) {
        if (validity.isCurrent(variant) && !visitor.test(variant)) {
          return;
        }
      }
    }
  }

  /** Shows all responses that an invalidation has made stale. */
  void visitStale(Consumer<Variant> visitor) {
    for (Variant[] row : shelf.rows()) {
      for (Variant variant : row) {
        if (variant.staleFromMillis() != Mark.UNTOUCHED) {
          visitor.accept(variant);
        }
      }
    }
  }

  /** Empties the index for good; files stay. */
  void close() {
    List<Variant> gone = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      for (Variant[] row : shelf.rows()) {
        gone.addAll(List.of(row));
      }
      gone.forEach(shelf::unlink);
    } finally {
      lock.unlock();
    }
    gone.forEach(variant -> variant.content().leave());
  }

  int size() {
    return locked(() -> shelf.total().entries());
  }

  long weight() {
    return locked(() -> shelf.total().indexBytes());
  }

  private <T> T locked(Supplier<T> reading) {
    lock.lock();
    try {
      return reading.get();
    } finally {
      lock.unlock();
    }
  }

  private void removeInvalidated(List<Variant> covered) {
    counters.invalidated.add(unlinkAll(covered, shelf::unlink));
    drop(covered);
  }

  private int unlinkAll(List<Variant> leaving, Consumer<Variant> how) {
    int unlinked = 0;
    lock.lock();
    try {
      for (Variant variant : leaving) {
        if (shelf.holds(variant)) {
          how.accept(variant);
          unlinked++;
        }
      }
    } finally {
      lock.unlock();
    }
    return unlinked;
  }

  private static void drop(List<Variant> gone) {
    for (Variant variant : gone) {
      variant.content().drop();
    }
  }
}
