// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which header names a configuration may use for what. */
final class HeaderNames {
  /** Headers that an origin's custom headers may not set. */
  private static final Set<String> NOT_CUSTOM =
      Set.of(
          "cache-control",
          "connection",
          "content-length",
          "cookie",
          "host",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "max-forwards",
          "pragma",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "request-range",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "x-real-ip");

  /** Headers that cannot be part of a cache key. */
  private static final Set<String> NOT_KEY =
      Set.of(
          "connection",
          "cookie",
          "content-length",
          "cache-control",
          "max-forwards",
          "pragma",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "request-range",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-amz-cf-id",
          "x-forwarded-proto",
          "x-real-ip",
          "cloudfront-viewer-address",
          "cloudfront-viewer-asn",
          "cloudfront-viewer-tls",
          "cloudfront-viewer-ja3-fingerprint",
          "cloudfront-viewer-ja4-fingerprint");

  /** Headers of responses that a policy can neither remove nor set. */
  private static final Set<String> NOT_CHANGED =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "warning",
          "x-accel-buffering",
          "x-accel-charset",
          "x-accel-limit-rate",
          "x-accel-redirect",
          "x-amzn-auth",
          "x-amzn-cf-billing",
          "x-amzn-cf-id",
          "x-amzn-cf-xff",
          "x-amzn-errortype",
          "x-amzn-fle-profile",
          "x-amzn-header-count",
          "x-amzn-header-order",
          "x-amzn-lambda-integration-tag",
          "x-amzn-requestid",
          "x-cache",
          "x-forwarded-proto",
          "x-real-ip");

  private static final String TOKEN_EXTRA = "!#$%&'*+-.^_`|~";

  private HeaderNames() {}

  /** What is wrong with a text as a header name; null when it is one. */
  static @Nullable String complaint(String name) {
    int bad = PathPatterns.firstNotIn(name, TOKEN_EXTRA);
    if (bad >= 0) {
      return "found \"" + name + "\"; expected a header name without '" + name.charAt(bad) + "'";
    }
    return name.isEmpty() ? "found an empty name; expected a header name" : null;
  }

  /** Whether a text can be a header value. */
  static boolean isValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        return false;
      }
    }
    return true;
  }

  static boolean mayBeCustom(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !NOT_CUSTOM.contains(lower)
        && !lower.startsWith("x-amz-")
        && !lower.startsWith("x-edge-");
  }

  /** Whether a response headers policy may remove or set a header. */
  static boolean mayChange(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !NOT_CHANGED.contains(lower)
        && !lower.startsWith("x-amz-cf-")
        && !lower.startsWith("x-edge-");
  }

  static boolean mayBeKey(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !NOT_KEY.contains(lower) && !lower.startsWith("x-edge-");
  }
}
