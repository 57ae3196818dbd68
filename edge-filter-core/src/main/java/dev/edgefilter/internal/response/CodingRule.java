// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.http.CacheControl;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Is a response compressed on its way into the store (CloudFront: Serving compressed files). */
public final class CodingRule {

  private static final long MIN_BYTES = 1_000;
  private static final long MAX_BYTES = 10_000_000;

  private CodingRule() {}

  /**
   * Decides about one response of the origin.
   *
   * @param bodyBytes the length of the body, -1 when it is not known
   */
  public static CodingDecision decide(
      CodingSettings settings, CodingFacts facts, ResponseHead head, long bodyBytes) {
    CodingReason refusal = refusal(settings, facts);
    if (refusal == null) {
      refusal = refusal(settings, facts, head, bodyBytes);
    }
    if (refusal != null) {
      return CodingDecision.no(refusal);
    }
    if (!facts.mayBlock()) {
      return CodingDecision.no(CodingReason.WRITE_LISTENER);
    }
    return new CodingDecision(coding(facts), CodingReason.COMPRESSED);
  }

  /** What speaks against compression whatever the origin answers; null when nothing does. */
  public static @Nullable CodingReason refusal(CodingSettings settings, CodingFacts facts) {
    if (!settings.compress()) {
      return CodingReason.OFF;
    }
    if (!settings.cached()) {
      return CodingReason.CACHING_DISABLED;
    }
    if (!settings.gzip() && !settings.brotli()) {
      return CodingReason.NO_FLAG;
    }
    if (facts.passing()) {
      return CodingReason.PASSED;
    }
    if (facts.protocol().equals("HTTP/1.0")) {
      return CodingReason.PROTOCOL;
    }
    if (facts.offered() == null) {
      return CodingReason.NOT_OFFERED;
    }
    return coding(facts) == null ? CodingReason.NO_CODER : null;
  }

  /** Brotli before gzip; the weights of a viewer do not count (CloudFront). */
  private static @Nullable String coding(CodingFacts facts) {
    String offered = facts.offered();
    if (offered == null) {
      return null;
    }
    if (facts.brotliAvailable() && offered.startsWith("br")) {
      return "br";
    }
    return offered.endsWith("gzip") ? "gzip" : null;
  }

  private static @Nullable CodingReason refusal(
      CodingSettings settings, CodingFacts facts, ResponseHead head, long bodyBytes) {
    int status = head.status();
    if (status != 200 && status != 403 && status != 404) {
      return CodingReason.STATUS;
    }
    Headers headers = head.headers();
    if (headers.contains("Content-Encoding")) {
      return CodingReason.ENCODED;
    }
    if (CacheControl.parse(headers.all("Cache-Control")).noTransform()) {
      return CodingReason.NO_TRANSFORM;
    }
    String type = headers.first("Content-Type");
    if (type == null || !CompressedTypes.contains(type)) {
      return CodingReason.MEDIA_TYPE;
    }
    if (bodyBytes < 0) {
      return settings.unknownLength() && facts.bodyWanted() ? null : CodingReason.LENGTH_UNKNOWN;
    }
    if (bodyBytes < MIN_BYTES) {
      return CodingReason.TOO_SMALL;
    }
    return bodyBytes > MAX_BYTES ? CodingReason.TOO_LARGE : null;
  }
}
