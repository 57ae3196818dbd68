// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.internal.plan.OriginPlan;
import dev.edgefilter.origin.ApplicationException;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the origin. Its response comes back through the {@link ResponseSide} during the call. */
final class FetchStep {

  private static final Logger LOG = LoggerFactory.getLogger(FetchStep.class);

  private final ResponseSide responses;

  FetchStep(ResponseSide responses) {
    this.responses = responses;
  }

  Phase run(Exchange exchange) throws IOException {
    exchange.source = BodySource.ORIGIN;
    OriginRequest request = Objects.requireNonNull(exchange.originRequest, "originRequest");
    try {
      Generated generated = exchange.generatedForOrigin;
      if (generated != null) {
        push(exchange, generated);
      } else {
        OriginPlan plan = exchange.behavior().origin();
        Origin remote = plan.remote();
        Origin origin = remote == null ? exchange.viewer.application() : remote;
        origin.fetch(request, responses.sink(exchange));
      }
    } catch (OriginException e) {
      return failed(exchange, e);
    } catch (ApplicationException e) {
      return broke(exchange, e);
    }
    if (exchange.handedOver) {
      return Phase.PARKED;
    }
    if (exchange.phase() != Phase.FETCH) {
      return exchange.phase();
    }
    // Without a head: an upgrade has left HTTP, else the application answers later.
    return exchange.viewer.upgrades() || exchange.sentByContainer ? Phase.DONE : Phase.PARKED;
  }

  private void push(Exchange exchange, Generated generated) throws IOException {
    var sink = responses.sink(exchange);
    if (sink.head(generated.head())) {
      sink.body(ByteBuffer.wrap(generated.body()));
    }
    sink.end();
  }

  /** No usable response: a stored one stands in, or the viewer gets 502 or 504. */
  private static Phase failed(Exchange exchange, OriginException e) throws IOException {
    exchange.trace.record(Step.ORIGIN, e.kind());
    exchange.trace.detail(String.valueOf(e.getMessage()));
    if (exchange.phase() != Phase.FETCH) {
      ResponseSide.abandon(exchange);
      throw e;
    }
    LOG.warn("Origin {}: {}", exchange.behavior().origin().id(), e.getMessage());
    if (StaleOnError.serve(exchange, exchange.services.nowMillis())) {
      return Phase.VIEWER_RESPONSE;
    }
    ResponseSide.abandon(exchange);
    return exchange.answer(
        Refusals.error(e.kind().status(), "The origin gave no answer.", exchange.requestId),
        ResultType.ERROR);
  }

  /** The application threw: a stored response stands in, else the container reports the error. */
  private static Phase broke(Exchange exchange, ApplicationException e) throws IOException {
    if (exchange.handedOver) {
      throw e; // the container ends the asynchronous request, and with it the exchange
    }
    exchange.trace.record(Step.ORIGIN, OriginReason.EXCEPTION);
    if (exchange.phase() == Phase.FETCH
        && StaleOnError.serve(exchange, exchange.services.nowMillis())) {
      LOG.warn("The application failed on {}; served stale", exchange.path, e.getCause());
      return Phase.VIEWER_RESPONSE;
    }
    ResponseSide.abandon(exchange);
    throw e;
  }
}
