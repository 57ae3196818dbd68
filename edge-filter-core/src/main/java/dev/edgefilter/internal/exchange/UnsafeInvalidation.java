// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.UnsafeMethodRule;
import dev.edgefilter.internal.plan.DistributionPlan;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.Invalidation;
import dev.edgefilter.store.ResponseStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
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
    List<String> paths = new ArrayList<>();
    paths.add(keyed(exchange.distribution(), exchange.path, exchange.query));
    addTarget(exchange, head.headers().first("Location"), paths);
    addTarget(exchange, head.headers().first("Content-Location"), paths);
    drop(exchange, paths);
    return true;
  }

  private static void drop(Exchange exchange, List<String> paths) {
    ResponseStore store = exchange.services.store();
    OriginSide asked = exchange.originSide();
    long before = store.stamp();
    CacheKey key = exchange.key;
    boolean current = key != null && !store.isInvalidatedSince(key, List.of(), asked.stamp);
    store.invalidate(
        Invalidation.ofPaths(exchange.distribution().id(), paths, asked.arrivalMillis));
    // What the answer says of its own resource is newer than all that this drops. Each path takes
    // one stamp, so it can be told whether others have invalidated meanwhile.
    long after = store.stamp();
    if (current && after == before + paths.size()) {
      asked.stamp = after;
    }
  }

  private static void addTarget(Exchange exchange, @Nullable String reference, List<String> paths) {
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
