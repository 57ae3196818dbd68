// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import dev.edgefilter.config.OriginGroupConfig;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which origin a function chose for one request; the cache key does not change by it.
 *
 * @param primary whom to ask first
 * @param secondary whom to ask when the first one fails, or null for nobody else
 * @param failoverStatuses the statuses of the first one that count as failure
 */
public record OriginChoice(
    Member primary, @Nullable Member secondary, Set<Integer> failoverStatuses) {

  /**
   * An origin of the distribution, perhaps changed.
   *
   * @param originId its id, or null for the one that the request would go to anyway
   * @param change what is different for this request
   */
  public record Member(@Nullable String originId, OriginChange change) {
    /** Checks that the change is there. */
    public Member {
      Objects.requireNonNull(change, "change");
    }
  }

  /**
   * Copies the statuses.
   *
   * @throws IllegalArgumentException when a status cannot count as failure, or when there is a
   *     second origin and no status
   */
  public OriginChoice {
    Objects.requireNonNull(primary, "primary");
    failoverStatuses = Set.copyOf(failoverStatuses);
    boolean missing = secondary != null && failoverStatuses.isEmpty();
    if (missing || !OriginGroupConfig.FAILOVER_STATUSES.containsAll(failoverStatuses)) {
      throw new IllegalArgumentException(
          "failoverCriteria: found "
              + new TreeSet<>(failoverStatuses)
              + ", expected one or more of "
              + new TreeSet<>(OriginGroupConfig.FAILOVER_STATUSES));
    }
  }

  /** One origin of the distribution. */
  public static OriginChoice of(String originId) {
    return of(originId, OriginChange.NONE);
  }

  /** One origin of the distribution, changed. */
  public static OriginChoice of(String originId, OriginChange change) {
    Objects.requireNonNull(originId, "originId");
    return new OriginChoice(new Member(originId, change), null, Set.of());
  }

  /** The origin that the request would go to anyway, changed; its group stays. */
  public static OriginChoice changed(OriginChange change) {
    return new OriginChoice(new Member(null, change), null, Set.of());
  }

  /** Two origins, the second for when the first fails. */
  public static OriginChoice group(String originId, String secondaryId, Set<Integer> statuses) {
    return new OriginChoice(
        new Member(originId, OriginChange.NONE),
        new Member(secondaryId, OriginChange.NONE),
        statuses);
  }
}
