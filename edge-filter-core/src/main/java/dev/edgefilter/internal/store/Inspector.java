// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoreQuery;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredSummary;
import dev.edgefilter.store.StoredSummary.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Finds the first responses of a query in one pass; holds no more than those. */
final class Inspector {
  private static final Comparator<Found> BY_PATH =
      Comparator.comparing((Found found) -> found.variant().key().pathAndQuery())
          .thenComparing(found -> found.variant().key());

  private final StoreQuery query;
  private final long nowMillis;
  private final Comparator<Found> order =
      Comparator.comparingLong(Found::rank).thenComparing(BY_PATH);

  /** The last one of those found so far is at its head. */
  private final PriorityQueue<Found> found;

  /** A response and what it is sorted by, which may change meanwhile. */
  private record Found(long rank, Variant variant) {}

  Inspector(StoreQuery query, long nowMillis) {
    this.query = query;
    this.nowMillis = nowMillis;
    this.found = new PriorityQueue<>(query.limit() + 1, order.reversed());
  }

  private long rank(Variant variant) {
    return switch (query.order()) {
      case PATH -> 0;
      case LARGEST -> -variant.bodyBytes();
      case MOST_USED -> -variant.uses();
      case SOONEST_TO_EXPIRE -> expiresAtMillis(variant);
    };
  }

  void offer(Variant variant) {
    if (!matches(variant)) {
      return;
    }
    Found added = new Found(rank(variant), variant);
    Found last = found.size() < query.limit() ? null : found.peek();
    if (last == null || order.compare(added, last) < 0) {
      found.add(added);
      if (last != null) {
        found.poll();
      }
    }
  }

  List<StoredSummary> result() {
    List<Found> sorted = new ArrayList<>(found);
    sorted.sort(order);
    List<StoredSummary> summaries = new ArrayList<>(sorted.size());
    for (Found each : sorted) {
      summaries.add(summary(each.variant()));
    }
    return summaries;
  }

  private boolean matches(Variant variant) {
    CacheKey key = variant.key();
    if (query.order() == StoreQuery.Order.SOONEST_TO_EXPIRE
        && expiresAtMillis(variant) <= nowMillis) {
      return false;
    }
    return (query.distributionId().isEmpty() || key.distributionId().equals(query.distributionId()))
        && (query.prefix().isEmpty() || key.pathAndQuery().startsWith(query.prefix()))
        && (query.tag().isEmpty() || variant.head().tags().contains(query.tag()));
  }

  private static long expiresAtMillis(Variant variant) {
    StoredHead head = variant.head();
    long lifetime = head.alwaysValidate() ? 0 : head.lifetimeMillis() - head.initialAgeMillis();
    return Math.min(head.arrivalMillis() + lifetime, variant.staleFromMillis());
  }

  private static StoredSummary summary(Variant variant) {
    CacheKey key = variant.key();
    return new StoredSummary(
        key.distributionId(),
        key.path(),
        key.query(),
        variant.head().varyNames(),
        variant.head().status(),
        variant.bodyBytes(),
        variant.uses(),
        variant.head().arrivalMillis(),
        expiresAtMillis(variant),
        variant.head().tags(),
        place(variant.content().memory()));
  }

  private static Place place(@Nullable Body memory) {
    if (memory == null) {
      return Place.FILE;
    }
    return memory.isHot() ? Place.HOT : Place.WARM;
  }
}
