// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
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

/** Builds what the origin is asked, with the stored validators. */
final class OriginRequestStep {

  Phase run(Exchange exchange) throws IOException {
    BehaviorPlan behavior = exchange.behavior();
    exchange.originSide().stamp = exchange.services.store().stamp();
    exchange.originSide().askedMillis = exchange.services.nowMillis();
    prepareValidation(exchange);
    FunctionPlan function = behavior.function(FunctionEvent.ORIGIN_REQUEST);
    if (function == null) {
      exchange.originRequest = build(exchange);
      return Phase.FETCH;
    }
    return OriginRequestFunction.run(exchange, function);
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

  /** What the origin is asked where no function has a say. */
  static OriginRequest build(Exchange exchange) throws IOException {
    return complete(exchange, exchange.path, forwardedQuery(exchange), headers(exchange));
  }

  /** The query that the origin gets, or null. */
  static @Nullable String forwardedQuery(Exchange exchange) {
    return exchange.forward().query(exchange.query);
  }

  /** The headers of the origin request but for the custom ones of the origin. */
  static Headers headers(Exchange exchange) {
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
    return origin.isSelf()
        ? OriginHeaders.forApplication(exchange, headers)
        : OriginHeaders.forRemote(exchange, headers, origin, forward.forwardsHost());
  }

  /** Adds what the origin itself adds: its path, its custom headers, and the viewer's body. */
  static OriginRequest complete(
      Exchange exchange, String path, @Nullable String query, Headers headers) throws IOException {
    OriginPlan origin = exchange.origin();
    OriginRequest request =
        new OriginRequest(
            exchange.request.method(),
            exchange.viewer.request().scheme(),
            origin.path().isEmpty() ? path : origin.path() + path,
            query,
            OriginHeaders.withCustom(headers, origin),
            origin.isSelf() ? null : exchange.viewer.body());
    return RequestTrailers.announced(exchange, request);
  }
}
