// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.explain.Reason;

/** Why the origin gets a header that is not simply the viewer's. */
enum SentReason implements Reason {
  /** A custom header of the origin; often a shared secret. */
  CUSTOM("origin-custom-header", "CloudFront: Add custom headers to origin requests"),
  /** The validator of the stored response. */
  VALIDATOR("validator", "RFC 9111, 4.3.1"),
  /** The edge says this itself. */
  EDGE("edge", "CloudFront: Request headers");

  private final String token;
  private final String source;

  SentReason(String token, String source) {
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
