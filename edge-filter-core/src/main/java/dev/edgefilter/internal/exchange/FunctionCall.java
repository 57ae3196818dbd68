// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.GeneratedHeader;
import dev.edgefilter.explain.FunctionRun;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionException.Kind;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.Printable;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.plan.FunctionPlan;
import dev.edgefilter.internal.plan.OriginChoices;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a function: its event, the check of what it returns, and what its failure becomes. */
final class FunctionCall {

  /** Containers send a body with it, which must not be (RFC 9110, 15.3.6). */
  static final int RESET_CONTENT = 205;

  private static final Logger LOG = LoggerFactory.getLogger(FunctionCall.class);

  private static final List<String> FRAMING = List.of("Content-Length", "Transfer-Encoding");

  private final Exchange exchange;
  private final FunctionPlan function;
  private final EdgeEvent event;
  private final FunctionLogLines log;
  private Kind failure = Kind.EXECUTION;
  private OriginChoices.@Nullable Resolved resolved;

  private FunctionCall(
      Exchange exchange,
      FunctionPlan function,
      FunctionEvent event,
      FunctionRequest request,
      @Nullable FunctionResponse response) {
    this.exchange = exchange;
    this.function = function;
    this.log = new FunctionLogLines();
    this.event =
        new EdgeEvent(
            event,
            exchange.distribution().id(),
            exchange.distribution().domainName(),
            exchange.requestId,
            exchange.viewer.address(),
            request,
            response,
            event.onViewerSide()
                ? null
                : exchange.origin().writtenFor(exchange.viewer.request().scheme()),
            log);
  }

  static FunctionCall onRequest(
      Exchange exchange, FunctionPlan function, FunctionEvent event, FunctionRequest request) {
    return new FunctionCall(exchange, function, event, request, null);
  }

  static FunctionCall onResponse(
      Exchange exchange,
      FunctionPlan function,
      FunctionEvent event,
      FunctionRequest request,
      FunctionResponse response) {
    return new FunctionCall(exchange, function, event, request, response);
  }

  /** Runs the function; null when it failed, see {@link #failure()}. */
  @Nullable FunctionResult run() {
    long start = WorkClock.nanos();
    FunctionResult result = null;
    try {
      FunctionResult returned = function.code().run(event);
      FunctionResultCheck.check(event, function.lambda(), returned);
      resolve(returned);
      result = returned;
    } catch (FunctionException e) {
      failed(e.kind(), e.text(), null);
    } catch (Exception e) {
      failed(Kind.EXECUTION, "threw " + e.getClass().getName(), e);
    }
    finish(result, function.limits().utilization(WorkClock.nanos() - start));
    return result;
  }

  /** What a function chose must be there; a test by hand knows no distribution and does not ask. */
  private void resolve(FunctionResult result) throws FunctionException {
    FunctionRequest after =
        result instanceof FunctionResult.Continue next ? next.request() : event.request();
    OriginChoice choice = after.origin();
    if (choice == null) {
      return;
    }
    if (event.event() == FunctionEvent.ORIGIN_REQUEST && choice.secondary() != null) {
      throw new FunctionException(
          Kind.INVALID_RESULT, "made a group of origins, which is possible on viewer-request only");
    }
    FunctionResultCheck.checkOrigins(choice, after.headers());
    resolved = function.origins().resolve(choice, exchange.asked());
  }

  /** The origin that the last run turned to, or null. */
  OriginChoices.@Nullable Resolved resolved() {
    return resolved;
  }

  private void failed(Kind kind, String message, @Nullable Exception cause) {
    failure = kind;
    String told = Printable.text(message); // it may quote what a viewer sent
    log.log("The function " + told);
    exchange.trace.detail("function " + told);
    LOG.warn(
        "The function {} on {} of {} {}",
        function.name(),
        event.event().token(),
        Printable.text(event.request().uri()),
        told,
        cause);
  }

  private void finish(@Nullable FunctionResult result, int utilization) {
    FunctionReason outcome = outcome(result);
    if (outcome == FunctionReason.RAN) {
      exchange.trace.record(Step.FUNCTION, outcome);
    } else {
      exchange.trace.end(Step.FUNCTION, outcome);
    }
    exchange.trace.functionRan(
        new FunctionRun(function.name(), event.event().token(), outcome, utilization));
    log.write(function.name(), function.lambda(), event.requestId(), event.distributionId());
  }

  private FunctionReason outcome(@Nullable FunctionResult result) {
    if (result == null) {
      return switch (failure) {
        case EXECUTION -> FunctionReason.EXECUTION_ERROR;
        case INVALID_RESULT, FORBIDDEN -> FunctionReason.VALIDATION_ERROR;
        case THROTTLED -> FunctionReason.THROTTLED;
      };
    }
    return result instanceof FunctionResult.Respond && event.event() == FunctionEvent.VIEWER_REQUEST
        ? FunctionReason.GENERATED
        : FunctionReason.RAN;
  }

  /** What the viewer gets for a function that failed. */
  Generated failure() {
    boolean bad =
        failure == Kind.FORBIDDEN || (failure == Kind.INVALID_RESULT && function.lambda());
    return bad
        ? Refusals.error(502, "A function returned what it must not.", exchange.requestId)
        : Refusals.error(503, "A function is invalid or could not run.", exchange.requestId);
  }

  ResultType failureType() {
    boolean lambda = function.lambda();
    return switch (failure) {
      case EXECUTION ->
          lambda ? ResultType.LAMBDA_EXECUTION_ERROR : ResultType.FUNCTION_EXECUTION_ERROR;
      case INVALID_RESULT, FORBIDDEN ->
          lambda ? ResultType.LAMBDA_VALIDATION_ERROR : ResultType.FUNCTION_VALIDATION_ERROR;
      case THROTTLED ->
          lambda ? ResultType.LAMBDA_LIMIT_EXCEEDED : ResultType.FUNCTION_THROTTLED_ERROR;
    };
  }

  /** How a response that the function made on viewer-request is called. */
  ResultType generatedType() {
    return function.lambda() ? ResultType.LAMBDA_GENERATED : ResultType.FUNCTION_GENERATED;
  }

  /**
   * The headers of a viewer's request as functions on the viewers' side see them. What the edge
   * makes is for CloudFront Functions; those of Lambda@Edge run before it is added (CloudFront:
   * Restrictions on Lambda@Edge).
   */
  static Headers viewerHeaders(RequestHead request, FunctionPlan function) {
    Headers.Builder headers = Headers.builder();
    for (String name : request.headerNames()) {
      if (function.lambda() && GeneratedHeader.isReserved(name)) {
        continue;
      }
      for (String value : request.headers(name)) {
        headers.add(name, value);
      }
    }
    return headers.build();
  }

  /** Whether a body that a function gives it is not sent (RFC 9110, 15.3.5, 15.3.6, 15.4.5). */
  static boolean hasNoContent(int status) {
    return status == 204 || status == RESET_CONTENT || status == 304;
  }

  /** A response that a function made, with a length that fits its body. */
  static Generated generated(FunctionResponse response) {
    int status = response.status();
    byte[] given = hasNoContent(status) ? null : response.bodyBytes();
    byte[] body = given == null ? new byte[0] : given;
    Headers.Builder headers =
        response.headers().toBuilder().remove("Content-Encoding").remove("Transfer-Encoding");
    if (hasNoContent(status) && status != RESET_CONTENT) {
      headers.remove("Content-Length");
    } else {
      headers.set("Content-Length", Integer.toString(body.length));
    }
    return new Generated(new ResponseHead(status, headers.build()), body);
  }

  /** The headers that a function leaves of a body that stays; how long it is, is not its to say. */
  static Headers framed(Headers before, Headers after) {
    Headers.Builder headers = after.toBuilder();
    for (String name : FRAMING) {
      headers.remove(name);
      before.all(name).forEach(value -> headers.add(name, value));
    }
    return headers.build();
  }
}
