// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.explain.Reason;

/** Why a stored response may or may not answer a request. */
public enum ReuseReason implements Reason {
  /** Its age is below its freshness lifetime. */
  FRESH("fresh", "RFC 9111, 4.2"),
  /** A slice of a large object, and fresh. */
  SLICE("slice-hit", "RFC 9111, 4.2"),
  /** Stale, and another viewer revalidates it now. */
  STALE_WHILE_REVALIDATE("stale-while-revalidate", "RFC 5861, 3"),
  /** Stale, and stands in for an error of the origin. */
  STALE_IF_ERROR("stale-if-error", "RFC 5861, 4"),
  /** Stale; the origin is asked again. */
  STALE("stale", "RFC 9111, 4.2"),
  /** A soft invalidation made it stale before its time; the origin is asked again. */
  INVALIDATED_SOFT("invalidated-soft", "Edge Filter: soft invalidation"),
  /** Stored with no-cache; the origin is asked each time. */
  NO_CACHE("no-cache", "RFC 9111, 5.2.2.4"),
  /** The viewer wants it validated. */
  REQUEST_NO_CACHE("request-no-cache", "RFC 9111, 5.2.1.4"),
  /** The viewer wants nothing of this kept, and so nothing kept. */
  REQUEST_NO_STORE("request-no-store", "RFC 9111, 5.2.1.5"),
  /** It is older than the viewer accepts. */
  REQUEST_MAX_AGE("request-max-age", "RFC 9111, 5.2.1.1"),
  /** It does not stay fresh for as long as the viewer wants. */
  REQUEST_MIN_FRESH("request-min-fresh", "RFC 9111, 5.2.1.3"),
  /** Stale, and the viewer takes it. */
  REQUEST_MAX_STALE("request-max-stale", "RFC 9111, 5.2.1.2"),
  /** Nothing that may answer is stored, and the viewer wants nothing else. */
  ONLY_IF_CACHED("only-if-cached", "RFC 9111, 5.2.1.7"),
  /** The viewer's condition is for the origin to judge. */
  ORIGIN_CONDITION("origin-condition", "RFC 9111, 4.3.2"),
  /** Nothing is stored under this key. */
  NOT_STORED("uri-miss", "RFC 9211, 2.2"),
  /** Something is stored, but for other values of the headers named in Vary. */
  VARY("vary-miss", "RFC 9111, 4.1"),
  /** The body is gone from the store. */
  BODY_LOST("body-lost", "RFC 9111, 3"),
  /** The method is not among the cached methods. */
  METHOD("method", "CloudFront: Cached HTTP methods"),
  /** All TTLs of the policy are 0. */
  CACHING_DISABLED("caching-disabled", "CloudFront: Expiration, all TTLs 0"),
  /** The answer was not shareable a moment ago, so the request passes. */
  NOT_SHAREABLE("not-shareable", "Edge Filter: uncacheable answers do not queue"),
  /** The request is an upgrade, which only passes. */
  UPGRADE("upgrade", "CloudFront: WebSocket");

  private final String token;
  private final String source;

  ReuseReason(String token, String source) {
    this.token = token;
    this.source = source;
  }

  /** True when the viewer's own wish keeps what is stored from answering. */
  public boolean ofRequest() {
    return switch (this) {
      case REQUEST_NO_CACHE, REQUEST_NO_STORE, REQUEST_MAX_AGE, REQUEST_MIN_FRESH -> true;
      case FRESH,
          SLICE,
          STALE_WHILE_REVALIDATE,
          STALE_IF_ERROR,
          STALE,
          INVALIDATED_SOFT,
          NO_CACHE,
          REQUEST_MAX_STALE,
          ONLY_IF_CACHED,
          ORIGIN_CONDITION,
          NOT_STORED,
          VARY,
          BODY_LOST,
          METHOD,
          CACHING_DISABLED,
          NOT_SHAREABLE,
          UPGRADE ->
          false;
    };
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
