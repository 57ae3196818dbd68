// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.internal.cache.RequestWish;
import dev.edgefilter.internal.cache.Reuse;
import dev.edgefilter.internal.cache.ReuseDecision;
import dev.edgefilter.internal.cache.ReuseReason;
import dev.edgefilter.internal.cache.ReuseRule;
import dev.edgefilter.internal.cache.VaryRule;
import dev.edgefilter.internal.plan.BehaviorPlan;
import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoredResponse;
import org.jspecify.annotations.Nullable;

/** Finds a stored response and decides whether it answers; else leads a fetch or waits for one. */
final class LookupStep {

  /** A waiter looks again this often before it asks the origin itself. */
  private static final int MOST_ROUNDS = 4;

  Phase run(Exchange exchange) {
    Flight waited = exchange.takeWait();
    if (waited != null) {
      return unparked(exchange, waited);
    }
    Slices slices = exchange.slices;
    return slices == null ? first(exchange) : rounds(exchange, slices.key());
  }

  private static Phase first(Exchange exchange) {
    BehaviorPlan behavior = exchange.behavior();
    if (behavior.switches().on(FidelitySwitch.REQUEST_DIRECTIVES_HONOURED)) {
      exchange.wish = RequestWish.of(exchange.request);
    }
    ReuseReason bypass = bypass(exchange, behavior);
    if (bypass != null) {
      return pass(exchange, bypass);
    }
    CacheKey key = behavior.key().key(exchange.request, exchange.path, exchange.query);
    exchange.key = key;
    return rounds(exchange, key);
  }

  private static Phase rounds(Exchange exchange, CacheKey first) {
    CacheKey key = first;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Phase next = look(exchange, key);
      if (next != null) {
        return next;
      }
      key = exchange.key == null ? first : exchange.key; // of a slice, or of the whole again
    }
    return alone(exchange);
  }

  private static @Nullable ReuseReason bypass(Exchange exchange, BehaviorPlan behavior) {
    if (exchange.viewer.upgrades()) {
      return ReuseReason.UPGRADE;
    }
    if (behavior.ttl().cachingDisabled()) {
      return ReuseReason.CACHING_DISABLED;
    }
    if (!behavior.caches(exchange.request.method())) {
      return ReuseReason.METHOD;
    }
    return exchange.wish.noStore() ? ReuseReason.REQUEST_NO_STORE : condition(exchange, behavior);
  }

  /** A cache cannot tell whether these still hold; it asks (RFC 9111, 4.3.2). */
  private static @Nullable ReuseReason condition(Exchange exchange, BehaviorPlan behavior) {
    return behavior.switches().on(FidelitySwitch.CONDITIONS_FORWARDED)
            && (exchange.request.header("If-Match") != null
                || exchange.request.header("If-Unmodified-Since") != null)
        ? ReuseReason.ORIGIN_CONDITION
        : null;
  }

  private static Phase pass(Exchange exchange, ReuseReason reason) {
    if (exchange.wish.onlyIfCached()) {
      return onlyIfCached(exchange);
    }
    exchange.passing = true;
    exchange.trace.record(Step.REUSE, reason);
    return Phase.ORIGIN_REQUEST;
  }

  /** One look into the store; null when the exchange has waited and should look again. */
  private static @Nullable Phase look(Exchange exchange, CacheKey key) {
    long now = exchange.services.nowMillis();
    ReuseDecision decision = find(exchange, key, now);
    if (decision != null && decision.reuse() == Reuse.SERVE) {
      if (exchange.slices == null && SliceTurn.outlivesError(exchange, key, now)) {
        return null;
      }
      Phase served = serve(exchange, decision);
      if (served != null) {
        return served;
      }
      decision = null;
    }
    if (exchange.wish.onlyIfCached()) {
      return onlyIfCached(exchange, decision);
    }
    if (decision != null && decision.reason().ofRequest()) {
      return alone(exchange); // what others wait for may be older than this viewer accepts
    }
    if (isHead(exchange)) {
      return head(exchange, key, decision);
    }
    if (exchange.slices == null && SliceTurn.begins(exchange, key, now)) {
      return null;
    }
    boolean stale = decision != null && decision.reuse() == Reuse.SERVE_WHILE_REVALIDATED;
    if (!stale && exchange.slices == null && exchange.services.collapser().isMarked(key, now)) {
      return marked(exchange);
    }
    if (!stale && !collapses(exchange)) {
      exchange.trace.record(Step.COLLAPSE, CollapseReason.COOKIES_FORWARDED);
      return Phase.ORIGIN_REQUEST;
    }
    Flight mine = exchange.services.collapser().lead(key);
    if (mine != null) {
      return lead(exchange, key, mine);
    }
    if (stale && decision != null) {
      Phase served = serve(exchange, decision);
      if (served != null) {
        return served;
      }
    }
    return await(exchange, key);
  }

  /** What is stale and allowed, or 504 (RFC 9111, 5.2.1.7). */
  private static Phase onlyIfCached(Exchange exchange, @Nullable ReuseDecision decision) {
    Phase served =
        decision != null && decision.reuse() == Reuse.SERVE_WHILE_REVALIDATED
            ? serve(exchange, decision)
            : null;
    return served == null ? onlyIfCached(exchange) : served;
  }

  private static Phase onlyIfCached(Exchange exchange) {
    exchange.trace.end(Step.REUSE, ReuseReason.ONLY_IF_CACHED);
    return exchange.answer(
        Refusals.error(504, "Nothing that may answer is stored.", exchange.requestId),
        ResultType.ERROR);
  }

  /** CloudFront does not collapse where cookies are forwarded. */
  private static boolean collapses(Exchange exchange) {
    return exchange.behavior().switches().on(FidelitySwitch.COLLAPSED_WITH_COOKIES)
        || !exchange.behavior().forward().forwardsCookies();
  }

  private static boolean isHead(Exchange exchange) {
    return exchange.request.method().equals("HEAD");
  }

  private static @Nullable ReuseDecision find(Exchange exchange, CacheKey key, long now) {
    StoredResponse[] variants = exchange.services.store().find(key);
    StoredResponse stored = select(exchange, variants);
    exchange.stored = stored;
    if (stored == null) {
      exchange.reuse = null;
      exchange.trace.record(
          Step.REUSE, variants.length == 0 ? ReuseReason.NOT_STORED : ReuseReason.VARY);
      return null;
    }
    ReuseDecision decision = decide(exchange, stored, now);
    exchange.reuse = decision;
    exchange.trace.record(Step.REUSE, decision.reason());
    return decision;
  }

  /** Which of the variants is for this viewer. */
  static @Nullable StoredResponse select(Exchange exchange, StoredResponse[] variants) {
    if (variants.length == 0) {
      return null;
    }
    boolean varies = variants.length > 1 || !variants[0].head().varyNames().isEmpty();
    return varies && exchange.behavior().switches().on(FidelitySwitch.VARY_SELECTS)
        ? VaryRule.select(variants, exchange.behavior().forward().view(exchange.request))
        : variants[0];
  }

  /** Whether it answers this viewer now. */
  static ReuseDecision decide(Exchange exchange, StoredResponse stored, long now) {
    return ReuseRule.decide(
        stored.head(),
        stored.refreshHeldUntilMillis(),
        stored.staleFromMillis(),
        now,
        exchange.wish);
  }

  /** Serves from the store; null when the body is gone. */
  private static @Nullable Phase serve(Exchange exchange, ReuseDecision decision) {
    StoredResponse stored = exchange.stored;
    if (stored == null) {
      return null;
    }
    BodyReader reader = exchange.services.store().read(stored);
    if (reader == null) {
      exchange.stored = null;
      exchange.reuse = null;
      exchange.trace.record(Step.REUSE, ReuseReason.BODY_LOST);
      return null;
    }
    exchange.hold(reader);
    exchange.reuse = decision;
    exchange.ageSeconds = decision.ageSeconds();
    exchange.source = BodySource.STORED;
    exchange.responseHead = stored.responseHead();
    if (exchange.slices != null && decision.reason() == ReuseReason.FRESH) {
      exchange.trace.record(Step.REUSE, ReuseReason.SLICE);
    }
    exchange.result = stored.head().status() >= 400 ? ResultType.ERROR : ResultType.HIT;
    return Phase.VIEWER_RESPONSE;
  }

  /** A HEAD may use what a GET stored, and wait for one; alone it is not stored. */
  private static @Nullable Phase head(
      Exchange exchange, CacheKey key, @Nullable ReuseDecision decision) {
    if (decision != null && decision.reuse() == Reuse.SERVE_WHILE_REVALIDATED) {
      Phase served = serve(exchange, decision);
      if (served != null) {
        return served;
      }
    }
    if (collapses(exchange) && exchange.services.collapser().underWay(key) != null) {
      return await(exchange, key);
    }
    return alone(exchange);
  }

  /** Asks the origin without leading others; an answer to HEAD is never stored. */
  private static Phase alone(Exchange exchange) {
    exchange.passing |= isHead(exchange);
    return Phase.ORIGIN_REQUEST;
  }

  /** Not shareable a moment ago: no queue, and a viewer's range or condition reaches the origin. */
  private static Phase marked(Exchange exchange) {
    boolean shaped =
        exchange.request.header("Range") != null
            || exchange.request.header("If-None-Match") != null
            || exchange.request.header("If-Modified-Since") != null;
    if (shaped && exchange.stored == null) {
      exchange.passing = true;
      exchange.trace.record(Step.REUSE, ReuseReason.NOT_SHAREABLE);
    }
    return Phase.ORIGIN_REQUEST;
  }

  private static @Nullable Phase lead(Exchange exchange, CacheKey key, Flight mine) {
    // A fetch may have ended between the look and the lead; without a second look it would be
    // fetched twice.
    ReuseDecision decision = find(exchange, key, exchange.services.nowMillis());
    if (decision != null && decision.reuse() == Reuse.SERVE) {
      exchange.services.collapser().settle(mine, Flight.Outcome.STORED);
      return serve(exchange, decision);
    }
    exchange.flight = mine;
    exchange.trace.record(Step.COLLAPSE, CollapseReason.LEADS);
    return Phase.ORIGIN_REQUEST;
  }

  private static @Nullable Phase await(Exchange exchange, CacheKey key) {
    RequestCollapser collapser = exchange.services.collapser();
    Flight other = collapser.underWay(key);
    if (other == null) {
      return null;
    }
    if (parks(exchange)) {
      exchange.waitFor(other);
      return Phase.PARKED;
    }
    Flight.Outcome outcome = collapser.await(other);
    exchange.trace.record(Step.COLLAPSE, reason(outcome));
    return outcome == Flight.Outcome.STORED || looksAgain(exchange, outcome)
        ? null
        : alone(exchange);
  }

  /** The application must not be called by the dispatch that ends the wait, so it is waited for. */
  private static boolean parks(Exchange exchange) {
    return !exchange.behavior().mayAskApplication()
        && exchange.errorOf == null
        && !exchange.headSent()
        && exchange.viewer.canPark();
  }

  private static Phase unparked(Exchange exchange, Flight waited) {
    Flight.Outcome outcome = waited.outcome();
    exchange.services.collapser().unparked(waited, exchange.viewer);
    exchange.trace.record(Step.COLLAPSE, reason(outcome));
    CacheKey key = exchange.key;
    boolean again = outcome == Flight.Outcome.STORED || looksAgain(exchange, outcome);
    if (!again || key == null || ++exchange.waits >= MOST_ROUNDS) {
      return alone(exchange);
    }
    return rounds(exchange, exchange.key == null ? key : exchange.key);
  }

  /** A slice that another did not get: the next one leads, or goes on without slices. */
  private static boolean looksAgain(Exchange exchange, Flight.@Nullable Outcome outcome) {
    Slices slices = exchange.slices;
    if (slices == null || outcome == null) {
      return false;
    }
    long now = exchange.services.nowMillis();
    boolean unsliceable = exchange.services.collapser().isUnsliceable(slices.whole(), now);
    if (unsliceable && !exchange.headSent()) {
      exchange.slices = null;
      exchange.key = slices.whole();
      return true;
    }
    return outcome == Flight.Outcome.FAILED;
  }

  private static CollapseReason reason(Flight.@Nullable Outcome outcome) {
    if (outcome == null) {
      return CollapseReason.WAIT_LIMIT;
    }
    return switch (outcome) {
      case STORED -> CollapseReason.COLLAPSED;
      case NOT_SHAREABLE -> CollapseReason.NOT_SHAREABLE;
      case FAILED -> CollapseReason.FAILED;
    };
  }
}
