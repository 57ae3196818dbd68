// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;

/** Writes down what is known of a finished exchange. */
final class ExchangeRecord {

  private ExchangeRecord() {}

  static AccessLogRecord of(Exchange exchange) {
    AccessLogRecord draft = exchange.draft;
    if (draft != null) {
      return draft.ended(
          exchange.services.nowMillis(),
          exchange.sentBytes,
          exchange.services.ticker().getAsLong() - exchange.startNanos);
    }
    RequestHead request = exchange.viewer.request();
    ResponseHead sent = exchange.sentHead;
    Headers headers = sent == null ? Headers.EMPTY : sent.headers();
    var distribution = exchange.distribution;
    var behavior = exchange.behaviorOrNull();
    return new AccessLogRecord(
        exchange.services.nowMillis(),
        distribution == null ? "" : distribution.id(),
        behavior == null ? "" : behavior.pattern().text(),
        exchange.requestId,
        exchange.viewer.address(),
        exchange.viewer.port(),
        request.method(),
        request.scheme(),
        request.host(),
        request.path(),
        request.query(),
        request.protocol(),
        request.header("Referer"),
        request.header("User-Agent"),
        request.joined("X-Forwarded-For"),
        sent == null ? 0 : sent.status(),
        headers.first("Content-Type"),
        sent == null ? -1 : ContentLength.of(sent),
        headers.first("Content-Range"),
        exchange.sentBytes,
        exchange.firstByteNanos,
        exchange.services.ticker().getAsLong() - exchange.startNanos,
        exchange.result,
        exchange.cutShort ? ResultType.ERROR : exchange.result,
        exchange.ageSeconds,
        exchange.trace);
  }
}
