// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.internal.access.signing.TrustedKeys;
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
 * @param origins remote origins by what was written of them; a later plan goes on with those it
 *     has, too, and the others are closed
 * @param functionOrigins closes the remote origins that functions have made
 */
public record EdgePlan(
    List<DistributionPlan> distributions,
    Map<String, DistributionPlan> byHost,
    Map<String, DistributionPlan> byWildcard,
    Map<OriginConfig, Origin> origins,
    Runnable functionOrigins) {

  /** Makes what the first viewers would otherwise wait for. */
  public void prepare() {
    for (DistributionPlan distribution : distributions) {
      for (BehaviorPlan behavior : distribution.behaviors()) {
        TrustedKeys keys = behavior.trustedKeys();
        if (keys != null) {
          keys.prepare();
        }
      }
    }
  }

  /** Closes the remote origins that another plan does not go on with. */
  public void closeOrigins(@Nullable EdgePlan successor) {
    functionOrigins.run();
    for (Map.Entry<OriginConfig, Origin> entry : origins.entrySet()) {
      if (successor == null || successor.origins().get(entry.getKey()) != entry.getValue()) {
        entry.getValue().close();
      }
    }
  }

  /**
   * The distribution of a host (CloudFront: alternate domain names): exact, then the longest
   * wildcard. With a single distribution every host is taken for it, because the container has
   * routed the request here already.
   *
   * @return null when several distributions run and none has this host
   */
  public @Nullable DistributionPlan distribution(String host) {
    return match(host).distribution();
  }

  /** The distribution of a host, and what found it. */
  public HostMatch match(String host) {
    if (distributions.size() == 1) {
      return new HostMatch(distributions.get(0), HostReason.ONLY, "*");
    }
    String name = withoutPort(host);
    DistributionPlan exact = byHost.get(name);
    if (exact != null) {
      return new HostMatch(exact, HostReason.EXACT, name);
    }
    for (Map.Entry<String, DistributionPlan> wildcard : byWildcard.entrySet()) {
      if (name.endsWith(wildcard.getKey()) && name.length() > wildcard.getKey().length()) {
        return new HostMatch(wildcard.getValue(), HostReason.WILDCARD, "*" + wildcard.getKey());
      }
    }
    return new HostMatch(null, HostReason.NONE, "");
  }

  /**
   * Which distribution a host belongs to.
   *
   * @param distribution the distribution, or null when none has the host
   * @param reason what found it
   * @param name the alternate domain name that matched, or empty
   */
  public record HostMatch(
      @Nullable DistributionPlan distribution, HostReason reason, String name) {}

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > 0 && host.indexOf(']', colon) < 0 ? host.substring(0, colon) : host;
  }
}
