// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.plan.FunctionPlan;
import dev.edgefilter.internal.plan.OriginChoices;
import dev.edgefilter.internal.plan.OriginPlan;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs the origin-request function, which sees the request without what the origin adds: its path
 * and its custom headers are part of the origin (CloudFront: Lambda@Edge event structure).
 */
final class OriginRequestFunction {

  private OriginRequestFunction() {}

  static Phase run(Exchange exchange, FunctionPlan function) throws IOException {
    FunctionRequest before =
        RequestBodies.withBody(
            exchange,
            function,
            FunctionEvent.ORIGIN_REQUEST,
            new FunctionRequest(
                exchange.request.method(),
                exchange.path,
                OriginRequestStep.forwardedQuery(exchange),
                OriginRequestStep.headers(exchange)));
    FunctionCall call =
        FunctionCall.onRequest(exchange, function, FunctionEvent.ORIGIN_REQUEST, before);
    @Nullable FunctionResult result = call.run();
    if (result == null) {
      return exchange.answer(call.failure(), call.failureType());
    }
    FunctionRequest after = before;
    if (result instanceof FunctionResult.Continue changed) {
      after = changed.request();
    } else if (result instanceof FunctionResult.Respond respond) {
      exchange.originSide().generated = FunctionCall.generated(respond.response());
    }
    Headers headers = RequestBodies.replace(exchange, after);
    OriginChoices.Resolved turned = call.resolved();
    if (turned != null) {
      OriginPlan former = exchange.origin();
      exchange.originSide().turnedTo = turned.primary();
      headers = turned(exchange, former, before.headers(), headers);
    }
    exchange.originSide().edited = after;
    exchange.originRequest =
        OriginRequestStep.complete(exchange, after.uri(), after.query(), headers);
    return Phase.FETCH;
  }

  /** A request that was for the application lacks what a remote origin gets besides. */
  private static Headers turned(
      Exchange exchange, OriginPlan former, Headers before, Headers after) {
    OriginPlan origin = exchange.origin();
    if (!former.isSelf() || origin.isSelf()) {
      return after;
    }
    boolean hostSet = !Objects.equals(before.first("Host"), after.first("Host"));
    return OriginHeaders.forRemote(exchange, after, origin, hostSet);
  }
}
