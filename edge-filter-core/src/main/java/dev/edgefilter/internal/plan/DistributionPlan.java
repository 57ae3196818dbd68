// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.Switches;
import dev.edgefilter.internal.access.GeoRule;
import dev.edgefilter.internal.waf.WebAcl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A distribution that runs.
 *
 * @param id its id
 * @param domainName its domain name, or empty
 * @param enabled false when it refuses all viewers
 * @param rootObject the path that stands for {@code /}, or empty
 * @param behaviors in order; the last one is the default and takes every path
 * @param tagHeader the header of origins that holds cache tags, or empty
 * @param errorPages what stands in for error statuses
 * @param geo in which countries it serves viewers, or null for all
 * @param webAcl what every request passes first, or null
 * @param reachesOut whether an origin is asked over the network
 * @param tokenPrefixes what begins a first path segment with a token
 * @param clockToleranceSeconds by how much signed times may be missed
 * @param switches where it departs from CloudFront
 */
public record DistributionPlan(
    String id,
    String domainName,
    boolean enabled,
    String rootObject,
    List<BehaviorPlan> behaviors,
    String tagHeader,
    Map<Integer, ErrorPagePlan> errorPages,
    @Nullable GeoRule geo,
    @Nullable WebAcl webAcl,
    boolean reachesOut,
    List<String> tokenPrefixes,
    long clockToleranceSeconds,
    Switches switches) {

  /** Copies the collections. */
  public DistributionPlan {
    behaviors = List.copyOf(behaviors);
    tokenPrefixes = List.copyOf(tokenPrefixes);
    errorPages = Map.copyOf(errorPages);
  }

  /** What stands in for a status, or null. */
  public @Nullable ErrorPagePlan errorPage(int status) {
    return errorPages.get(status);
  }

  /**
   * The first behavior whose pattern matches.
   *
   * @param normalizedPath a path with dot segments and repeated slashes gone
   */
  public BehaviorPlan behaviorFor(String normalizedPath) {
    int last = behaviors.size() - 1;
    for (int i = 0; i < last; i++) {
      BehaviorPlan behavior = behaviors.get(i);
      if (behavior.pattern().matches(normalizedPath)) {
        return behavior;
      }
    }
    return behaviors.get(last);
  }

  /** True for the behavior that takes what no pattern took. */
  @SuppressWarnings("ReferenceEquality") // one object per behavior; comparing all of it is costly
  public boolean isDefault(BehaviorPlan behavior) {
    return behavior == behaviors.get(behaviors.size() - 1);
  }

  /** The path with the default root object in place of a bare slash. */
  public String withRootObject(String path) {
    return path.length() == 1 && !rootObject.isEmpty() ? rootObject : path;
  }
}
