// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.internal.plan.FailoverPlan;
import dev.edgefilter.internal.response.FailoverFacts;
import dev.edgefilter.internal.response.FailoverReason;
import dev.edgefilter.internal.response.FailoverRule;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginRequest;
import org.jspecify.annotations.Nullable;

/**
 * Turns an exchange from the primary origin of a group to the secondary one.
 *
 * <p>Each exchange asks the primary first; nothing is remembered of its failures.
 */
final class Failover {

  private Failover() {}

  /** After an answer; true when the exchange goes on with ORIGIN_REQUEST for the secondary. */
  static boolean afterAnswer(Exchange exchange, int status) {
    FailoverPlan plan = open(exchange);
    if (plan == null || status < 400) {
      return false;
    }
    FailoverReason reason = FailoverRule.answered(facts(exchange, plan), status);
    return turn(exchange, plan, reason, "answered " + status);
  }

  /** After no answer; true when the exchange goes on with ORIGIN_REQUEST for the secondary. */
  static boolean afterFailure(Exchange exchange, OriginException failure) {
    FailoverPlan plan = open(exchange);
    if (plan == null || exchange.headSent()) {
      return false;
    }
    FailoverReason reason = FailoverRule.failed(facts(exchange, plan), failure.kind().status());
    return turn(exchange, plan, reason, failure.kind().token() + " (" + failure.getMessage() + ")");
  }

  /** Whether an error of the application would be answered by the secondary. */
  static boolean wouldTurn(Exchange exchange, int status) {
    FailoverPlan plan = open(exchange);
    return plan != null
        && status >= 400
        && FailoverRule.answered(facts(exchange, plan), status).asksSecondary();
  }

  private static @Nullable FailoverPlan open(Exchange exchange) {
    if (exchange.failedOver != null) {
      return null;
    }
    return exchange.chosen == null ? exchange.behavior().failover() : exchange.chosenSecondary;
  }

  private static FailoverFacts facts(Exchange exchange, FailoverPlan plan) {
    OriginRequest asked = exchange.originRequest;
    return new FailoverFacts(
        exchange.request.method(),
        exchange.behavior().cachedMethods().caches("OPTIONS"),
        asked != null && asked.body() != null,
        exchange.handedOver,
        plan.statuses());
  }

  private static boolean turn(
      Exchange exchange, FailoverPlan plan, FailoverReason reason, String what) {
    exchange.trace.record(Step.FAILOVER, reason);
    if (!reason.asksSecondary()) {
      return false;
    }
    exchange.trace.record(Step.ORIGIN, OriginReason.FAILED_OVER);
    exchange.trace.detail(
        "origin " + exchange.origin().id() + " " + what + ", asked " + plan.secondary().id());
    exchange.failedOver = plan;
    exchange.originRequest = null;
    exchange.originHead = null;
    exchange.originSide().startAgain();
    return true;
  }
}
