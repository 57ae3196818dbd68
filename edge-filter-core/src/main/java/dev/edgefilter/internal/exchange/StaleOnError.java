// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.internal.cache.ReuseDecision;
import dev.edgefilter.internal.cache.ReuseReason;
import dev.edgefilter.internal.cache.ReuseRule;
import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.StoredResponse;

/** Lets a stored response stand in for an origin that failed (RFC 5861, 4). */
final class StaleOnError {

  private StaleOnError() {}

  /**
   * Prepares the exchange to serve what is stored; false when nothing may stand in.
   *
   * @param status what the viewer would get otherwise
   */
  static boolean serve(Exchange exchange, int status, long nowMillis) {
    StoredResponse stored = exchange.stored;
    ReuseDecision reuse = exchange.reuse;
    if (stored == null
        || (reuse != null && reuse.reason().ofRequest())
        || !exchange.viewer.mayBlock()
        || !ReuseRule.mayStandInForError(stored.head(), stored.staleFromMillis(), nowMillis)) {
      return false;
    }
    if (!exchange.holdsReader()) {
      BodyReader reader = exchange.services.store().read(stored);
      if (reader == null) {
        return false;
      }
      exchange.hold(reader);
    }
    // The origin is left alone for the error caching minimum TTL (CloudFront: stale content).
    long heldSeconds = exchange.behavior().ttl().errorTtls().seconds(status);
    stored.holdRefreshUntil(nowMillis + heldSeconds * 1000);
    exchange.trace.record(Step.REUSE, ReuseReason.STALE_IF_ERROR);
    exchange.source = BodySource.STORED;
    exchange.responseHead = stored.responseHead();
    exchange.result = ResultType.HIT;
    exchange.ageSeconds = ReuseRule.ageMillis(stored.head(), nowMillis) / 1000;
    ResponseSide.settle(exchange, Flight.Outcome.STORED);
    return true;
  }
}
