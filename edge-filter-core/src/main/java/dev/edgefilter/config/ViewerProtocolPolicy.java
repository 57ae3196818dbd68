// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/** What a cache behavior does with a viewer that does not use https. */
public enum ViewerProtocolPolicy {
  /** Both http and https are served. */
  ALLOW_ALL("allow-all"),
  /** A viewer on http gets 403. */
  HTTPS_ONLY("https-only"),
  /** A viewer on http is redirected to the same address on https. */
  REDIRECT_TO_HTTPS("redirect-to-https");

  private final String token;

  ViewerProtocolPolicy(String token) {
    this.token = token;
  }

  /** CloudFront's word for this policy, such as {@code redirect-to-https}. */
  public String token() {
    return token;
  }
}
