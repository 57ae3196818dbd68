// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.store.Invalidation;

/**
 * One path, prefix or tag of an invalidation as it is remembered, so that it can be kept and
 * replayed.
 *
 * @param stamp what dates from an earlier stamp is covered
 * @param distributionId the distribution it is about
 * @param kind how {@code text} is compared
 * @param text a path with its query, the beginning of one, or a tag in lower case
 * @param staleFromMillis {@link #GONE}, or from when on what it covers is stale
 */
record Mark(long stamp, String distributionId, Kind kind, String text, long staleFromMillis) {
  /** What it covers must not be used any more. */
  static final long GONE = Long.MIN_VALUE;

  /** What is not covered; the smaller of two effects is the stronger one. */
  static final long UNTOUCHED = Long.MAX_VALUE;

  /** What an item names. */
  enum Kind {
    /** One path with its query. */
    EXACT,
    /** All paths that begin alike. */
    PREFIX,
    /** All responses with a tag. */
    TAG
  }

  static Mark of(Invalidation invalidation, Kind kind, String text, long stamp) {
    long effect = invalidation.soft() ? invalidation.atMillis() : GONE;
    return new Mark(stamp, invalidation.distributionId(), kind, text, effect);
  }

  boolean soft() {
    return staleFromMillis != GONE;
  }

  /** What it does to something it covers that dates from {@code since}. */
  long effectSince(long since) {
    return stamp > since ? staleFromMillis : UNTOUCHED;
  }
}
