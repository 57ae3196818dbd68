// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.Headers;

/** Prints {@code Server-Timing} of one exchange (CloudFront: Server-Timing header). */
final class ServerTiming {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private ServerTiming() {}

  /**
   * The value for a response whose head is about to go out.
   *
   * @param head what would go out; metrics of the origin in it are kept when it has just been asked
   */
  static String value(Exchange exchange, Headers head) {
    StringBuilder text = new StringBuilder(160);
    boolean hit = exchange.source == BodySource.STORED && exchange.originRequest == null;
    boolean refreshed = exchange.source == BodySource.STORED && !hit;
    if (exchange.source == BodySource.ORIGIN) {
      add(text, "cdn-upstream-layer;desc=\"EDGE\"");
    }
    if (exchange.originHead != null) {
      addUpstream(text, exchange);
    }
    add(text, hit ? "cdn-cache-hit" : refreshed ? "cdn-cache-refresh" : "cdn-cache-miss");
    add(text, "cdn-pop;desc=\"" + exchange.services.signature().pop() + '"');
    add(text, "cdn-rid;desc=\"" + exchange.requestId + '"');
    if (hit) {
      add(text, "cdn-hit-layer;desc=\"EDGE\"");
    }
    long nanos = exchange.services.ticker().getAsLong() - exchange.startNanos;
    add(text, "cdn-downstream-fbl;dur=" + nanos / NANOS_PER_MILLI);
    String own = exchange.source == BodySource.ORIGIN ? head.joined("Server-Timing") : null;
    if (own != null) {
      add(text, own);
    }
    return text.toString();
  }

  /** Where the application is the origin nothing is looked up and nothing connected. */
  private static void addUpstream(StringBuilder text, Exchange exchange) {
    OriginSide side = exchange.originSide();
    if (exchange.behavior().origin().isSelf()) {
      add(text, "cdn-upstream-dns;dur=0");
      add(text, "cdn-upstream-connect;dur=0");
    }
    add(text, "cdn-upstream-fbl;dur=" + Math.max(0, side.arrivalMillis - side.askedMillis));
  }

  private static void add(StringBuilder text, String metric) {
    text.append(text.length() == 0 ? "" : ",").append(metric);
  }
}
