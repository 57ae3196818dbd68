// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.explain.Reason;

/** Why a viewer's header does or does not reach the origin. */
public enum ForwardReason implements Reason {
  /** It is part of the cache key. */
  KEY(true, "in-cache-key", "CloudFront: Control origin requests, cache policy"),
  /** The origin request policy selects it. */
  POLICY(true, "origin-request-policy", "CloudFront: Control origin requests"),
  /** It describes the body and goes with it. */
  OF_BODY(true, "describes-body", "CloudFront: Request headers"),
  /** The application keeps the Host that the viewer used. */
  HOST_KEPT(true, "host-of-application", "Edge Filter: the application sees its own host"),
  /** The origin's own name takes its place. */
  HOST_REPLACED(false, "host-replaced", "CloudFront: Request headers, Host"),
  /** Credentials go along with methods that are never stored. */
  AUTHORIZATION(true, "method-never-stored", "CloudFront: Request headers, Authorization"),
  /** Nothing of this answer is stored, so the viewer's condition or range counts. */
  CONDITION_PASSED(true, "condition-passed", "RFC 9110, 13"),
  /** A condition or range of one viewer must not shape what is stored for all. */
  CONDITION_KEPT(false, "condition-answered-by-edge", "RFC 9111, 4.3"),
  /** Rewritten to the codings that the cache policy keeps apart. */
  ACCEPT_ENCODING(true, "accept-encoding-normalized", "CloudFront: Compression support"),
  /** The cookies that the policies select. */
  COOKIES(true, "selected-cookies", "CloudFront: Caching content based on cookies"),
  /** Never forwarded, whatever a policy says. */
  NEVER(false, "never-forwarded", "CloudFront: Request headers"),
  /** No policy selects it. */
  NOT_SELECTED(false, "not-selected", "CloudFront: Control origin requests");

  private final boolean forwarded;
  private final String token;
  private final String source;

  ForwardReason(boolean forwarded, String token, String source) {
    this.forwarded = forwarded;
    this.token = token;
    this.source = source;
  }

  /** True when the header reaches the origin. */
  public boolean forwarded() {
    return forwarded;
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
