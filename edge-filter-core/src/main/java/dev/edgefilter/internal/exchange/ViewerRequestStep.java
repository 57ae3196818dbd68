// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.internal.plan.FunctionPlan;
import dev.edgefilter.internal.plan.OriginChoices;
import dev.edgefilter.internal.response.CorsReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Runs the viewer-request function, then maps the default root object. */
final class ViewerRequestStep {

  Phase run(Exchange exchange) throws IOException {
    exchange.request = GeneratedRequestHead.of(exchange);
    FunctionPlan function = exchange.behavior().function(FunctionEvent.VIEWER_REQUEST);
    // CloudFront: no viewer functions for an error page.
    if (function != null && exchange.errorOf == null) {
      Phase answered = call(exchange, function);
      if (answered != null) {
        return answered;
      }
    }
    Generated preflight = PolicyHeaders.preflight(exchange);
    if (preflight != null) {
      exchange.trace.end(Step.CORS, CorsReason.PREFLIGHT);
      return exchange.answer(preflight, ResultType.FUNCTION_GENERATED);
    }
    exchange.path = exchange.distribution().withRootObject(exchange.path);
    return Phase.LOOKUP;
  }

  private static @Nullable Phase call(Exchange exchange, FunctionPlan function) throws IOException {
    FunctionRequest before =
        RequestBodies.withBody(
            exchange,
            function,
            FunctionEvent.VIEWER_REQUEST,
            new FunctionRequest(
                exchange.request.method(),
                exchange.path,
                exchange.query,
                FunctionCall.viewerHeaders(exchange.request, function)));
    FunctionCall call =
        FunctionCall.onRequest(exchange, function, FunctionEvent.VIEWER_REQUEST, before);
    FunctionResult result = call.run();
    if (result == null) {
      return exchange.answer(call.failure(), call.failureType());
    }
    if (result instanceof FunctionResult.Respond respond) {
      return exchange.answer(FunctionCall.generated(respond.response()), call.generatedType());
    }
    if (result instanceof FunctionResult.Continue changed && !changed.request().equals(before)) {
      FunctionRequest after = changed.request();
      choose(exchange, after.origin(), call.resolved());
      exchange.path = after.uri();
      exchange.query = after.query();
      exchange.request =
          new EditedRequestHead(
              exchange.request, after.withHeaders(RequestBodies.replace(exchange, after)));
      if (function.lambda()) {
        exchange.request = GeneratedRequestHead.of(exchange); // CloudFront: added after this event
      }
    }
    return null;
  }

  /** An origin that is only changed stays the primary one of its group. */
  private static void choose(
      Exchange exchange, @Nullable OriginChoice choice, OriginChoices.@Nullable Resolved chosen) {
    if (choice == null || chosen == null) {
      return;
    }
    exchange.chosen = chosen.primary();
    exchange.chosenSecondary =
        choice.primary().originId() == null ? exchange.behavior().failover() : chosen.secondary();
  }
}
