// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.explain.Reason;

/** Why a response lives as long as it does. */
public enum TtlReason implements Reason {
  /** All TTLs of the policy are zero. */
  CACHING_DISABLED("caching-disabled", "CloudFront: Expiration, all TTLs 0"),
  /** {@code s-maxage}, within the policy's limits. */
  S_MAXAGE("s-maxage", "RFC 9111, 5.2.2.10"),
  /** {@code max-age}, within the policy's limits. */
  MAX_AGE("max-age", "RFC 9111, 5.2.2.1"),
  /** {@code Expires}, within the policy's limits. */
  EXPIRES("expires", "RFC 9111, 5.3"),
  /** {@code max-age} of a field meant for caches like this one. */
  TARGETED_MAX_AGE("targeted-max-age", "RFC 9213, 2.2"),
  /** A tenth of the time since the last change. */
  HEURISTIC("heuristic", "RFC 9111, 4.2.2"),
  /** The origin said nothing, and the status is not kept without a word of it. */
  NO_LIFETIME("no-explicit-freshness", "RFC 9111, 3"),
  /** {@code must-understand} with a status that is not known here. */
  MUST_UNDERSTAND("must-understand", "RFC 9111, 5.2.2.3"),
  /** The origin said nothing, so the default TTL counts. */
  DEFAULT_TTL("default-ttl", "CloudFront: Expiration, Default TTL"),
  /** The origin asked for less than the minimum TTL. */
  MIN_TTL("min-ttl", "CloudFront: Expiration, Minimum TTL"),
  /** The origin asked for more than the maximum TTL. */
  MAX_TTL("max-ttl", "CloudFront: Expiration, Maximum TTL"),
  /** {@code no-cache}: stored, and validated every time. */
  NO_CACHE("no-cache", "RFC 9111, 5.2.2.4"),
  /** {@code no-store}. */
  NO_STORE("no-store", "RFC 9111, 5.2.2.5"),
  /** {@code private}. */
  PRIVATE("private", "RFC 9111, 5.2.2.7"),
  /** An error, kept for the error caching minimum TTL. */
  ERROR_TTL("error-caching-min-ttl", "CloudFront: How CloudFront caches errors"),
  /** An error with {@code no-store}, {@code no-cache} or {@code private}. */
  ERROR_DIRECTIVE("error-not-cacheable", "CloudFront: How CloudFront caches errors"),
  /** A status that is never kept. */
  STATUS("status-not-cacheable", "CloudFront: HTTP status codes that are cached");

  private final String token;
  private final String source;

  TtlReason(String token, String source) {
    this.token = token;
    this.source = source;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String source() {
    return source;
  }
}
