// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Reason;

/** Which distribution and cache behavior answer, or why none does. */
public enum RouteReason implements Reason {
  /** A path pattern matched. */
  PATTERN("path-pattern", "CloudFront: Path pattern"),
  /** No pattern matched, so the default behavior answers. */
  DEFAULT_BEHAVIOR("default-behavior", "CloudFront: Default cache behavior"),
  /** No distribution has this host name. */
  UNKNOWN_HOST("unknown-host", "CloudFront: Alternate domain names"),
  /** The distribution is switched off. */
  DISABLED("distribution-disabled", "CloudFront: Distribution state"),
  /** The origin is this edge again, or too many edges stand in a row. */
  LOOP("loop", "RFC 8586; CloudFront: Quotas, chains of distributions"),
  /** Longer than 8,192 bytes. */
  URL_TOO_LONG("url-too-long", "CloudFront: Quotas, maximum length of a URL"),
  /** Not a path. */
  MALFORMED_PATH("malformed-path", "RFC 3986, 3.3"),
  /** Containers read this path in several ways. */
  AMBIGUOUS_PATH("ambiguous-path", "Edge Filter: ambiguous paths are refused");

  private final String token;
  private final String source;

  RouteReason(String token, String source) {
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
