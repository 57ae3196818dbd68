// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which origin of the distribution a viewer-request function chose for one request; the cache key
 * does not change by it.
 *
 * @param originId the id of the origin
 * @param secondaryId the id of the origin that is asked when the first one fails, or null for none
 * @param failoverStatuses the statuses of the first one that count as failure
 * @param hostHeader the Host that a remote origin is sent, or null for its usual one
 */
public record OriginChoice(
    String originId,
    @Nullable String secondaryId,
    Set<Integer> failoverStatuses,
    @Nullable String hostHeader) {

  /** Copies the statuses. */
  public OriginChoice {
    Objects.requireNonNull(originId, "originId");
    failoverStatuses = Set.copyOf(failoverStatuses);
  }

  /** One origin. */
  public static OriginChoice of(String originId) {
    return new OriginChoice(originId, null, Set.of(), null);
  }

  /** Two origins, the second for when the first fails. */
  public static OriginChoice group(String originId, String secondaryId, Set<Integer> statuses) {
    return new OriginChoice(originId, secondaryId, statuses, null);
  }
}
