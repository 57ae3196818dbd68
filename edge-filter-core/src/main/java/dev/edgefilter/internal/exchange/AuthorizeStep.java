// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.AccessDecision;
import dev.edgefilter.internal.access.MethodRule;
import dev.edgefilter.internal.access.ProtocolRule;
import dev.edgefilter.internal.access.SignedRequestRule;
import dev.edgefilter.internal.access.Token;
import dev.edgefilter.internal.access.TokenRule;
import dev.edgefilter.internal.access.signing.TrustedKeys;
import dev.edgefilter.internal.plan.BehaviorPlan;

/** Protocol, method, signature, in this order; the first refusal counts. */
final class AuthorizeStep {

  Phase run(Exchange exchange) {
    return act(exchange, decide(exchange));
  }

  static Phase act(Exchange exchange, AccessDecision decision) {
    exchange.trace.record(Step.ACCESS, decision.reason());
    if (!decision.detail().isEmpty()) {
      exchange.trace.detail(String.join("; ", decision.detail()));
    }
    if (decision.allowed()) {
      exchange.renewal = exchange.viewer.isReal() ? decision.renewal() : null;
      return Phase.VIEWER_REQUEST;
    }
    exchange.trace.end(Step.ACCESS, decision.reason());
    return exchange.answer(
        Refusals.access(decision, exchange.requestId), Refusals.resultOf(decision));
  }

  static AccessDecision decide(Exchange exchange) {
    BehaviorPlan behavior = exchange.behavior();
    if (exchange.errorOf != null) {
      return signature(exchange, behavior); // protocol and method were the viewer's
    }
    // Signatures cover what the viewer sent, so the viewer's own request counts.
    RequestHead request = exchange.viewer.request();
    AccessDecision protocol = ProtocolRule.decide(behavior.viewerProtocol(), request);
    if (!protocol.allowed()) {
      return protocol;
    }
    AccessDecision method =
        MethodRule.decide(
            behavior.allowedMethods(),
            request,
            behavior.switches().on(FidelitySwitch.UNKNOWN_METHODS_PASS));
    if (!method.allowed()) {
      return method;
    }
    return signature(exchange, behavior);
  }

  /** A token is asked first; without one, a signature where the behavior takes both. */
  private static AccessDecision signature(Exchange exchange, BehaviorPlan behavior) {
    TokenRule rule = behavior.token();
    if (rule != null) {
      RequestHead request = exchange.viewer.request();
      Token token = rule.token(request, exchange.pathToken);
      if (token != null || behavior.trustedKeys() == null) {
        AccessDecision decision =
            rule.decide(
                token,
                CutPathHead.of(exchange),
                exchange.path,
                exchange.viewer.address(),
                exchange.startMillis);
        if (token != null && token.bearer() && !rule.forwarded()) {
          exchange.request = new HiddenAuthorization(exchange.request);
        }
        return decision;
      }
    }
    TrustedKeys keys = behavior.trustedKeys();
    if (keys == null) {
      return AccessDecision.OPEN;
    }
    return SignedRequestRule.decide(
        exchange.viewer.request(),
        exchange.viewer.address(),
        keys,
        exchange.services.verifier(),
        exchange.startMillis,
        exchange.distribution().clockToleranceSeconds());
  }
}
