// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.explain.Reason;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.plan.FunctionPlan;
import dev.edgefilter.internal.response.ViewerHeaders;
import dev.edgefilter.origin.OriginRequest;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an origin's head: a confirmation, an error that something stored can replace, or new.
 */
final class OriginResponseStep {

  Phase run(Exchange exchange) throws IOException {
    ResponseHead raw = Objects.requireNonNull(exchange.originHead, "originHead");
    exchange.originHead = raw.withHeaders(ViewerHeaders.endToEnd(raw.headers()));
    Phase failed = callFunction(exchange);
    if (failed != null) {
      return failed;
    }
    ResponseHead head = Objects.requireNonNull(exchange.originHead, "originHead");
    if (Failover.afterAnswer(exchange, head.status())) {
      return Phase.ORIGIN_REQUEST;
    }
    Reason reason = exchange.trace.reason(Step.ORIGIN);
    if (reason == null || reason == OriginReason.FAILED_OVER) { // else why it has no answer
      exchange.trace.record(Step.ORIGIN, OriginReason.ANSWERED);
    }
    if (head.status() >= 500
        && StaleOnError.serve(exchange, head.status(), exchange.originSide().arrivalMillis)) {
      exchange.trace.record(Step.ORIGIN, OriginReason.ERROR_REPLACED);
      return Phase.VIEWER_RESPONSE;
    }
    Slices slices = exchange.slices;
    Phase instead = slices == null ? null : SliceTurn.answered(exchange, slices, head);
    if (instead != null) {
      return instead;
    }
    exchange.source = BodySource.ORIGIN;
    exchange.responseHead = head;
    exchange.result = head.status() >= 400 ? ResultType.ERROR : ResultType.MISS;
    return Phase.STORE;
  }

  private static @Nullable Phase callFunction(Exchange exchange) {
    FunctionPlan function = exchange.behavior().function(FunctionEvent.ORIGIN_RESPONSE);
    if (function == null || exchange.originSide().generated != null) {
      return null;
    }
    ResponseHead head = Objects.requireNonNull(exchange.originHead, "originHead");
    FunctionCall call =
        FunctionCall.onResponse(
            exchange,
            function,
            FunctionEvent.ORIGIN_RESPONSE,
            asked(exchange),
            new FunctionResponse(head.status(), head.headers(), null));
    FunctionResult result = call.run();
    if (!(result instanceof FunctionResult.Respond respond)) {
      ResponseSide.settle(exchange, Flight.Outcome.FAILED);
      return exchange.answer(call.failure(), call.failureType());
    }
    FunctionResponse after = respond.response();
    if (after.body() == null && !emptied(head.status(), after.status())) {
      exchange.originSide().replacedBody = null;
      exchange.originHead =
          new ResponseHead(after.status(), FunctionCall.framed(head.headers(), after.headers()));
    } else {
      Generated made = FunctionCall.generated(after);
      exchange.originSide().replacedBody = made.body();
      exchange.originHead = made.head();
    }
    return null;
  }

  /** Whether a function made of a response with a body one that has none. */
  private static boolean emptied(int before, int after) {
    return before != after && FunctionCall.hasNoContent(after);
  }

  /** What the origin was asked, without what the origin itself adds. */
  private static FunctionRequest asked(Exchange exchange) {
    FunctionRequest edited = exchange.originSide().edited;
    if (edited != null) {
      return edited;
    }
    OriginRequest asked = Objects.requireNonNull(exchange.originRequest, "originRequest");
    Headers.Builder headers = asked.headers().toBuilder();
    Headers custom = exchange.origin().customHeaders();
    for (int i = 0; i < custom.size(); i++) {
      headers.remove(custom.name(i));
    }
    return new FunctionRequest(asked.method(), exchange.path, asked.query(), headers.build());
  }
}
