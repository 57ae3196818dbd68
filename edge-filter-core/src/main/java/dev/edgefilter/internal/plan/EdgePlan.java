// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.origin.Origin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that runs, found by the Host header.
 *
 * @param distributions all distributions
 * @param byHost exact host names, lower case, without port
 * @param byWildcard suffixes such as {@code .example.com}, the longest first
 * @param origins remote origins, closed when a later plan does not use them
 */
public record EdgePlan(
    List<DistributionPlan> distributions,
    Map<String, DistributionPlan> byHost,
    Map<String, DistributionPlan> byWildcard,
    List<Origin> origins) {

  /**
   * The distribution of a host (CloudFront: alternate domain names): exact, then the longest
   * wildcard. With a single distribution every host is taken for it, because the container has
   * routed the request here already.
   *
   * @return null when several distributions run and none has this host
   */
  public @Nullable DistributionPlan distribution(String host) {
    if (distributions.size() == 1) {
      return distributions.get(0);
    }
    String name = withoutPort(host);
    DistributionPlan exact = byHost.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, DistributionPlan> wildcard : byWildcard.entrySet()) {
      if (name.endsWith(wildcard.getKey()) && name.length() > wildcard.getKey().length()) {
        return wildcard.getValue();
      }
    }
    return null;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > 0 && host.indexOf(']', colon) < 0 ? host.substring(0, colon) : host;
  }
}
