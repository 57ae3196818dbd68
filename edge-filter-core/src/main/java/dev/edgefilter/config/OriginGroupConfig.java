// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Two origins of which the second is asked when the first fails.
 *
 * @param id unique among origins and origin groups
 * @param failoverStatusCodes the statuses of the first origin that count as failure
 * @param memberOriginIds the primary and the secondary origin
 */
public record OriginGroupConfig(
    String id, List<Integer> failoverStatusCodes, List<String> memberOriginIds) {
  /** The statuses that may count as failure (CloudFront: Creating an origin group). */
  public static final Set<Integer> FAILOVER_STATUSES =
      Set.of(400, 403, 404, 416, 429, 500, 502, 503, 504);

  /** Copies the lists. */
  public OriginGroupConfig {
    Objects.requireNonNull(id, "id");
    failoverStatusCodes = List.copyOf(failoverStatusCodes);
    memberOriginIds = List.copyOf(memberOriginIds);
  }
}
