// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;
import java.util.Objects;

/**
 * Two origins of which the second is asked when the first fails.
 *
 * @param id unique among origins and origin groups
 * @param failoverStatusCodes the statuses of the first origin that count as failure
 * @param memberOriginIds the primary and the secondary origin
 */
public record OriginGroupConfig(
    String id, List<Integer> failoverStatusCodes, List<String> memberOriginIds) {
  /** Copies the lists. */
  public OriginGroupConfig {
    Objects.requireNonNull(id, "id");
    failoverStatusCodes = List.copyOf(failoverStatusCodes);
    memberOriginIds = List.copyOf(memberOriginIds);
  }
}
