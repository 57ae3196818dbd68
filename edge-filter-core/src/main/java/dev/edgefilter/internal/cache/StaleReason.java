// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.explain.Reason;

/** Why a response may be served stale for as long as it may. */
public enum StaleReason implements Reason {
  /** The origin sent the directive. */
  DIRECTIVE("directive", "RFC 5861, 3 and 4"),
  /** The origin sent the directive, but no response is kept longer than Maximum TTL. */
  CUT_BY_MAX_TTL("cut-by-max-ttl", "CloudFront: Expiration, stale content"),
  /** The origin did not send the directive. */
  NOT_ASKED("not-asked", "RFC 5861, 3"),
  /** Without the directive, errors are covered until Maximum TTL. */
  UNTIL_MAX_TTL("until-max-ttl", "CloudFront: Expiration, stale content on errors"),
  /** {@code must-revalidate} or {@code proxy-revalidate}. */
  MUST_REVALIDATE("must-revalidate", "RFC 9111, 5.2.2.2"),
  /** {@code s-maxage} without a directive that allows it. */
  S_MAXAGE("s-maxage", "RFC 9111, 5.2.2.10"),
  /** {@code no-cache}. */
  NO_CACHE("no-cache", "RFC 9111, 5.2.2.4"),
  /** An error never stands in for another one. */
  ERROR("error-status", "CloudFront: How CloudFront caches errors"),
  /** The response is not kept at all. */
  NOT_STORED("not-stored", "RFC 9111, 3");

  private final String token;
  private final String source;

  StaleReason(String token, String source) {
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
