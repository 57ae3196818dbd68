// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.RangeSet;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.Reuse;
import dev.edgefilter.internal.cache.ReuseDecision;
import dev.edgefilter.internal.cache.ReuseRule;
import dev.edgefilter.internal.cache.SliceReason;
import dev.edgefilter.internal.cache.SliceRule;
import dev.edgefilter.internal.cache.SliceValidator;
import dev.edgefilter.internal.cache.VaryRule;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.ResponseStore;
import dev.edgefilter.store.StoredResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Begins, checks and ends the slices of an exchange; the phases in between are the usual ones. */
final class SliceTurn {

  private SliceTurn() {}

  /**
   * Whether a miss of the whole object is answered from slices; from here on the key is theirs. An
   * error that is kept for the whole counts as a miss.
   */
  static boolean begins(Exchange exchange, CacheKey whole, long nowMillis) {
    return begins(exchange, whole, nowMillis, false);
  }

  /**
   * Whether a slice is stored that may answer although an error is kept for the whole object, which
   * hides only what would have to be asked for.
   */
  static boolean outlivesError(Exchange exchange, CacheKey whole, long nowMillis) {
    return exchange.stored != null && begins(exchange, whole, nowMillis, true);
  }

  private static boolean begins(
      Exchange exchange, CacheKey whole, long nowMillis, boolean onlyStored) {
    long sliceBytes = exchange.services.sliceBytes();
    if (sliceBytes == 0 || holdsAnswer(exchange)) {
      return false;
    }
    String range = exchange.request.header("Range");
    if (range == null || !mayAsk(exchange)) {
      return false;
    }
    RequestCollapser collapser = exchange.services.collapser();
    RangeSet ranges = RangeSet.parse(range);
    Slices slices = ranges.size() == 1 ? new Slices(whole, ranges, sliceBytes) : null;
    boolean there = slices != null && mayAnswer(exchange, slices.key(), nowMillis);
    boolean large = there || collapser.isLarge(whole, nowMillis);
    if (collapser.isMarked(whole, nowMillis) && !large) {
      return false; // not shareable: the viewer's own range passes
    }
    SliceReason reason =
        SliceRule.decide(ranges, large, collapser.isUnsliceable(whole, nowMillis), sliceBytes);
    if (onlyStored && !(there && reason.sliced())) {
      return false;
    }
    exchange.trace.record(Step.SLICE, reason);
    if (slices == null || !reason.sliced()) {
      return false;
    }
    exchange.slices = slices;
    exchange.key = slices.key();
    return true;
  }

  /** Whether what is stored of the whole says more of it than that the origin failed. */
  private static boolean holdsAnswer(Exchange exchange) {
    StoredResponse stored = exchange.stored;
    return stored != null && !SliceRule.leavesSlices(stored.head().status());
  }

  /** Whether a slice is stored that is fresh, or may stand in for the error that is kept. */
  private static boolean mayAnswer(Exchange exchange, CacheKey key, long nowMillis) {
    StoredResponse slice = LookupStep.select(exchange, exchange.services.store().find(key));
    if (slice == null) {
      return false;
    }
    ReuseDecision decision = LookupStep.decide(exchange, slice, nowMillis);
    StoredResponse error = exchange.stored;
    return decision.reuse() != Reuse.REVALIDATE
        || (error != null
            && error.head().status() >= 500
            && !decision.reason().ofRequest()
            && ReuseRule.mayStandInForError(slice.head(), slice.staleFromMillis(), nowMillis));
  }

  /** An application is called once per request, so it cannot be asked slice by slice. */
  private static boolean mayAsk(Exchange exchange) {
    return exchange.request.method().equals("GET")
        && !exchange.behavior().mayAskApplication()
        && exchange.services.sliceBytes() <= exchange.services.store().maxBodyBytes();
  }

  /**
   * Looks at what the origin answered to the request for a slice.
   *
   * @return null to go on; LOOKUP when the answer is a part that is of no use
   */
  static @Nullable Phase answered(Exchange exchange, Slices slices, ResponseHead head)
      throws IOException {
    boolean confirmed = head.status() == 304 && exchange.validating;
    boolean replaced = exchange.originSide().replacedBody != null;
    if (confirmed || (!replaced && SliceRule.isSlice(head, slices.start(), slices.sliceBytes()))) {
      slices.expect(head);
      return null;
    }
    if (exchange.headSent()) {
      throw new SliceChangedException(exchange.path, slices.start(), "status " + head.status());
    }
    boolean useless = head.status() == 206 && !replaced;
    // A range behind the end says nothing of the object, nor does a failure of the origin.
    if (!SliceRule.leavesSlices(head.status()) && head.status() != 416) {
      exchange
          .services
          .collapser()
          .markUnsliceable(
              slices.whole(), exchange.services.nowMillis(), useless || head.status() == 200);
      exchange.trace.record(Step.SLICE, SliceReason.NOT_SLICEABLE);
    }
    leave(exchange, slices, !useless);
    return useless ? Phase.LOOKUP : null;
  }

  /** Goes on as without slices; others who want the whole wait for this answer, if it is one. */
  private static void leave(Exchange exchange, Slices slices, boolean answers) {
    RequestCollapser collapser = exchange.services.collapser();
    Flight whole = answers ? collapser.lead(slices.whole()) : null;
    ResponseSide.settle(exchange, Flight.Outcome.NOT_SHAREABLE);
    exchange.flight = whole;
    forget(exchange);
    exchange.slices = null;
    exchange.key = slices.whole();
  }

  /** What was stored of the present slice is no longer looked at. */
  private static void forget(Exchange exchange) {
    var reader = exchange.takeReader();
    if (reader != null) {
      reader.close();
    }
    exchange.stored = null;
    exchange.validating = false;
  }

  /**
   * Compares a slice with those before it; a body is never mixed.
   *
   * @return false when what is stored is older than what was seen before, so that the slice must be
   *     looked up again
   * @throws SliceChangedException when the head of the other representation is sent already
   */
  static boolean agrees(Exchange exchange, Slices slices, ResponseHead head) throws IOException {
    SliceValidator mine = SliceValidator.of(head.headers());
    SliceValidator agreed = slices.validator();
    if (mine == null) {
      throw new SliceChangedException(exchange.path, slices.start(), "it has no validator");
    }
    if (agreed == null || agreed.equals(mine)) {
      slices.validator(mine);
      return true;
    }
    ResponseHead origin = exchange.originHead;
    boolean newer =
        exchange.source == BodySource.ORIGIN || (origin != null && origin.status() == 304);
    SliceValidator newest = newer ? mine : agreed;
    drop(exchange, slices, newest, Math.max(mine.completeLength(), agreed.completeLength()));
    if (exchange.headSent() || !slices.startOver()) {
      throw new SliceChangedException(exchange.path, slices.start(), "the object has changed");
    }
    slices.validator(newest);
    return newer;
  }

  /** Takes the slices of other representations out of the store, in this variant. */
  private static void drop(
      Exchange exchange, Slices slices, SliceValidator newest, long completeLength) {
    ResponseStore store = exchange.services.store();
    var view = exchange.behavior().forward().view(exchange.request);
    long count = (completeLength + slices.sliceBytes() - 1) / slices.sliceBytes();
    for (long i = 0; i < count; i++) {
      StoredResponse[] variants = store.find(slices.key(i));
      StoredResponse mine = variants.length == 0 ? null : VaryRule.select(variants, view);
      if (mine != null && !newest.equals(SliceValidator.of(mine.head().headers()))) {
        store.remove(mine);
      }
    }
  }

  /** What follows a slice whose bytes have gone out: the next one, or the end. */
  static Phase after(Exchange exchange) {
    Slices slices = exchange.slices;
    if (slices == null || exchange.viewerGone || exchange.cutShort || !slices.next()) {
      return Phase.DONE;
    }
    ResponseSide.settle(exchange, Flight.Outcome.STORED);
    forget(exchange);
    exchange.key = slices.key();
    exchange.reuse = null;
    exchange.originHead = null;
    exchange.originRequest = null;
    exchange.forgetOrigin();
    return Phase.LOOKUP;
  }
}
