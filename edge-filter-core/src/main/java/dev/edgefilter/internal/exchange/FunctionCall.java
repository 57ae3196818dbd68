// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a function: its event, the check of what it returns, and what its failure becomes. */
final class FunctionCall {

  private static final Logger LOG = LoggerFactory.getLogger(FunctionCall.class);

  private final Exchange exchange;
  private final EdgeEvent event;
  private ResultType failureType = ResultType.FUNCTION_EXECUTION_ERROR;

  private FunctionCall(Exchange exchange, EdgeEvent event) {
    this.exchange = exchange;
    this.event = event;
  }

  static FunctionCall onRequest(Exchange exchange, FunctionEvent event, FunctionRequest request) {
    return new FunctionCall(exchange, event(exchange, event, request, null));
  }

  static FunctionCall onResponse(
      Exchange exchange, FunctionEvent event, FunctionRequest request, FunctionResponse response) {
    return new FunctionCall(exchange, event(exchange, event, request, response));
  }

  private static EdgeEvent event(
      Exchange exchange,
      FunctionEvent event,
      FunctionRequest request,
      @Nullable FunctionResponse response) {
    return new EdgeEvent(
        event,
        exchange.distribution().id(),
        exchange.requestId,
        exchange.viewer.address(),
        request,
        response);
  }

  /** Runs the function; null when it failed, see {@link #failure()}. */
  @Nullable FunctionResult run(EdgeFunction function) {
    FunctionResult result;
    try {
      result = function.run(event);
    } catch (Exception e) {
      LOG.warn("A function failed on {} of {}", event.event(), event.request().uri(), e);
      return failed(FunctionReason.EXECUTION_ERROR, ResultType.FUNCTION_EXECUTION_ERROR);
    }
    String fault = FunctionResultCheck.fault(event, result);
    if (fault != null) {
      LOG.warn("A function on {} of {} {}", event.event(), event.request().uri(), fault);
      exchange.trace.detail("function " + fault);
      return failed(FunctionReason.VALIDATION_ERROR, ResultType.FUNCTION_VALIDATION_ERROR);
    }
    if (result instanceof FunctionResult.Respond && event.event() == FunctionEvent.VIEWER_REQUEST) {
      exchange.trace.end(Step.FUNCTION, FunctionReason.GENERATED);
    } else {
      exchange.trace.record(Step.FUNCTION, FunctionReason.RAN);
    }
    return result;
  }

  private @Nullable FunctionResult failed(FunctionReason reason, ResultType type) {
    exchange.trace.end(Step.FUNCTION, reason);
    failureType = type;
    return null;
  }

  /** What the viewer gets for a function that failed: 502 for a wrong result, else 503. */
  Generated failure() {
    return failureType == ResultType.FUNCTION_VALIDATION_ERROR
        ? Refusals.error(502, "A function returned what it must not.", exchange.requestId)
        : Refusals.error(503, "A function is invalid or could not run.", exchange.requestId);
  }

  ResultType failureType() {
    return failureType;
  }

  /** A response that a function made, with a length that fits its body. */
  static Generated generated(FunctionResponse response) {
    byte[] given = response.bodyBytes();
    byte[] body = given == null ? new byte[0] : given;
    Headers.Builder headers = response.headers().toBuilder().remove("Content-Encoding");
    headers.set("Content-Length", Integer.toString(body.length));
    return new Generated(new ResponseHead(response.status(), headers.build()), body);
  }
}
