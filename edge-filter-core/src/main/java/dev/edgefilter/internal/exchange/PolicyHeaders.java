// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.internal.response.CorsDecision;
import dev.edgefilter.internal.response.CorsReason;
import dev.edgefilter.internal.response.HeadersPolicyRule;
import org.jspecify.annotations.Nullable;

/**
 * Brings the response headers policy of a behavior to what a viewer gets: to stored responses, to
 * those of the origin and of functions, and to error pages, but not to what the edge itself answers
 * (CloudFront: Adding or removing HTTP headers in CloudFront responses).
 */
final class PolicyHeaders {

  private static final String SERVER_TIMING = "Server-Timing";
  private static final double PERCENT = 100;

  private PolicyHeaders() {}

  /** The policy for the response at hand; null when there is none, or it is the edge's own. */
  static @Nullable HeadersPolicyRule rule(Exchange exchange) {
    BehaviorPlan behavior = exchange.behaviorOrNull();
    HeadersPolicyRule rule = behavior == null ? null : behavior.headersPolicy();
    // An error page is that of the viewer's request, so the policy of that one's behavior counts.
    return rule == null || exchange.errorOf != null || isOwn(exchange) ? null : rule;
  }

  private static boolean isOwn(Exchange exchange) {
    return exchange.source == BodySource.GENERATED
        && exchange.result != ResultType.FUNCTION_GENERATED;
  }

  /** Does what the policy says to a head that is being made. */
  static Headers.Builder apply(Exchange exchange, Headers.Builder headers) {
    HeadersPolicyRule rule = rule(exchange);
    return rule == null ? security(exchange, headers) : apply(exchange, rule, headers);
  }

  /** What the edge itself answers gets security headers, if that is wished. */
  private static Headers.Builder security(Exchange exchange, Headers.Builder headers) {
    BehaviorPlan behavior = exchange.behaviorOrNull();
    if (behavior == null
        || behavior.headersPolicy() == null
        || exchange.errorOf != null
        || !behavior.switches().on(FidelitySwitch.SECURITY_HEADERS_EVERYWHERE)) {
      return headers;
    }
    return behavior.headersPolicy().applySecurity(headers.build(), secure(exchange)).toBuilder();
  }

  /** What answers a preflight that the policy allows, where the edge does that; else null. */
  static @Nullable Generated preflight(Exchange exchange) {
    BehaviorPlan behavior = exchange.behavior();
    HeadersPolicyRule rule = behavior.headersPolicy();
    if (rule == null
        || !behavior.switches().on(FidelitySwitch.PREFLIGHT_ANSWERED)
        || rule.cors(exchange.viewer.request()).reason() != CorsReason.PREFLIGHT) {
      return null;
    }
    return new Generated(new ResponseHead(204, Headers.EMPTY), new byte[0]);
  }

  /** The same for the page that stands in for an error, even for one of the edge. */
  static Headers.Builder forErrorPage(Exchange failed, Headers.Builder headers) {
    BehaviorPlan behavior = failed.behaviorOrNull();
    HeadersPolicyRule rule = behavior == null ? null : behavior.headersPolicy();
    return rule == null ? headers : apply(failed, rule, headers);
  }

  private static Headers.Builder apply(
      Exchange exchange, HeadersPolicyRule rule, Headers.Builder headers) {
    Headers before = headers.build();
    CorsDecision cors = rule.cors(exchange.viewer.request());
    record(exchange, rule.corsReason(cors, before));
    Headers.Builder after = rule.apply(before, cors, secure(exchange)).toBuilder();
    if (isTimed(exchange, rule)) {
      after.set(SERVER_TIMING, ServerTiming.value(exchange, before));
    }
    return after;
  }

  /**
   * Which lines of the policy go behind a stored head.
   *
   * @return {@link HeadersPolicyRule#MUST_CHANGE} when the head cannot stay as it is
   */
  static long additions(Exchange exchange, HeadersPolicyRule rule, Headers head) {
    return rule.serverTimingRate() >= 0 && head.contains(SERVER_TIMING)
        ? HeadersPolicyRule.MUST_CHANGE
        : rule.additions(head, rule.cors(exchange.viewer.request()), secure(exchange));
  }

  /** Writes these lines behind the head; they are ready, so that a hit makes none. */
  static void writeTo(Exchange exchange, HeadersPolicyRule rule, Headers head, long additions) {
    CorsDecision cors = rule.cors(exchange.viewer.request());
    record(exchange, rule.corsReason(cors, head));
    LineSink sink = exchange.viewer;
    Headers lines = rule.corsLines(head, cors);
    for (int i = 0; i < lines.size(); i++) {
      sink.addLine(lines.name(i), lines.value(i));
    }
    for (int i = 0; i < rule.lineCount(); i++) {
      if ((additions & 1L << i) != 0) {
        sink.addLine(rule.lineName(i), rule.lineValue(i));
      }
    }
    if (rule.addsVary(head)) {
      sink.addLine("Vary", "Origin");
    }
    if (isTimed(exchange, rule)) {
      sink.addLine(SERVER_TIMING, ServerTiming.value(exchange, head));
    }
  }

  /** Only what depends on the request is worth a word in the trace. */
  private static void record(Exchange exchange, CorsReason reason) {
    if (reason != CorsReason.NO_ORIGIN && reason != CorsReason.NO_CORS_PART) {
      exchange.trace.record(Step.CORS, reason);
    }
  }

  private static boolean secure(Exchange exchange) {
    return exchange.viewer.request().scheme().equals("https");
  }

  private static boolean isTimed(Exchange exchange, HeadersPolicyRule rule) {
    double rate = rule.serverTimingRate();
    if (rate < 0) {
      return false;
    }
    String pragma = exchange.viewer.request().header("Pragma");
    return (pragma != null && pragma.trim().equalsIgnoreCase(SERVER_TIMING))
        || exchange.services.sampler().getAsDouble() * PERCENT < rate;
  }
}
