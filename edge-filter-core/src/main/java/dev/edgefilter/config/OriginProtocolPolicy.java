// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/** Which protocol is used towards a custom origin. */
public enum OriginProtocolPolicy {
  /** Always http. */
  HTTP_ONLY("http-only"),
  /** The protocol the viewer used. */
  MATCH_VIEWER("match-viewer"),
  /** Always https. */
  HTTPS_ONLY("https-only");

  private final String token;

  OriginProtocolPolicy(String token) {
    this.token = token;
  }

  /** CloudFront's word for this policy, such as {@code https-only}. */
  public String token() {
    return token;
  }
}
