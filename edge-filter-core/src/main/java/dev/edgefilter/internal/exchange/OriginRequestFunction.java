// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.plan.FunctionPlan;
import dev.edgefilter.internal.plan.OriginChoices;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
    FunctionRequest sent = after.withHeaders(RequestBodies.replace(exchange, after));
    OriginChoices.Resolved turned = call.resolved();
    if (turned != null) {
      boolean fromApplication = exchange.origin().isSelf();
      exchange.originSide().turnedTo = turned.primary();
      if (fromApplication && !exchange.origin().isSelf()) {
        sent = outward(exchange, before, sent);
      }
    }
    exchange.originSide().edited = after;
    exchange.originRequest =
        OriginRequestStep.complete(exchange, sent.uri(), sent.query(), sent.headers());
    return Phase.FETCH;
  }

  /**
   * A request that was for the application goes out: a remote origin gets what the policies forward
   * to it, which may be less, what the edge adds for it, and what the function has changed.
   */
  private static FunctionRequest outward(
      Exchange exchange, FunctionRequest before, FunctionRequest after) {
    Headers.Builder headers = OriginRequestStep.headers(exchange).toBuilder();
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(before.headers().names());
    names.addAll(after.headers().names());
    for (String name : names) {
      List<String> values = after.headers().all(name);
      if (!values.equals(before.headers().all(name))) {
        headers.remove(name);
        values.forEach(value -> headers.add(name, value));
      }
    }
    boolean queryKept = Objects.equals(before.query(), after.query());
    return after
        .withHeaders(headers.build())
        .withQuery(queryKept ? OriginRequestStep.forwardedQuery(exchange) : after.query());
  }
}
