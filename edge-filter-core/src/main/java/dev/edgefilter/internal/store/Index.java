// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.MemoryTiers;
import dev.edgefilter.internal.store.Invalidations.Known;
import dev.edgefilter.internal.store.Load.Bounds;
import dev.edgefilter.internal.store.Mark.Kind;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.Invalidation;
import dev.edgefilter.store.StoreRefusal;
import dev.edgefilter.store.StoredHead;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
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
  private static final int MAX_VARIANTS_PER_KEY = 50;
  private static final int SWEEP_BATCH = 256;

  private final VariantTable variants = new VariantTable();
  private final AtomicLong stamp;
  private final ReentrantLock lock = new ReentrantLock();
  private final Invalidations invalidations = new Invalidations();
  private final FrequencySketch frequencies = new FrequencySketch();
  private final EvictionPolicy policy;
  private final Counters counters;

  /** Complete, but not findable yet. */
  private final Set<Variant> announced = new HashSet<>();

  private boolean closed;

  /** Gives out stamps above {@code firstStamp}. */
  Index(Bounds bounds, MemoryTiers tiers, Counters counters, long firstStamp) {
    this.policy =
        new EvictionPolicy(bounds, new MemoryLoad(tiers), frequencies, new SplittableRandom());
    this.counters = counters;
    this.stamp = new AtomicLong(firstStamp);
  }

  Variant[] find(CacheKey key) {
    Variant[] found = variants.get(key);
    if (found == null) {
      return VariantTable.NONE;
    }
    frequencies.count(key.hashCode());
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
  boolean coversFill(CacheKey key, List<String> tags, long since) {
    return effectOnFill(key, tags, since) == Mark.GONE;
  }

  private long effectOnFill(CacheKey key, List<String> tags, long since) {
    return locked(() -> closed ? Mark.GONE : invalidations.effectOnFill(key, tags, since));
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
    lock.lock();
    try {
      announced.add(variant);
      return outlives(variant);
    } finally {
      lock.unlock();
    }
  }

  /** Takes back that it is about to be added. */
  void withdraw(Variant variant) {
    lock.lock();
    try {
      announced.remove(variant);
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
      announced.remove(added);
      if (!policy.accepts(added)) {
        return StoreRefusal.TOO_LARGE;
      }
      if (!outlives(added)) {
        return StoreRefusal.INVALIDATED;
      }
      link(added, displace(added, gone));
      makeRoom(gone);
      admitted = policy.contains(added);
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
      if (!policy.contains(old)
          || !isCurrent(old)
          || !policy.accepts(added)
          || !mayFollow(added, old)) {
        return null;
      }
      boolean inMain = !policy.isNewcomer(old);
      unlink(old);
      added.takeOver(old);
      displace(added, gone);
      link(added, inMain);
      added.content().ownedBy(added);
      makeRoom(gone);
    } finally {
      lock.unlock();
    }
    drop(gone);
    return added;
  }

  /** The origin's answer of now must outlive invalidations; the same one, written anew, has. */
  private boolean mayFollow(Variant added, Variant old) {
    if (added.stamp() != old.stamp() || !added.head().tags().equals(old.head().tags())) {
      return outlives(added);
    }
    added.markStaleFrom(old.staleFromMillis());
    return true;
  }

  void remove(Variant variant) {
    if (unlinkAll(List.of(variant)) > 0) {
      variant.content().drop();
    }
  }

  void removeLost(Variant variant) {
    counters.bodiesLost.add(unlinkAll(List.of(variant)));
    variant.content().drop();
  }

  /**
   * Adds what an earlier process stored, unless it was invalidated, something newer is there, or
   * there is no room: it pushes nothing out.
   */
  boolean addRecovered(Variant found) {
    List<Variant> gone = new ArrayList<>();
    lock.lock();
    try {
      if (!policy.hasRoomFor(found) || hasNewer(found) || !outlives(found)) {
        return false;
      }
      displace(found, gone);
      found.checkedUpTo(invalidations.known().newestStamp(true));
      variants.link(found);
      policy.addRecovered(found);
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
      victim = policy.leavingForDisk();
      if (victim != null) {
        (policy.isNewcomer(victim) ? counters.notAdmitted : counters.evicted).increment();
        unlink(victim);
      }
    } finally {
      lock.unlock();
    }
    if (victim != null) {
      victim.content().drop();
    }
    return victim != null;
  }

  /** Removes what is stored under an exact path or marks it; remembers it for fills under way. */
  Mark invalidateExact(Invalidation invalidation, String path) {
    String text = PathText.normalize(path);
    List<Variant> found;
    Mark mark;
    lock.lock();
    try {
      mark = Mark.of(invalidation, Kind.EXACT, text, stamp.incrementAndGet());
      invalidations.add(mark);
      found = variants.onPath(invalidation.distributionId(), text);
      for (Variant variant : found) {
        if (mark.soft()) {
          variant.markStaleFrom(mark.staleFromMillis());
        } else {
          unlink(variant);
        }
      }
      if (!mark.soft()) {
        counters.invalidated.add(found.size());
        found.addAll(announced(invalidation.distributionId(), text));
      }
    } finally {
      lock.unlock();
    }
    if (!mark.soft()) {
      drop(found);
    }
    return mark;
  }

  /** Remembers a wildcard; null when there are too many and a sweep has to come first. */
  @Nullable Mark invalidatePrefix(Invalidation invalidation, String prefix) {
    lock.lock();
    try {
      if (!invalidations.hasRoomFor(Kind.PREFIX, 1)) {
        return null;
      }
      Mark mark = Mark.of(invalidation, Kind.PREFIX, prefix, stamp.incrementAndGet());
      invalidations.add(mark);
      return mark;
    } finally {
      lock.unlock();
    }
  }

  /** Remembers some tags; null when there are too many and a sweep has to come first. */
  @Nullable List<Mark> invalidateTags(Invalidation invalidation, List<String> tags) {
    lock.lock();
    try {
      if (!invalidations.hasRoomFor(Kind.TAG, tags.size())) {
        return null;
      }
      long now = stamp.incrementAndGet();
      List<Mark> marks = new ArrayList<>(tags.size());
      for (String tag : tags) {
        marks.add(Mark.of(invalidation, Kind.TAG, tag, now));
      }
      invalidations.addTags(marks);
      return marks;
    } finally {
      lock.unlock();
    }
  }

  /** Checks everything against the wildcards and tags known now. */
  void sweep() {
    long target = invalidations.known().newestStamp(true);
    List<Variant> batch = new ArrayList<>();
    for (Variant[] row : variants.rows()) {
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

  /** Shows all that is stored and valid, until the visitor has enough. */
  void visit(Predicate<? super Variant> visitor) {
    for (Variant[] row : variants.rows()) {
      for (Variant variant : row) {
        if (isCurrent(variant) && !visitor.test(variant)) {
          return;
        }
      }
    }
  }

  /** Shows all responses that an invalidation has made stale. */
  void visitStale(Consumer<Variant> visitor) {
    for (Variant[] row : variants.rows()) {
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
      for (Variant[] row : variants.rows()) {
        gone.addAll(List.of(row));
      }
      gone.forEach(this::unlink);
    } finally {
      lock.unlock();
    }
    gone.forEach(variant -> variant.content().leave());
  }

  int size() {
    return (int) locked(() -> policy.total().entries());
  }

  long weight() {
    return locked(() -> policy.total().indexBytes());
  }

  private long locked(LongSupplier reading) {
    lock.lock();
    try {
      return reading.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  private boolean isCurrent(Variant variant) {
    Known known = invalidations.known();
    long newest = known.newestStamp(variant.isTagged());
    long since = variant.checkedStamp();
    if (since >= newest) {
      return true;
    }
    long effect = known.effect(variant.key(), variant.head().tags(), since);
    if (effect == Mark.GONE) {
      return false;
    }
    variant.markStaleFrom(effect);
    variant.checkedUpTo(newest);
    return true;
  }

  /** Whether what is about to be stored was not removed since its origin request started. */
  private boolean outlives(Variant added) {
    long effect = effectOnFill(added.key(), added.head().tags(), added.stamp());
    added.markStaleFrom(effect);
    return effect != Mark.GONE;
  }

  private void sweptUpTo(long target) {
    lock.lock();
    try {
      invalidations.sweptUpTo(target);
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
        if (policy.contains(variant)) {
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
      variant.content().drop();
    }
  }

  private List<Variant> announced(String distributionId, String text) {
    List<Variant> found = new ArrayList<>();
    for (Variant variant : announced) {
      if (variant.key().distributionId().equals(distributionId)
          && PathText.of(variant.key()).equals(text)) {
        found.add(variant);
      }
    }
    return found;
  }

  private boolean hasNewer(Variant found) {
    Variant[] row = variants.get(found.key());
    if (row != null) {
      for (Variant variant : row) {
        if (replaces(found, variant) && !found.content().isNewerThan(variant.content())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean replaces(Variant added, Variant old) {
    return old.head().varyValues().equals(added.head().varyValues())
        && old.head().varyNames().equals(added.head().varyNames());
  }

  /** Makes it findable, as a newcomer or in the main part. */
  private void link(Variant added, boolean inMain) {
    added.checkedUpTo(invalidations.known().newestStamp(true));
    variants.link(added);
    if (inMain) {
      policy.addToMain(added);
    } else {
      policy.add(added);
    }
  }

  /**
   * Unlinks what the added one replaces, or the oldest when there are too many variants.
   *
   * @return whether what it replaces was in the main part
   */
  private boolean displace(Variant added, List<Variant> gone) {
    Variant[] row = variants.get(added.key());
    if (row == null) {
      return false;
    }
    boolean inMain = false;
    int left = row.length;
    for (int i = row.length - 1; i >= 0; i--) {
      boolean replaced = replaces(added, row[i]);
      if (replaced || (left >= MAX_VARIANTS_PER_KEY && i == row.length - 1)) {
        inMain |= replaced && !policy.isNewcomer(row[i]);
        unlink(row[i]);
        gone.add(row[i]);
        left--;
      }
    }
    return inMain;
  }

  private void makeRoom(List<Variant> gone) {
    for (Variant leaving = policy.leaving(); leaving != null; leaving = policy.leaving()) {
      (policy.isNewcomer(leaving) ? counters.notAdmitted : counters.evicted).increment();
      unlink(leaving);
      gone.add(leaving);
    }
  }

  private void unlink(Variant variant) {
    variants.unlink(variant);
    policy.remove(variant);
  }
}
