// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.PostRule;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.store.CacheKey;
import org.jspecify.annotations.Nullable;

/** Keeps the answer to a POST for those who GET the same resource (RFC 9110, 9.3.3). */
final class PostedResponse {

  private PostedResponse() {}

  /** The key of a GET for the same resource, or null when the answer does not stand for it. */
  static @Nullable CacheKey key(Exchange exchange, ResponseHead head) {
    BehaviorPlan behavior = exchange.behavior();
    return exchange.request.method().equals("POST")
            && behavior.switches().on(FidelitySwitch.POST_STORED)
            && behavior.caches("GET")
            && exchange.originSide().generated == null
            && PostRule.answersGet(exchange.viewer.request(), head, behavior.ttl())
        ? behavior.key().key(exchange.request, exchange.path, exchange.query)
        : null;
  }
}
