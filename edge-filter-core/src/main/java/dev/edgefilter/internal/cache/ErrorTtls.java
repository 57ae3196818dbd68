// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import java.util.Map;

/** The error caching minimum TTL of each status (CloudFront: ErrorCachingMinTTL). */
public final class ErrorTtls {

  /** What counts for a status without an entry. */
  public static final long DEFAULT_SECONDS = 10;

  private final Map<Integer, Long> secondsByStatus;

  /** TTLs by status; others take {@link #DEFAULT_SECONDS}. */
  public ErrorTtls(Map<Integer, Long> secondsByStatus) {
    this.secondsByStatus = Map.copyOf(secondsByStatus);
  }

  /** Seconds an error of this status is kept at least. */
  public long seconds(int status) {
    return secondsByStatus.getOrDefault(status, DEFAULT_SECONDS);
  }
}
