// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.store.Invalidations.Known;
import dev.edgefilter.internal.store.Mark.Kind;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.Invalidation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is stored, or about to be, was invalidated since it was asked for. Stamps and {@link
 * #isCurrent} take no lock; all else is guarded by the index.
 */
final class Validity {
  private final Invalidations invalidations = new Invalidations();
  private final AtomicLong stamp;

  /** Gives out stamps above {@code firstStamp}. */
  Validity(long firstStamp) {
    this.stamp = new AtomicLong(firstStamp);
  }

  long stamp() {
    return stamp.get();
  }

  /** The stamp up to which something compared with all that is known now is checked. */
  long newestStamp() {
    return invalidations.known().newestStamp(true);
  }

  /** Whether no wildcard or tag takes it away; what only makes it stale is noted on it. */
  boolean isCurrent(Variant variant) {
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

  /** Whether a response whose origin request started at a stamp must not be stored any more. */
  boolean coversFill(CacheKey key, List<String> tags, long since) {
    return invalidations.effectOnFill(key, tags, since) == Mark.GONE;
  }

  /** The same, and whether it was marked stale: what a newer stamp would hide. */
  boolean touchesFill(CacheKey key, List<String> tags, long since) {
    return invalidations.effectOnFill(key, tags, since) != Mark.UNTOUCHED;
  }

  /** Whether what is about to be stored was not removed since its origin request started. */
  boolean outlives(Variant added) {
    long effect = invalidations.effectOnFill(added.key(), added.head().tags(), added.stamp());
    added.markStaleFrom(effect);
    return effect != Mark.GONE;
  }

  /** The origin's answer of now must outlive invalidations; the same one, written anew, has. */
  boolean mayFollow(Variant added, Variant old) {
    if (added.stamp() != old.stamp() || !added.head().tags().equals(old.head().tags())) {
      return outlives(added);
    }
    added.markStaleFrom(old.staleFromMillis());
    return true;
  }

  /** Remembers an exact path, for fills under way. */
  Mark addExact(Invalidation invalidation, String text) {
    Mark mark = Mark.of(invalidation, Kind.EXACT, text, stamp.incrementAndGet());
    invalidations.add(mark);
    return mark;
  }

  /** Remembers a wildcard; null when there are too many and a sweep has to come first. */
  @Nullable Mark addPrefix(Invalidation invalidation, String prefix) {
    if (!invalidations.hasRoomFor(Kind.PREFIX, 1)) {
      return null;
    }
    Mark mark = Mark.of(invalidation, Kind.PREFIX, prefix, stamp.incrementAndGet());
    invalidations.add(mark);
    return mark;
  }

  /** Remembers some tags; null when there are too many and a sweep has to come first. */
  @Nullable List<Mark> addTags(Invalidation invalidation, List<String> tags) {
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
  }

  /** Everything stored has been compared with what was known at a stamp. */
  void sweptUpTo(long target) {
    invalidations.sweptUpTo(target);
  }
}
