// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.EdgeListener;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.response.EdgePages;
import dev.edgefilter.internal.response.ErrorPageReason;
import dev.edgefilter.store.BodyReader;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an exchange until it is parked or done. One thread owns an exchange at a time. */
public final class ExchangeDriver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExchangeDriver.class);

  private final ReceiveStep receive = new ReceiveStep();
  private final AuthorizeStep authorize = new AuthorizeStep();
  private final ViewerRequestStep viewerRequest = new ViewerRequestStep();
  private final LookupStep lookup = new LookupStep();
  private final OriginRequestStep originRequest = new OriginRequestStep();
  private final FetchStep fetch = new FetchStep(this, new ResponseSide(this));
  private final OriginResponseStep originResponse = new OriginResponseStep();
  private final StoreStep store = new StoreStep();
  private final ViewerResponseStep viewerResponse = new ViewerResponseStep();
  private final TransferStep transfer = new TransferStep(this);
  private final Tunnels tunnels = new Tunnels();

  /** The whole way of a request: runs phase after phase until there is nothing to run. */
  public void advance(Exchange exchange) throws IOException {
    while (exchange.runs()) {
      Phase phase = exchange.phase();
      Phase next =
          switch (phase) {
            case RECEIVE -> receive.run(exchange);
            case AUTHORIZE -> authorize.run(exchange);
            case VIEWER_REQUEST -> viewerRequest.run(exchange);
            case LOOKUP -> lookup.run(exchange);
            case ORIGIN_REQUEST -> originRequest.run(exchange);
            case FETCH -> fetch.run(exchange);
            case ORIGIN_RESPONSE -> originResponse.run(exchange);
            case STORE -> store.run(exchange);
            case VIEWER_RESPONSE -> viewerResponse.run(exchange);
            case TRANSFER -> transfer.run(exchange);
            case PARKED, DONE -> throw new IllegalStateException("no step for " + phase);
          };
      if (phase == Phase.FETCH && exchange.handedOver) {
        return; // another thread may have moved it on already
      }
      if (next == phase) {
        return; // the viewer is not ready, and another thread may have gone on already
      }
      // Inside FETCH the origin pushes its response, which moves the exchange on by itself.
      if (next != exchange.phase()) {
        exchange.moveTo(next);
      }
      if (next == Phase.PARKED && park(exchange)) {
        return; // another thread goes on
      }
      if (next == Phase.DONE) {
        finish(exchange);
      }
    }
  }

  /** Who has left HTTP. */
  Tunnels tunnels() {
    return tunnels;
  }

  /** Ends what would otherwise go on without the engine. */
  @Override
  public void close() {
    tunnels.close();
  }

  /**
   * The application hands an error to the container, which writes the page past the edge.
   *
   * @param set what the application has set, which goes out with that page
   * @param write takes all headers for that page
   * @return true when a stored response was served instead, so that there is no error any more
   */
  public boolean handsErrorToContainer(
      Exchange exchange, int status, Headers set, Consumer<Headers> write) throws IOException {
    exchange.originHead = new ResponseHead(status, Headers.EMPTY);
    if (status >= 500 && StaleOnError.serve(exchange, status, exchange.services.nowMillis())) {
      exchange.trace.record(Step.ORIGIN, OriginReason.ERROR_REPLACED);
      exchange.moveTo(Phase.VIEWER_RESPONSE);
      advance(exchange);
      return true;
    }
    exchange.trace.record(Step.ORIGIN, OriginReason.SEND_ERROR);
    ResponseSide.stopStoring(exchange, StorageReason.SEND_ERROR);
    signError(exchange, status, set, write);
    return false;
  }

  /**
   * Whether an error of the application is withheld from the container, because a page of the
   * distribution, what is stored, or another origin stands in for it.
   */
  public boolean withholdsError(Exchange exchange, int status) {
    boolean open = exchange.phase() == Phase.FETCH || exchange.phase() == Phase.PARKED;
    if (!open
        || (ErrorPages.decide(exchange, status) != ErrorPageReason.SENT
            && !Failover.wouldTurn(exchange, status))) {
      return false;
    }
    exchange.trace.record(Step.ORIGIN, OriginReason.SEND_ERROR);
    return true;
  }

  /** What is kept as the body of an error that the application gave none. */
  public byte[] errorBody(Exchange exchange, int status) {
    return EdgePages.error(status, "The application gave no answer.", exchange.requestId);
  }

  /**
   * The application threw before anything was sent, and the container writes its page for that.
   *
   * @param set what is set already, which goes out with that page
   * @param write takes all headers for that page
   */
  public void signException(Exchange exchange, Headers set, Consumer<Headers> write) {
    if (!exchange.headSent()) {
      signError(exchange, 500, set, write);
    }
  }

  private static void signError(
      Exchange exchange, int status, Headers set, Consumer<Headers> write) {
    exchange.sentByContainer = true;
    exchange.result = ResultType.ERROR;
    exchange.sentStatus = status;
    exchange.source = BodySource.ORIGIN;
    exchange.originHead = new ResponseHead(status, Headers.EMPTY);
    Headers.Builder headers = PolicyHeaders.apply(exchange, set.toBuilder());
    exchange.services.signature().addTo(headers, exchange);
    Headers built = headers.build();
    exchange.sentHead = new ResponseHead(status, built);
    write.accept(built);
  }

  /**
   * The application goes asynchronous: the exchange is parked, and belongs to whoever writes.
   *
   * <p>Called by the container's thread before the application can hand the response to another.
   */
  public void wentAsync(Exchange exchange) {
    if (exchange.phase() == Phase.FETCH) {
      exchange.moveTo(Phase.PARKED);
    }
    exchange.handedOver = true;
    // The application needs threads of the container now, so those who wait must not hold them.
    Flight flight = exchange.flight;
    if (flight != null) {
      exchange.services.collapser().leaderWentAsync(flight);
    }
  }

  /** The phase is published before the wake-up can come. */
  private static boolean park(Exchange exchange) {
    Flight other = exchange.waitingFor();
    if (other != null) {
      exchange.services.collapser().park(other, exchange.viewer);
    }
    return other != null;
  }

  /** A parked viewer's wait is over; the exchange is the calling thread's. */
  public void unparked(Exchange exchange) throws IOException {
    if (exchange.phase() == Phase.PARKED && exchange.waitingFor() != null) {
      exchange.moveTo(Phase.LOOKUP);
      advance(exchange);
    }
  }

  /**
   * The viewer takes bytes again, says the container.
   *
   * @return false when the exchange was not waiting for that
   */
  public boolean resume(Exchange exchange) throws IOException {
    if (!exchange.endPause()) {
      return false;
    }
    boolean failed = true;
    try {
      advance(exchange);
      failed = false;
    } finally {
      if (failed) {
        release(exchange, true);
      }
    }
    return true;
  }

  /** The container reports a failure: what follows counts as incomplete. May be called any time. */
  public void broke(Exchange exchange) {
    exchange.broken = true;
    if (exchange.endPause()) {
      release(exchange, true); // nobody says any more that the viewer takes bytes
    }
  }

  /**
   * Lets go of everything an exchange holds, whatever happened; does nothing a second time.
   *
   * @param cutShort true when the response did not end as it should
   */
  public void release(Exchange exchange, boolean cutShort) {
    exchange.cutShort |= cutShort;
    ResponseSide.abandon(exchange);
    finish(exchange);
  }

  void finish(Exchange exchange) {
    BodyReader reader = exchange.takeReader();
    if (reader != null) {
      reader.close();
    }
    CodedBody coded = exchange.coded;
    if (coded != null) {
      coded.close();
    }
    ResponseSide.settle(exchange, Flight.Outcome.NOT_SHAREABLE);
    Flight waited = exchange.takeWait();
    if (waited != null) {
      exchange.services.collapser().unparked(waited, exchange.viewer);
    }
    if (exchange.finishOnce()) {
      if (exchange.source == BodySource.STORED) {
        Compression.used(exchange);
      }
      tell(exchange);
    }
  }

  private static void tell(Exchange exchange) {
    if (exchange.services.listeners().isEmpty()) {
      return;
    }
    AccessLogRecord record = ExchangeRecord.of(exchange);
    for (EdgeListener listener : exchange.services.listeners()) {
      try {
        listener.exchangeDone(record);
      } catch (RuntimeException e) {
        LOG.warn("{} failed", listener.getClass().getName(), e);
      }
    }
  }
}
