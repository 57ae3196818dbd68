// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.config.Switches;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.CacheTagRule;
import dev.edgefilter.internal.cache.HeadRule;
import dev.edgefilter.internal.cache.ReuseReason;
import dev.edgefilter.internal.cache.StorageDecision;
import dev.edgefilter.internal.cache.StorageFacts;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.cache.StorageRule;
import dev.edgefilter.internal.cache.ValidationRule;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.ResponseStore;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredResponse;
import java.util.Objects;

/** Decides whether the response is stored and opens the fill, or renews what a 304 confirmed. */
final class StoreStep {

  Phase run(Exchange exchange) {
    ResponseHead head = Objects.requireNonNull(exchange.originHead, "originHead");
    StoredResponse stored = exchange.stored;
    if (exchange.validating && head.status() == 304 && stored != null) {
      return renew(exchange, stored, ValidationRule.merged(stored.head(), head));
    }
    boolean coded = Compression.begin(exchange, head);
    CacheKey key = exchange.key;
    if (exchange.passing || key == null) {
      pass(exchange, head, coded);
      return Phase.VIEWER_RESPONSE;
    }
    StorageDecision decision = decide(exchange, head);
    StoredHead kept = decision.head();
    if (kept == null) {
      ResponseSide.stopStoring(exchange, decision.reason());
    } else {
      long length = coded ? -1 : lengthOf(exchange, head);
      fill(exchange, key, kept, length, decision.shareable());
    }
    return Phase.VIEWER_RESPONSE;
  }

  /** What is not stored for itself may still change what is. */
  private static void pass(Exchange exchange, ResponseHead head, boolean coded) {
    CacheKey own = exchange.key;
    CacheKey posted = PostedResponse.key(exchange, head);
    StorageDecision decision = null;
    if (posted != null) {
      exchange.key = posted;
      decision = decide(exchange, head);
    }
    StoredHead kept = decision == null ? null : decision.head();
    if (kept == null) {
      exchange.key = own;
    }
    boolean drops = UnsafeInvalidation.run(exchange, head);
    exchange.trace.record(Step.STORAGE, drops ? StorageReason.UNSAFE_METHOD : passReason(exchange));
    if (posted != null && decision != null && kept != null) {
      fill(exchange, posted, kept, coded ? -1 : lengthOf(exchange, head), decision.shareable());
    } else {
      updateByHead(exchange, head);
    }
  }

  /** RFC 9111, 4.3.5: what a GET stored goes on with the headers of this one, or goes. */
  private static void updateByHead(Exchange exchange, ResponseHead head) {
    StoredResponse stored = exchange.stored;
    if (stored == null
        || head.status() != 200
        || stored.head().status() != 200
        || !exchange.request.method().equals("HEAD")
        || !exchange.behavior().switches().on(FidelitySwitch.HEAD_UPDATES)) {
      return;
    }
    if (!HeadRule.agrees(stored.head(), stored.bodyBytes(), head)) {
      exchange.services.store().remove(stored);
      exchange.trace.record(Step.STORAGE, StorageReason.HEAD_DIFFERS);
      return;
    }
    StorageDecision decision = decide(exchange, ValidationRule.merged(stored.head(), head));
    StoredHead kept = decision.head();
    if (kept == null) {
      if (HeadRule.concernsEverybody(decision.reason())) {
        exchange.services.store().remove(stored);
      }
      exchange.trace.record(Step.STORAGE, decision.reason());
      return;
    }
    StoredHead renewed = Compression.confirmed(stored.head(), kept);
    if (exchange.services.store().refresh(stored, renewed, exchange.originSide().stamp)) {
      exchange.trace.record(Step.STORAGE, StorageReason.REFRESHED);
    }
  }

  private static long lengthOf(Exchange exchange, ResponseHead head) {
    Slices slices = exchange.slices;
    return slices == null ? ContentLength.of(head) : slices.fetchedBytes();
  }

  private static StorageReason passReason(Exchange exchange) {
    if (exchange.trace.reason(Step.REUSE) == ReuseReason.CACHING_DISABLED) {
      return StorageReason.CACHING_DISABLED;
    }
    if (exchange.trace.reason(Step.REUSE) == ReuseReason.NOT_SHAREABLE) {
      return StorageReason.NOT_SHAREABLE;
    }
    if (exchange.wish.noStore()) {
      return StorageReason.REQUEST_NO_STORE;
    }
    return exchange.request.method().equals("HEAD") ? StorageReason.HEAD : StorageReason.METHOD;
  }

  private static StorageDecision decide(Exchange exchange, ResponseHead head) {
    BehaviorPlan behavior = exchange.behavior();
    // The answers to POST and HEAD come here only for what they say of a GET.
    String written = exchange.request.method();
    String method = written.equals("POST") || written.equals("HEAD") ? "GET" : written;
    Switches switches = behavior.switches();
    OriginRequest asked = Objects.requireNonNull(exchange.originRequest, "originRequest");
    boolean authorization = asked.headers().contains("Authorization");
    StorageFacts facts =
        new StorageFacts(
            method,
            behavior.caches(method),
            behavior.forward().forwardsCookies(),
            switches.on(FidelitySwitch.COOKIES_GUARDED) && !exchange.cookiesKeyed(),
            switches.on(FidelitySwitch.AUTHORIZATION_GUARDED)
                && authorization
                && !exchange.authorizationKeyed(),
            exchange.slices != null,
            switches.on(FidelitySwitch.SESSION_GUARDED) && exchange.viewer.identityUsed(),
            exchange.wish.noStore(),
            exchange.originSide().askedMillis,
            exchange.originSide().arrivalMillis);
    StorageDecision decision =
        StorageRule.decide(facts, behavior.forward().view(exchange.request), head, behavior.ttl());
    if (decision.ttl() != null) {
      exchange.trace.record(Step.LIFETIME, decision.ttl().reason());
    }
    return decision.withTags(
        CacheTagRule.tags(head.headers(), exchange.distribution().tagHeader()));
  }

  private static void fill(
      Exchange exchange, CacheKey key, StoredHead kept, long length, boolean shareable) {
    ResponseStore store = exchange.services.store();
    CodedBody coded = exchange.coded;
    StoredHead head = coded == null ? kept : Compression.stored(kept, coded);
    ResponseWriter fill = store.begin(key, head, length, exchange.originSide().stamp);
    if (fill == null) {
      boolean large = length > store.maxBodyBytes();
      ResponseSide.stopStoring(exchange, large ? StorageReason.TOO_LARGE : StorageReason.NO_ROOM);
      return;
    }
    exchange.fill = new Fill(fill);
    exchange.storedTtlSeconds = ttlSeconds(head);
    exchange.trace.record(
        Step.STORAGE, exchange.slices == null ? StorageReason.STORED : StorageReason.SLICE);
    if (shareable) {
      exchange.services.collapser().markShareable(key);
    } else {
      exchange.services.collapser().markNotShareable(key, exchange.originSide().arrivalMillis);
      ResponseSide.settle(exchange, Flight.Outcome.NOT_SHAREABLE);
    }
  }

  private static long ttlSeconds(StoredHead head) {
    return (head.lifetimeMillis() - head.initialAgeMillis()) / 1000;
  }

  private static void settleRenewed(Exchange exchange, CacheKey key, boolean shared) {
    if (shared) {
      exchange.services.collapser().markShareable(key);
    } else {
      exchange.services.collapser().markNotShareable(key, exchange.originSide().arrivalMillis);
    }
    ResponseSide.settle(exchange, shared ? Flight.Outcome.STORED : Flight.Outcome.NOT_SHAREABLE);
  }

  /** RFC 9111, 4.3.4: the stored response goes on with the headers of the 304. */
  private static Phase renew(Exchange exchange, StoredResponse stored, ResponseHead merged) {
    StorageDecision decision = decide(exchange, merged);
    StoredHead renewed =
        decision.head() == null ? null : Compression.confirmed(stored.head(), decision.head());
    ResponseStore store = exchange.services.store();
    if (renewed == null) {
      store.remove(stored);
      exchange.trace.record(Step.STORAGE, decision.reason());
      ResponseSide.settle(exchange, Flight.Outcome.NOT_SHAREABLE);
    } else {
      boolean kept = store.refresh(stored, renewed, exchange.originSide().stamp);
      exchange.trace.record(
          Step.STORAGE, kept ? StorageReason.REFRESHED : StorageReason.INVALIDATED);
      exchange.storedTtlSeconds = kept ? ttlSeconds(renewed) : -1;
      if (kept) {
        settleRenewed(exchange, stored.key(), decision.shareable());
      } else {
        // It was taken away meanwhile; the next answer may well be shared.
        ResponseSide.settle(exchange, Flight.Outcome.NOT_SHAREABLE);
      }
    }
    exchange.trace.record(Step.ORIGIN, OriginReason.NOT_MODIFIED);
    exchange.source = BodySource.STORED;
    exchange.responseHead = renewed == null ? merged : merged.withHeaders(renewed.headers());
    exchange.result = merged.status() >= 400 ? ResultType.ERROR : ResultType.REFRESH_HIT;
    exchange.ageSeconds = renewed == null ? 0 : renewed.initialAgeMillis() / 1000;
    return Phase.VIEWER_RESPONSE;
  }
}
