// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.explain.Reason;

/** What found the distribution of a host. */
public enum HostReason implements Reason {
  /** A single distribution takes every host, because the container has routed it here already. */
  ONLY("only-distribution", "Edge Filter: a single distribution takes every host"),
  /** The domain name or an alternate domain name. */
  EXACT("exact-host", "CloudFront: Alternate domain names"),
  /** An alternate domain name with an asterisk, the longest first. */
  WILDCARD("wildcard-host", "CloudFront: Alternate domain names, wildcards"),
  /** No distribution has the host. */
  NONE("unknown-host", "CloudFront: Alternate domain names");

  private final String token;
  private final String source;

  HostReason(String token, String source) {
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
