// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.internal.cache.ForwardRule;
import java.util.Set;

/**
 * Whom to ask when the origin of a behavior, the primary of a group, has failed.
 *
 * @param groupId the id of the origin group
 * @param statuses the statuses of the primary that count as failure
 * @param secondary the other origin
 * @param forward what the other origin gets when the answer may be stored
 * @param forwardUncached what it gets for methods that are never stored
 */
public record FailoverPlan(
    String groupId,
    Set<Integer> statuses,
    OriginPlan secondary,
    ForwardRule forward,
    ForwardRule forwardUncached) {

  /** Copies the statuses. */
  public FailoverPlan {
    statuses = Set.copyOf(statuses);
  }

  /** The same on other statuses. */
  public FailoverPlan withStatuses(Set<Integer> others) {
    return new FailoverPlan(groupId, others, secondary, forward, forwardUncached);
  }
}
