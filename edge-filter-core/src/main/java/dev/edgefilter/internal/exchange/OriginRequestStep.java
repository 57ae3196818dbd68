// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.cache.ForwardRule;
import dev.edgefilter.internal.cache.ValidationRule;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.internal.plan.FunctionPlan;
import dev.edgefilter.internal.plan.OriginPlan;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.StoredResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Builds what the origin is asked, with the stored validators, and runs origin-request. */
final class OriginRequestStep {

  Phase run(Exchange exchange) throws IOException {
    BehaviorPlan behavior = exchange.behavior();
    exchange.originSide().stamp = exchange.services.store().stamp();
    exchange.originSide().askedMillis = exchange.services.nowMillis();
    prepareValidation(exchange);
    OriginRequest request = build(exchange);
    FunctionPlan function = behavior.function(FunctionEvent.ORIGIN_REQUEST);
    if (function == null) {
      exchange.originRequest = request;
      return Phase.FETCH;
    }
    return call(exchange, function, request);
  }

  /** Validation makes sense only while the body is at hand, so it is held from here on. */
  static void prepareValidation(Exchange exchange) {
    StoredResponse stored = exchange.stored;
    if (stored == null
        || exchange.passing
        || exchange.validating
        || !ValidationRule.hasValidator(stored.head())) {
      return;
    }
    BodyReader reader = exchange.services.store().read(stored);
    if (reader == null) {
      exchange.stored = null;
      return;
    }
    exchange.hold(reader);
    exchange.validating = true;
  }

  static OriginRequest build(Exchange exchange) throws IOException {
    ForwardRule forward = exchange.forward();
    Headers headers = forward.headers(exchange.request, exchange.passing);
    StoredResponse stored = exchange.stored;
    if (exchange.validating && stored != null) {
      headers = ValidationRule.conditional(headers, stored.head());
    }
    Slices slices = exchange.slices;
    if (slices != null) {
      headers = headers.toBuilder().set("Range", slices.range()).build();
    }
    OriginPlan origin = exchange.origin();
    Headers complete =
        origin.isSelf()
            ? OriginHeaders.forApplication(exchange, headers, origin)
            : OriginHeaders.forRemote(exchange, headers, origin, forward.forwardsHost());
    return new OriginRequest(
        exchange.request.method(),
        exchange.viewer.request().scheme(),
        origin.path().isEmpty() ? exchange.path : origin.path() + exchange.path,
        forward.query(exchange.query),
        complete,
        origin.isSelf() ? null : exchange.viewer.body());
  }

  private static Phase call(Exchange exchange, FunctionPlan function, OriginRequest request) {
    FunctionRequest before =
        new FunctionRequest(request.method(), request.path(), request.query(), request.headers());
    FunctionCall call =
        FunctionCall.onRequest(exchange, function, FunctionEvent.ORIGIN_REQUEST, before);
    @Nullable FunctionResult result = call.run();
    if (result == null) {
      return exchange.answer(call.failure(), call.failureType());
    }
    exchange.originRequest = request;
    if (result instanceof FunctionResult.Continue changed) {
      FunctionRequest after = changed.request();
      exchange.originRequest =
          new OriginRequest(
              request.method(),
              request.scheme(),
              after.uri(),
              after.query(),
              after.headers(),
              request.body());
    } else if (result instanceof FunctionResult.Respond respond) {
      exchange.originSide().generated = FunctionCall.generated(respond.response());
    }
    return Phase.FETCH;
  }
}
