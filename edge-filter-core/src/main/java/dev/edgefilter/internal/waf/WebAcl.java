// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.explain.SampledRequest;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A web ACL that runs: asks its rules in the order of their priorities until one decides (AWS WAF:
 * how AWS WAF processes the rules).
 */
public final class WebAcl {
  private final String name;
  private final List<CompiledRule> rules;
  private final WafAction defaultAction;
  private final BlockResponse defaultResponse;
  private final int componentCount;
  private final int bodyLimit;
  private final boolean readsBody;
  private final boolean asksPlaces;
  private final Samples samples = new Samples();

  WebAcl(
      String name,
      List<CompiledRule> rules,
      WafAction defaultAction,
      BlockResponse defaultResponse,
      int componentCount,
      int bodyLimit,
      boolean readsBody,
      boolean asksPlaces) {
    this.name = name;
    this.rules = List.copyOf(rules);
    this.defaultAction = defaultAction;
    this.defaultResponse = defaultResponse;
    this.componentCount = componentCount;
    this.bodyLimit = bodyLimit;
    this.readsBody = readsBody;
    this.asksPlaces = asksPlaces;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Whether a rule asks where an address is. */
  public boolean asksPlaces() {
    return asksPlaces;
  }

  /** Whether a rule looks at request bodies. */
  public boolean readsBody() {
    return readsBody;
  }

  /** Keeps a request that a rule decided on or counted; what the default allows is too much. */
  public void sample(
      RequestHead request, @Nullable String address, WafDecision decision, long nowMillis) {
    boolean noted = decision.reason() != WafReason.DEFAULT_ALLOW || !decision.counted().isEmpty();
    if (noted && decision.sampled()) {
      samples.add(
          new SampledRequest(
              nowMillis,
              address,
              request.method(),
              request.host(),
              request.path(),
              request.header("User-Agent"),
              decision.reason(),
              decision.rule(),
              decision.counted(),
              decision.labels(),
              decision.blocks() ? decision.status() : 0));
    }
  }

  /** The last requests that were kept, the newest first. */
  public List<SampledRequest> samples() {
    return samples.list();
  }

  /** Decides about a request. */
  public WafDecision decide(WafFacts facts) {
    WafRequest request = new WafRequest(facts, bodyLimit, componentCount);
    WafDecision decided = decide(request, rules);
    if (decided != null) {
      return decided;
    }
    boolean blocks = defaultAction.kind() == WafAction.Kind.BLOCK;
    WafReason reason = blocks ? WafReason.DEFAULT_BLOCK : WafReason.DEFAULT_ALLOW;
    request.inserted.addAll(defaultAction.insertHeaders());
    return decision(
        request, reason, WafDecision.DEFAULT_ACTION, defaultResponse, Headers.EMPTY, true);
  }

  private static @Nullable WafDecision decide(WafRequest request, List<CompiledRule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      CompiledRule rule = rules.get(i);
      WafDecision decided =
          rule.matcher() == null ? decide(request, rule.group()) : decide(request, rule);
      if (decided != null) {
        return decided;
      }
    }
    return null;
  }

  private static @Nullable WafDecision decide(WafRequest request, CompiledRule rule) {
    Matcher matcher = rule.matcher();
    WafAction action = rule.action();
    if (matcher == null || action == null || !matcher.matches(request)) {
      return null;
    }
    rule.labels().forEach(request::label);
    request.inserted.addAll(action.insertHeaders());
    BlockResponse response = rule.response() == null ? BlockResponse.PLAIN : rule.response();
    return switch (action.kind()) {
      case COUNT -> {
        request.counted.add(rule.name());
        yield null;
      }
      case ALLOW ->
          decision(
              request, WafReason.ALLOWED, rule.name(), response, Headers.EMPTY, rule.sampled());
      case BLOCK ->
          matcher instanceof RateMatcher rate
              ? decision(
                  request,
                  WafReason.RATE_LIMITED,
                  rule.name(),
                  response,
                  retryAfter(rate.retryAfterSeconds(request), response),
                  rule.sampled())
              : decision(
                  request, WafReason.BLOCKED, rule.name(), response, Headers.EMPTY, rule.sampled());
    };
  }

  /** RFC 9110, 10.2.3; a configured one wins. */
  private static Headers retryAfter(long seconds, BlockResponse response) {
    boolean useful = seconds > 0 && !response.headers().contains("Retry-After");
    return useful ? Headers.of("Retry-After", Long.toString(seconds)) : Headers.EMPTY;
  }

  private static WafDecision decision(
      WafRequest request,
      WafReason reason,
      String rule,
      BlockResponse response,
      Headers more,
      boolean sampled) {
    return new WafDecision(
        reason,
        rule,
        response.status(),
        response.contentType(),
        response.body(),
        more.size() == 0 ? response.headers() : response.headers().toBuilder().addAll(more).build(),
        response.custom(),
        request.inserted.build(),
        List.copyOf(request.labels()),
        List.copyOf(request.counted),
        sampled);
  }
}
