// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.CacheTagRule;
import dev.edgefilter.internal.cache.UnsafeMethodRule;
import dev.edgefilter.internal.plan.DistributionPlan;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.Invalidation;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Drops what is stored of a resource that an unsafe method has changed (RFC 9111, 4.4). */
final class UnsafeInvalidation {

  private UnsafeInvalidation() {}

  /** Invalidates if the distribution wants it and the origin reports success; true when it did. */
  static boolean run(Exchange exchange, ResponseHead head) {
    if (!exchange.behavior().switches().on(FidelitySwitch.UNSAFE_METHODS_INVALIDATE)
        || exchange.originSide().generated != null
        || !UnsafeMethodRule.invalidates(exchange.request.method(), head.status())) {
      return false;
    }
    String own = keyed(exchange.distribution(), exchange.path, exchange.query);
    Set<String> paths = new LinkedHashSet<>(List.of(own));
    addTarget(exchange, head.headers().first("Location"), paths);
    addTarget(exchange, head.headers().first("Content-Location"), paths);
    OriginSide asked = exchange.originSide();
    CacheKey kept = exchange.key;
    if (kept != null) {
      // The answer is about to be stored in place of what it invalidates.
      paths.remove(own);
      asked.stamp =
          exchange
              .services
              .store()
              .supersede(kept, tags(exchange, head), own, asked.stamp, asked.arrivalMillis);
    }
    exchange
        .services
        .store()
        .invalidate(
            Invalidation.ofPaths(
                exchange.distribution().id(), List.copyOf(paths), asked.arrivalMillis));
    return true;
  }

  private static List<String> tags(Exchange exchange, ResponseHead head) {
    return CacheTagRule.tags(head.headers(), exchange.distribution().tagHeader());
  }

  private static void addTarget(Exchange exchange, @Nullable String reference, Set<String> paths) {
    URI target =
        reference == null
            ? null
            : UnsafeMethodRule.target(exchange.viewer.request(), reference.strip());
    String context = contextPath(exchange);
    if (target == null || !target.getRawPath().startsWith(context)) {
      return;
    }
    String path = target.getRawPath().substring(context.length());
    if (path.isEmpty() || path.startsWith("/")) {
      String rooted = exchange.distribution().withRootObject(path.isEmpty() ? "/" : path);
      paths.add(keyed(exchange.distribution(), rooted, target.getRawQuery()));
    }
  }

  /** What the viewer's path has in front of the path that patterns see. */
  private static String contextPath(Exchange exchange) {
    String whole = exchange.viewer.request().path();
    String inner = exchange.viewer.path();
    return whole.endsWith(inner) ? whole.substring(0, whole.length() - inner.length()) : "";
  }

  /** A path and query as the key of a GET has them. */
  private static String keyed(DistributionPlan distribution, String path, @Nullable String query) {
    String normalized = ReceiveStep.matchedPath(distribution, path);
    String kept = distribution.behaviorFor(normalized).key().keyQuery(query);
    return kept == null ? path : path + '?' + kept;
  }
}
