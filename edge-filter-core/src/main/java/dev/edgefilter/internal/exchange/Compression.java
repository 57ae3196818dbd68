// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.response.CodedHeaders;
import dev.edgefilter.internal.response.CodingDecision;
import dev.edgefilter.internal.response.CodingFacts;
import dev.edgefilter.internal.response.CodingReason;
import dev.edgefilter.internal.response.CodingRule;
import dev.edgefilter.internal.response.CodingSettings;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compresses responses on their way to the store and the viewer (CloudFront: compressed files). */
final class Compression {

  private Compression() {}

  /**
   * Decides about an origin's response and starts the coder.
   *
   * @return false when the response goes as it is
   */
  static boolean begin(Exchange exchange, ResponseHead head) {
    CodingSettings settings = exchange.behavior().coding();
    if (!settings.compress()) {
      return false;
    }
    CodingDecision decision =
        CodingRule.decide(settings, facts(exchange), head, ContentLength.of(head));
    exchange.trace.record(Step.CODING, decision.reason());
    String coding = decision.coding();
    if (coding == null) {
      return false;
    }
    CodedBody coded = exchange.services.coders().start(coding, exchange.services.nowMillis());
    if (coded == null) {
      exchange.trace.record(Step.CODING, CodingReason.CODER_FAILED);
      return false;
    }
    exchange.coded = coded;
    exchange.responseHead = head.withHeaders(CodedHeaders.encoded(head.headers(), coding));
    return true;
  }

  static CodingFacts facts(Exchange exchange) {
    return new CodingFacts(
        exchange.passing,
        exchange.request.protocol(),
        exchange.behavior().key().codings(exchange.request),
        exchange.services.coders().brotli(),
        exchange.viewer.mayBlock(),
        !exchange.request.method().equals("HEAD"));
  }

  /** What is stored of an encoded response; its entity tag stays the origin's own. */
  static StoredHead stored(StoredHead head, CodedBody coded) {
    return head.withHeaders(CodedHeaders.encoded(head.headers(), coded.coding()));
  }

  /** What is stored of a response that a 304 has confirmed. */
  static StoredHead confirmed(StoredHead before, StoredHead renewed) {
    Headers headers =
        CodedHeaders.confirmed(before.headers(), before.entityTag(), renewed.headers());
    EntityTag own = renewed.entityTag();
    boolean kept =
        CodedHeaders.isWeakened(before.headers(), before.entityTag())
            && own != null
            && own.weak()
            && own.matchesWeakly(Objects.requireNonNull(before.entityTag()));
    // A 304 without a tag leaves the weak one of viewers, but the origin knows its own.
    return kept
        ? renewed.withHeaders(headers).withEntityTag(before.entityTag())
        : renewed.withHeaders(headers);
  }

  /** The entity tag that viewers know of a stored response. */
  static @Nullable EntityTag viewerTag(StoredHead head) {
    EntityTag own = head.entityTag();
    return own != null && CodedHeaders.isWeakened(head.headers(), own)
        ? new EntityTag(own.opaque(), true)
        : own;
  }

  /**
   * Whether a range may continue what a viewer has of an encoded response. A date says nothing of
   * its bytes, which may be encoded anew; only a strong entity tag does (RFC 9110, 13.1.5).
   */
  static boolean mayContinue(RequestHead request, Headers headers) {
    if (request.header("If-Range") == null || !headers.contains("Content-Encoding")) {
      return true;
    }
    EntityTag tag = EntityTag.parse(headers.first("ETag"));
    return tag != null && !tag.weak();
  }

  /** An encoded body is in the store: only now its length is known. */
  static void committed(Exchange exchange, CodedBody coded, StoredResponse stored) {
    exchange.services.store().refresh(stored, withLength(stored), stored.stamp());
    exchange.services.coders().stored(stored, coded, exchange.originSide().pushedBytes);
  }

  static StoredHead withLength(StoredResponse stored) {
    Headers headers =
        stored.head().headers().toBuilder()
            .set("Content-Length", Long.toString(stored.bodyBytes()))
            .build();
    return stored.head().withHeaders(headers);
  }

  /** A stored response was sent: the popular ones are worth more work. */
  static void used(Exchange exchange) {
    StoredResponse stored = exchange.stored;
    if (stored != null && exchange.behavior().coding().compress()) {
      exchange.services.coders().used(stored, exchange.services);
    }
  }
}
