// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a cache behavior can name as its target: an origin, or a group of two.
 *
 * @param id the id of the origin or group
 * @param primary whom to ask first
 * @param secondary whom to ask when that one has failed, or null when there is nobody else
 * @param statuses the statuses of the primary that count as failure
 */
record TargetPlan(
    String id, OriginPlan primary, @Nullable OriginPlan secondary, Set<Integer> statuses) {

  static TargetPlan of(OriginPlan origin) {
    return new TargetPlan(origin.id(), origin, null, Set.of());
  }

  boolean anySelf() {
    return primary.isSelf() || (secondary != null && secondary.isSelf());
  }

  boolean anyRemote() {
    return !primary.isSelf() || (secondary != null && !secondary.isSelf());
  }

  boolean anyBucket() {
    return primary.s3() || (secondary != null && secondary.s3());
  }
}
