// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.response.ViewerHeaders;
import dev.edgefilter.origin.OriginTunnel;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Connects viewers and origins that leave HTTP (CloudFront: Using WebSockets), and knows who is
 * connected.
 */
final class Tunnels implements AutoCloseable {

  private final Set<OriginTunnel> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Ends all, as nobody is there any more who would. */
  @Override
  public void close() {
    closed = true;
    open.forEach(OriginTunnel::close);
  }

  /** The exchange is parked until either side closes; no function sees a 101. */
  void open(ExchangeDriver driver, Exchange exchange, ResponseHead head, OriginTunnel tunnel)
      throws IOException {
    exchange.trace.record(Step.ORIGIN, OriginReason.UPGRADED);
    exchange.originHead = head;
    ResponseHead sent = head.withHeaders(forViewer(head.headers()));
    exchange.sentHead = sent;
    exchange.sentStatus = head.status();
    exchange.result = ResultType.MISS;
    exchange.draft = ExchangeRecord.of(exchange);
    exchange.moveTo(Phase.PARKED);
    exchange.handedOver = true;
    boolean opened = false;
    this.open.add(tunnel);
    try {
      exchange.viewer.upgrade(
          sent,
          tunnel,
          bytes -> {
            this.open.remove(tunnel);
            ended(driver, exchange, bytes);
          });
      opened = true;
    } finally {
      if (closed) {
        tunnel.close();
      }
      if (!opened) {
        this.open.remove(tunnel);
        exchange.handedOver = false;
        exchange.draft = null;
        tunnel.close();
      }
    }
  }

  private static Headers forViewer(Headers headers) {
    @Nullable String protocol = headers.joined("Upgrade");
    Headers.Builder kept = ViewerHeaders.endToEnd(headers).toBuilder();
    kept.set("Connection", "Upgrade");
    if (protocol != null) {
      kept.set("Upgrade", protocol);
    }
    return kept.build();
  }

  private static void ended(ExchangeDriver driver, Exchange exchange, long viewerBytes) {
    exchange.sentBytes = viewerBytes;
    if (exchange.phase() == Phase.PARKED) {
      exchange.moveTo(Phase.DONE);
    }
    driver.finish(exchange);
  }
}
