// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.UriPath;
import dev.edgefilter.internal.access.AccessDecision;
import dev.edgefilter.internal.access.GeoRule;
import dev.edgefilter.internal.access.PathToken;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.internal.plan.DistributionPlan;
import dev.edgefilter.internal.waf.WebAcl;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the distribution and the cache behavior, and refuses what is no clean path. */
final class ReceiveStep {

  private static final int MAX_URL = 8192;

  Phase run(Exchange exchange) throws IOException {
    DistributionPlan distribution = exchange.plan.distribution(exchange.request.host());
    exchange.distribution = distribution;
    RouteReason refusal = refusal(exchange, distribution);
    if (refusal != null || distribution == null) {
      return refuse(exchange, refusal == null ? RouteReason.UNKNOWN_HOST : refusal);
    }
    BehaviorPlan behavior = behavior(exchange, distribution);
    if (hidesCredentials(distribution, behavior, exchange.path)) {
      return refuse(exchange, RouteReason.AMBIGUOUS_PATH);
    }
    exchange.choose(behavior);
    exchange.trace.record(
        Step.ROUTE,
        distribution.isDefault(behavior) ? RouteReason.DEFAULT_BEHAVIOR : RouteReason.PATTERN);
    GeoRule geo = distribution.geo();
    if (geo != null) {
      AccessDecision decision = geo.decide(exchange.location().country());
      if (!decision.allowed()) {
        exchange.restricted = decision;
        return AuthorizeStep.act(exchange, decision);
      }
    }
    WebAcl webAcl = distribution.webAcl();
    Phase blocked = webAcl == null ? null : Firewall.check(exchange, webAcl);
    return blocked == null ? Phase.AUTHORIZE : blocked;
  }

  /**
   * Whether an ambiguous path, where such are served, hides from a check for a credential: another
   * reading of it leads to another behavior, which asks for one. Where they are refused, none has
   * come as far as this.
   */
  private static boolean hidesCredentials(
      DistributionPlan distribution, BehaviorPlan behavior, String path) {
    if (distribution.switches().on(FidelitySwitch.AMBIGUOUS_PATHS_REFUSED)
        || UriPath.check(path) == UriPath.Fault.NONE) {
      return false;
    }
    BehaviorPlan other = distribution.behaviorFor(LenientPath.of(path));
    return other.asksCredential() && !other.equals(behavior);
  }

  /** Chooses by the path without a token, if what that leads to takes tokens there. */
  private static BehaviorPlan behavior(Exchange exchange, DistributionPlan distribution) {
    for (String prefix : distribution.tokenPrefixes()) {
      PathToken token = PathToken.cut(exchange.path, prefix);
      BehaviorPlan behavior =
          token == null ? null : distribution.behaviorFor(matchedPath(distribution, token.path()));
      if (token != null && behavior != null && behavior.takesTokenAfter(prefix)) {
        exchange.pathToken = token.token();
        exchange.path = token.path();
        return behavior;
      }
    }
    return distribution.behaviorFor(matchedPath(distribution, exchange.path));
  }

  /**
   * The path that patterns are compared with; key and origin keep the path as it was sent. The root
   * object stands for a bare slash only, not for what normalizes to one.
   */
  static String matchedPath(DistributionPlan distribution, String path) {
    return UriPath.normalize(distribution.withRootObject(path));
  }

  private static @Nullable RouteReason refusal(
      Exchange exchange, @Nullable DistributionPlan distribution) {
    if (urlLength(exchange) > MAX_URL) {
      return RouteReason.URL_TOO_LONG;
    }
    if (!exchange.viewer.isPathKnown()) {
      return RouteReason.AMBIGUOUS_PATH; // in every fidelity: nobody can say which behavior it is
    }
    // All of it: what is wrong above a context path is wrong, too.
    UriPath.Fault fault = UriPath.check(exchange.request.path());
    boolean refused =
        distribution == null || distribution.switches().on(FidelitySwitch.AMBIGUOUS_PATHS_REFUSED);
    switch (fault) {
      case NONE -> {}
      case MALFORMED_PERCENT, CONTROL, NUL -> {
        return RouteReason.MALFORMED_PATH;
      }
      case ENCODED_SLASH,
          ENCODED_BACKSLASH,
          BACKSLASH,
          DOT_SEGMENT,
          PATH_PARAMETER,
          OVERLONG_OR_BROKEN_UTF8,
          DOUBLE_ENCODED -> {
        if (refused) {
          return RouteReason.AMBIGUOUS_PATH;
        }
      }
    }
    if (distribution == null) {
      return RouteReason.UNKNOWN_HOST;
    }
    if (distribution.reachesOut() && Loops.isOne(exchange)) {
      return RouteReason.LOOP;
    }
    return distribution.enabled() ? null : RouteReason.DISABLED;
  }

  private static int urlLength(Exchange exchange) {
    String query = exchange.query;
    return exchange.request.scheme().length()
        + 3
        + exchange.request.host().length()
        + exchange.request.path().length()
        + (query == null ? 0 : query.length() + 1);
  }

  private static Phase refuse(Exchange exchange, RouteReason reason) {
    exchange.trace.end(Step.ROUTE, reason);
    Generated page =
        switch (reason) {
          case URL_TOO_LONG -> Refusals.error(414, "The address is too long.", exchange.requestId);
          case MALFORMED_PATH, AMBIGUOUS_PATH ->
              Refusals.error(400, "Bad request.", exchange.requestId);
          case LOOP ->
              Refusals.error(
                  403, "The request went in circles: an origin is the edge.", exchange.requestId);
          case UNKNOWN_HOST, DISABLED, PATTERN, DEFAULT_BEHAVIOR ->
              Refusals.error(403, "Nothing is served under this host name.", exchange.requestId);
        };
    return exchange.answer(page, ResultType.ERROR);
  }
}
