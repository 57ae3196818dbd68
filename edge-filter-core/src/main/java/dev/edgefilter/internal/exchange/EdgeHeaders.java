// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Reason;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.access.TokenRenewal;
import dev.edgefilter.internal.cache.ReuseDecision;
import dev.edgefilter.internal.cache.ReuseReason;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.store.CacheKey;
import org.jspecify.annotations.Nullable;

/**
 * What the edge says of itself on responses; each can be switched off.
 *
 * @param xCache {@code X-Cache}
 * @param age {@code Age} on stored responses
 * @param cacheStatus {@code Cache-Status} (RFC 9211)
 * @param cacheKey path and query of the key in {@code Cache-Status}
 * @param requestId {@code X-Amz-Cf-Id} and {@code X-Amz-Cf-Pop}
 * @param viaSent {@code Via}
 * @param via the edge's element of {@code Via}
 * @param pop the value of {@code X-Amz-Cf-Pop}
 * @param instance tells this engine from every other one; a token of HTTP
 */
public record EdgeHeaders(
    boolean xCache,
    boolean age,
    boolean cacheStatus,
    boolean cacheKey,
    boolean requestId,
    boolean viaSent,
    String via,
    String pop,
    String instance) {

  static final String CACHE = "EdgeFilter";

  private static final HitTexts TEXTS = new HitTexts();

  /** The same, but nothing is said. */
  EdgeHeaders silent() {
    return new EdgeHeaders(false, false, false, false, false, false, via, pop, instance);
  }

  /** Adds the lines to a head that may hold others of these names, which go. */
  void addTo(Headers.Builder headers, Exchange exchange) {
    if (exchange.ageSeconds >= 0) {
      headers.remove("Age"); // else what the origin says of a response that is not stored
    }
    if (xCache) {
      headers.remove("X-Cache");
    }
    if (requestId) {
      headers.remove("X-Amz-Cf-Pop").remove("X-Amz-Cf-Id");
    }
    writeTo(headers::add, exchange);
  }

  /** Writes the lines behind a head that holds none of these names but Via and Cache-Status. */
  void writeTo(LineSink sink, Exchange exchange) {
    if (age && exchange.ageSeconds >= 0) {
      sink.addLine("Age", TEXTS.age(exchange.ageSeconds));
    }
    if (xCache) {
      sink.addLine("X-Cache", exchange.result.xCache());
    }
    if (viaSent) {
      sink.addLine("Via", via);
    }
    if (requestId) {
      sink.addLine("X-Amz-Cf-Pop", pop);
      sink.addLine("X-Amz-Cf-Id", exchange.requestId);
    }
    if (cacheStatus) {
      String status = cacheStatus(exchange);
      sink.addLine("Cache-Status", cacheKey ? withKey(status, exchange.key) : status);
    }
    TokenRenewal renewal = exchange.renewal;
    if (renewal != null && isSuccess(exchange.sentStatus)) {
      sink.addLine("Set-Cookie", renewal.setCookie());
    }
  }

  private static boolean isSuccess(int status) {
    return (status >= 200 && status < 300) || status == 304;
  }

  /** RFC 9211, 2: hit or fwd with its reason, then what was stored, then our reason as detail. */
  private static String cacheStatus(Exchange exchange) {
    ReuseDecision reuse = exchange.reuse;
    Reason decisive = exchange.trace.decisive();
    boolean collapsed = exchange.trace.reason(Step.COLLAPSE) == CollapseReason.COLLAPSED;
    if (exchange.source == BodySource.STORED
        && exchange.originRequest == null
        && reuse != null
        && decisive != null
        && !collapsed) {
      return TEXTS.status(reuse.ttlSeconds(), decisive);
    }
    StringBuilder text = new StringBuilder(64).append(CACHE);
    switch (exchange.source) {
      case STORED -> appendStored(text, exchange);
      case ORIGIN -> appendForwarded(text, exchange);
      case GENERATED -> {
        // Why a viewer was turned away is for operators: the trace and the log have it.
        return text.toString();
      }
    }
    Reason reason = exchange.trace.decisive();
    if (reason != null) {
      text.append("; detail=").append(reason.token());
    }
    return text.toString();
  }

  /** RFC 9211, 2.7; a string holds visible ASCII only (RFC 8941, 3.3.3). */
  private static String withKey(String status, @Nullable CacheKey key) {
    if (key == null) {
      return status;
    }
    String shown = key.pathAndQuery();
    StringBuilder text = new StringBuilder(status).append("; key=\"");
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c < ' ' || c > '~') {
        return status;
      }
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    return text.append('"').toString();
  }

  private static void appendStored(StringBuilder text, Exchange exchange) {
    if (exchange.originRequest != null) {
      text.append("; fwd=").append(forwardReason(exchange));
      ResponseHead origin = exchange.originHead;
      if (origin != null) {
        text.append("; fwd-status=").append(origin.status());
      }
      appendStorage(text, exchange);
      return;
    }
    // Who waited for another viewer's fetch was forwarded together with it (RFC 9211, 2.6).
    boolean collapsed = exchange.trace.reason(Step.COLLAPSE) == CollapseReason.COLLAPSED;
    text.append(collapsed ? "; fwd=miss; collapsed" : "; hit");
    ReuseDecision reuse = exchange.reuse;
    if (reuse != null) {
      text.append("; ttl=").append(reuse.ttlSeconds());
    }
  }

  private static void appendForwarded(StringBuilder text, Exchange exchange) {
    text.append("; fwd=").append(forwardReason(exchange));
    ResponseHead origin = exchange.originHead;
    if (origin != null && origin.status() != exchange.sentStatus) {
      text.append("; fwd-status=").append(origin.status());
    }
    appendStorage(text, exchange);
  }

  private static void appendStorage(StringBuilder text, Exchange exchange) {
    Reason storage = exchange.trace.reason(Step.STORAGE);
    if (storage == StorageReason.STORED
        || storage == StorageReason.SLICE
        || storage == StorageReason.REFRESHED) {
      text.append("; stored");
      if (exchange.storedTtlSeconds >= 0) {
        text.append("; ttl=").append(exchange.storedTtlSeconds);
      }
    }
  }

  /** The words of RFC 9211, 2.2. */
  private static String forwardReason(Exchange exchange) {
    ReuseDecision decision = exchange.reuse;
    if (decision != null) {
      return decision.reason().ofRequest() ? "request" : "stale";
    }
    Reason reason = exchange.trace.reason(Step.REUSE);
    if (reason instanceof ReuseReason reuse) {
      return switch (reuse) {
        case METHOD -> "method";
        case VARY -> "vary-miss";
        case NOT_STORED, BODY_LOST -> "uri-miss";
        case REQUEST_NO_CACHE,
            REQUEST_NO_STORE,
            REQUEST_MAX_AGE,
            REQUEST_MIN_FRESH,
            ORIGIN_CONDITION ->
            "request";
        case CACHING_DISABLED, NOT_SHAREABLE, UPGRADE, ONLY_IF_CACHED -> "bypass";
        case STALE,
            REQUEST_MAX_STALE,
            INVALIDATED_SOFT,
            NO_CACHE,
            STALE_IF_ERROR,
            STALE_WHILE_REVALIDATE,
            FRESH,
            SLICE ->
            "stale";
      };
    }
    return "bypass";
  }
}
