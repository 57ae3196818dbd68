// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.internal.response.ErrorPageReason;
import dev.edgefilter.origin.ApplicationException;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginRequest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the origin. Its response comes back through the {@link ResponseSide} during the call. */
final class FetchStep {

  private static final Logger LOG = LoggerFactory.getLogger(FetchStep.class);

  private final ExchangeDriver driver;
  private final ResponseSide responses;

  FetchStep(ExchangeDriver driver, ResponseSide responses) {
    this.driver = driver;
    this.responses = responses;
  }

  Phase run(Exchange exchange) throws IOException {
    exchange.source = BodySource.ORIGIN;
    exchange.asking = true;
    try {
      return fetch(exchange);
    } finally {
      exchange.asking = false;
    }
  }

  private Phase fetch(Exchange exchange) throws IOException {
    OriginRequest request = Objects.requireNonNull(exchange.originRequest, "originRequest");
    try {
      Generated generated = exchange.originSide().generated;
      if (generated != null) {
        push(exchange, generated);
      } else {
        ask(exchange, request);
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
    // Without a head: the application's upgrade has left HTTP, else it answers later.
    return exchange.viewer.upgrades() || exchange.sentByContainer ? Phase.DONE : Phase.PARKED;
  }

  private void ask(Exchange exchange, OriginRequest request) throws IOException {
    Origin remote = exchange.origin().remote();
    if (remote == null) {
      exchange.viewer.application(exchange).fetch(request, responses.sink(exchange));
      return;
    }
    remote.fetch(request, responses.sink(exchange));
    // Only the application may answer later; a server that has not answered now has failed.
    if (!hasEnded(exchange) && !exchange.handedOver) {
      throw new OriginException(
          OriginException.Kind.BROKEN_OFF, "no end of the response", new EOFException());
    }
  }

  /** With the last slice the exchange is done; else it goes round. */
  private static boolean hasEnded(Exchange exchange) {
    return exchange.phase() == Phase.DONE || goesRound(exchange);
  }

  /** The next slice is looked up, or the other origin of the group is asked. */
  private static boolean goesRound(Exchange exchange) {
    return exchange.phase() == Phase.LOOKUP || exchange.phase() == Phase.ORIGIN_REQUEST;
  }

  private void push(Exchange exchange, Generated generated) throws IOException {
    var sink = responses.sink(exchange);
    if (sink.head(generated.head())) {
      sink.body(ByteBuffer.wrap(generated.body()));
    }
    sink.end();
  }

  /** No usable response: a stored one stands in, or a 502 or 504 that is kept like the origin's. */
  private Phase failed(Exchange exchange, OriginException e) throws IOException {
    if (goesRound(exchange)) {
      return exchange.phase(); // it broke off where nobody wanted the rest
    }
    if (exchange.phase() == Phase.FETCH && Failover.afterFailure(exchange, e)) {
      return Phase.ORIGIN_REQUEST;
    }
    exchange.trace.record(Step.ORIGIN, e.kind());
    exchange.trace.detail(String.valueOf(e.getMessage()));
    if (exchange.phase() != Phase.FETCH) {
      return brokeOff(exchange, e);
    }
    LOG.warn("Origin {}: {}", exchange.origin().id(), e.getMessage());
    if (StaleOnError.serve(exchange, e.kind().status(), exchange.services.nowMillis())) {
      return Phase.VIEWER_RESPONSE;
    }
    if (exchange.headSent()) {
      ResponseSide.abandon(exchange);
      throw e; // between two slices
    }
    exchange.trace.end(Step.ORIGIN, e.kind());
    Generated page =
        Refusals.error(e.kind().status(), "The origin gave no answer.", exchange.requestId);
    exchange.originSide().generated = page;
    push(exchange, page);
    return exchange.phase();
  }

  /** The body ended early: the viewer notices, unless a page was to stand in for it anyway. */
  private Phase brokeOff(Exchange exchange, IOException e) throws IOException {
    ResponseSide.abandon(exchange);
    if (exchange.errorPage == null) {
      throw e;
    }
    LOG.warn("The answer for {} broke off: {}", exchange.path, e.getMessage());
    ErrorPages.send(driver, exchange);
    return Phase.DONE;
  }

  /**
   * The application threw: a stored response or a page stands in, else the container reports it.
   */
  private Phase broke(Exchange exchange, ApplicationException e) throws IOException {
    if (exchange.handedOver) {
      throw e; // the container ends the asynchronous request, and with it the exchange
    }
    if (goesRound(exchange)) {
      return exchange.phase(); // it threw behind an answer that nobody wants any more
    }
    if (exchange.phase() == Phase.FETCH && Failover.afterAnswer(exchange, 500)) {
      LOG.warn(
          "The application failed on {}; another origin is asked", exchange.path, e.getCause());
      return Phase.ORIGIN_REQUEST;
    }
    exchange.trace.record(Step.ORIGIN, OriginReason.EXCEPTION);
    if (exchange.phase() == Phase.FETCH
        && StaleOnError.serve(exchange, 500, exchange.services.nowMillis())) {
      LOG.warn("The application failed on {}; served stale", exchange.path, e.getCause());
      return Phase.VIEWER_RESPONSE;
    }
    boolean replaced =
        exchange.errorOf != null || ErrorPages.decide(exchange, 500) == ErrorPageReason.SENT;
    if (exchange.phase() == Phase.FETCH && replaced) {
      LOG.warn("The application failed on {}", exchange.path, e.getCause());
      Generated page = Refusals.error(500, "The application gave no answer.", exchange.requestId);
      exchange.originSide().generated = page;
      push(exchange, page);
      return exchange.phase();
    }
    return brokeOff(exchange, e);
  }
}
