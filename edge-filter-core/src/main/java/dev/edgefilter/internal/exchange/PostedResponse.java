// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.KeyRule;
import dev.edgefilter.internal.cache.PostRule;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.store.CacheKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the answer to a POST for those who GET the same resource (RFC 9110, 9.3.3). */
final class PostedResponse {

  private PostedResponse() {}

  /** The key of a GET for the same resource, or null when the answer does not stand for it. */
  static @Nullable CacheKey key(Exchange exchange, ResponseHead head) {
    BehaviorPlan behavior = exchange.behavior();
    if (!exchange.request.method().equals("POST")
        || !behavior.switches().on(FidelitySwitch.POST_STORED)
        || !behavior.caches("GET")
        || exchange.originSide().generated != null
        || !PostRule.answersGet(exchange.viewer.request(), head, behavior.ttl())
        || !wasToldAsMuch(exchange)) {
      return null;
    }
    CacheKey key = behavior.key().key(exchange.request, exchange.path, exchange.query);
    return isPersonal(exchange, key) ? null : key;
  }

  /**
   * A POST may tell the origin more than a GET does, and then its answer may depend on that. What a
   * function does to a GET is not known here.
   */
  private static boolean wasToldAsMuch(Exchange exchange) {
    BehaviorPlan behavior = exchange.behavior();
    return behavior.function(FunctionEvent.VIEWER_REQUEST) == null
        && behavior.function(FunctionEvent.ORIGIN_REQUEST) == null
        && exchange
            .forward()
            .tellsWhatGetTells(exchange.forward("GET"), exchange.request, exchange.query);
  }

  /** What a viewer sends to change something is rarely for others, whatever the switches say. */
  private static boolean isPersonal(Exchange exchange, CacheKey key) {
    Headers asked = Objects.requireNonNull(exchange.originRequest, "originRequest").headers();
    String cookies = asked.joined("Cookie");
    return exchange.viewer.identityUsed()
        || asked.contains("Authorization")
        || (cookies != null && !cookies.equals(KeyRule.cookiePart(key)));
  }
}
