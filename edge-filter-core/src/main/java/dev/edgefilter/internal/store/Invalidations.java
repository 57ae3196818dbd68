// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.store.Mark.Kind;
import dev.edgefilter.store.CacheKey;
import java.util.List;

/**
 * Everything that was invalidated, as far as it must be remembered.
 *
 * <p>What is stored is compared with one immutable {@link Known}, without a lock. All else is
 * guarded by the index.
 */
final class Invalidations {
  private final ExactPaths exactPaths = new ExactPaths();
  private volatile Known known = new Known(Wildcards.NONE, Tags.NONE);
  private long sweptStamp;

  /**
   * Wildcards and tags at one moment.
   *
   * @param wildcards invalidations of paths that begin alike
   * @param tags invalidations by tag
   */
  record Known(Wildcards wildcards, Tags tags) {

    /** What has been checked up to this stamp need not be checked again. */
    long newestStamp(boolean tagged) {
      long newest = wildcards.newestStamp();
      return tagged ? Math.max(newest, tags.newestStamp()) : newest;
    }

    /** What later invalidations do to something that dates from {@code since}. */
    long effect(CacheKey key, List<String> keyTags, long since) {
      long effect = wildcards.effect(key, since);
      return keyTags.isEmpty()
          ? effect
          : Math.min(effect, tags.effect(key.distributionId(), keyTags, since));
    }
  }

  Known known() {
    return known;
  }

  /** What later invalidations do to a fill that dates from {@code since}. */
  long effectOnFill(CacheKey key, List<String> tags, long since) {
    return Math.min(known.effect(key, tags, since), exactPaths.effect(key, since));
  }

  /** Whether that many marks can be remembered; if not, a sweep has to come first. */
  boolean hasRoomFor(Kind kind, int more) {
    return switch (kind) {
      case EXACT -> true;
      case PREFIX -> hasRoomForWildcard();
      case TAG -> hasRoomForTags(more);
    };
  }

  private boolean hasRoomForWildcard() {
    if (known.wildcards().full()) {
      known = new Known(known.wildcards().forgetHalf(sweptStamp), known.tags());
    }
    return !known.wildcards().full();
  }

  private boolean hasRoomForTags(int more) {
    if (!known.tags().hasRoomFor(more)) {
      known = new Known(known.wildcards(), known.tags().forget(more, sweptStamp));
    }
    return known.tags().hasRoomFor(more);
  }

  /** Remembers a mark of an exact path or of a wildcard. */
  void add(Mark mark) {
    switch (mark.kind()) {
      case EXACT -> exactPaths.add(mark);
      case PREFIX -> known = new Known(known.wildcards().with(mark), known.tags());
      case TAG -> addTags(List.of(mark));
    }
  }

  /** Remembers marks of tags. */
  void addTags(List<Mark> marks) {
    known = new Known(known.wildcards(), known.tags().with(marks));
  }

  /** Everything stored has been compared with what was known at a stamp. */
  void sweptUpTo(long stamp) {
    sweptStamp = Math.max(sweptStamp, stamp);
  }
}
