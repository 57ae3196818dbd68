// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.explain.Reason;

/** Why something is a part of the cache key. */
public enum KeyReason implements Reason {
  /** Distributions share nothing. */
  DISTRIBUTION("distribution", "CloudFront: Understand the cache key"),
  /** The path always counts. */
  PATH("path", "CloudFront: Understand the cache key"),
  /** What the cache policy takes of the query string. */
  QUERY("policy-query-strings", "CloudFront: Control the cache key, query strings"),
  /** OPTIONS is stored apart from GET and HEAD. */
  METHOD("method-options", "CloudFront: Cached HTTP methods"),
  /** The application sees scheme and host, so its answers may differ by them. */
  VIEWER_ORIGIN("viewer-origin", "Edge Filter: the application sees scheme and host"),
  /** The codings that the cache policy keeps apart. */
  ACCEPT_ENCODING("accept-encoding", "CloudFront: Compression support"),
  /** A header of the cache policy. */
  HEADER("policy-headers", "CloudFront: Control the cache key, headers"),
  /** What the cache policy takes of the cookies. */
  COOKIES("policy-cookies", "CloudFront: Control the cache key, cookies");

  private final String token;
  private final String source;

  KeyReason(String token, String source) {
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
