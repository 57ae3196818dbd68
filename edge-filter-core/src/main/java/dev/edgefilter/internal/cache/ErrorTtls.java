// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import java.util.Map;

/** The error caching minimum TTL of each status (CloudFront: ErrorCachingMinTTL). */
public final class ErrorTtls {

  /** What counts for a status without an entry. */
  public static final long DEFAULT_SECONDS = 10;

  private final Map<Integer, Long> secondsByStatus;
  private final long leastSeconds;

  /** TTLs by status; others take {@link #DEFAULT_SECONDS}. */
  public ErrorTtls(Map<Integer, Long> secondsByStatus) {
    this(secondsByStatus, 0);
  }

  private ErrorTtls(Map<Integer, Long> secondsByStatus, long leastSeconds) {
    this.secondsByStatus = Map.copyOf(secondsByStatus);
    this.leastSeconds = leastSeconds;
  }

  /** The same, but none shorter; errors of a bucket are kept for a second at least. */
  public ErrorTtls atLeast(long seconds) {
    return new ErrorTtls(secondsByStatus, seconds);
  }

  /** Seconds an error of this status is kept at least. */
  public long seconds(int status) {
    return Math.max(leastSeconds, secondsByStatus.getOrDefault(status, DEFAULT_SECONDS));
  }
}
