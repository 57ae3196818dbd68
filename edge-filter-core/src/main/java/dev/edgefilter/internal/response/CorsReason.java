// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.explain.Reason;

/** Why CORS headers are or are not added. */
public enum CorsReason implements Reason {
  /** The policy has no CORS part. */
  NO_CORS_PART("no-cors-part"),
  /** The request comes from no other origin. */
  NO_ORIGIN("no-origin"),
  /** No item of the policy allows the origin. */
  ORIGIN_NOT_ALLOWED("origin-not-allowed"),
  /** The origin's own CORS headers stay, as the policy does not override them. */
  KEPT("cors-of-origin-kept"),
  /** The page may read the response. */
  ALLOWED("cors-allowed"),
  /** The page may send what it asked for. */
  PREFLIGHT("cors-preflight");

  private final String token;

  CorsReason(String token) {
    this.token = token;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String source() {
    return "CloudFront: CORS headers";
  }
}
