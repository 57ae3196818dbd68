// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.response.ViewerHeaders;
import dev.edgefilter.origin.OriginSink;
import dev.edgefilter.origin.OriginTunnel;
import dev.edgefilter.store.CacheKey;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes what origins push: runs the response phases on the head and moves the body on. */
final class ResponseSide {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ExchangeDriver driver;

  ResponseSide(ExchangeDriver driver) {
    this.driver = driver;
  }

  OriginSink sink(Exchange exchange) {
    return new Sink(driver, exchange);
  }

  /** Lets go of the fill, and of all who wait for it. */
  static void abandon(Exchange exchange) {
    Fill fill = exchange.fill;
    exchange.fill = null;
    if (fill != null) {
      fill.abandon();
      exchange.trace.record(Step.STORAGE, StorageReason.INCOMPLETE);
    }
    settle(exchange, Flight.Outcome.FAILED);
  }

  /** Ends the wait of others; the first call counts. */
  static void settle(Exchange exchange, Flight.Outcome outcome) {
    Flight flight = exchange.flight;
    exchange.flight = null;
    if (flight != null) {
      exchange.services.collapser().settle(flight, outcome);
    }
  }

  /** Gives up the fill for a reason that will hold for a while. */
  static void stopStoring(Exchange exchange, StorageReason reason) {
    Fill fill = exchange.fill;
    exchange.fill = null;
    if (fill != null) {
      fill.abandon();
    }
    exchange.trace.record(Step.STORAGE, reason);
    Slices slices = exchange.slices;
    CacheKey key = slices == null ? exchange.key : slices.whole();
    if (key != null && !exchange.passing) {
      mark(exchange, key, reason);
    }
    settle(exchange, Flight.Outcome.NOT_SHAREABLE);
  }

  private static void mark(Exchange exchange, CacheKey key, StorageReason reason) {
    ResponseHead head = exchange.originHead;
    if (exchange.asksRange() && head != null && head.status() == 416) {
      return; // a range behind the end says nothing of the object
    }
    long now = exchange.services.nowMillis();
    if (reason == StorageReason.INVALIDATED) {
      return; // the next answer may well be stored
    }
    if (reason == StorageReason.TOO_LARGE) {
      exchange.services.collapser().markTooLarge(key, now);
    } else {
      exchange.services.collapser().markNotShareable(key, now);
    }
  }

  /** One origin's push into one exchange. */
  private record Sink(ExchangeDriver driver, Exchange exchange) implements OriginSink {

    @Override
    public boolean head(ResponseHead head) throws IOException {
      TransferCodings.check(exchange, head);
      exchange.originHead = head;
      exchange.originSide().trailer = head.headers().joined("Trailer");
      exchange.originSide().arrivalMillis = exchange.services.nowMillis();
      exchange.moveTo(Phase.ORIGIN_RESPONSE);
      driver.advance(exchange);
      return exchange.takesBody();
    }

    @Override
    public void interim(ResponseHead head) throws IOException {
      if (exchange.phase() == Phase.FETCH && !exchange.headSent() && exchange.errorOf == null) {
        exchange.viewer.sendInterim(head.withHeaders(ViewerHeaders.endToEnd(head.headers())));
      }
    }

    @Override
    public void trailers(Headers trailers) {
      exchange.trailers = trailers;
    }

    @Override
    public void upgrade(ResponseHead head, OriginTunnel tunnel) throws IOException {
      driver.tunnels().open(driver, exchange, head, tunnel);
    }

    @Override
    public void body(ByteBuffer bytes) throws IOException {
      if (exchange.takesBody()) {
        PushTransfer.push(exchange, bytes);
      }
    }

    @Override
    public void flush() throws IOException {
      if (exchange.takesBody()) {
        PushTransfer.flush(exchange);
      }
    }

    @Override
    public void end() throws IOException {
      end(NOTHING.duplicate());
    }

    @Override
    public void end(ByteBuffer last) throws IOException {
      if (exchange.takesBody()) {
        PushTransfer.end(exchange, last);
        Phase next = SliceTurn.after(exchange);
        if (next == Phase.DONE && exchange.errorPage != null) {
          ErrorPages.send(driver, exchange);
        }
        exchange.moveTo(next);
        if (next == Phase.DONE) {
          driver.finish(exchange);
        }
      }
    }
  }
}
