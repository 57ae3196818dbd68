// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.explain.Reason;

/** Why a web ACL let a request in, or did not. */
public enum WafReason implements Reason {
  /** No rule decided, and the default is to allow. */
  DEFAULT_ALLOW("web-acl-default-allow", Source.EVALUATION),
  /** No rule decided, and the default is to block. */
  DEFAULT_BLOCK("web-acl-default-block", Source.EVALUATION),
  /** A rule allowed it. */
  ALLOWED("web-acl-allowed", Source.ACTIONS),
  /** A rule blocked it. */
  BLOCKED("web-acl-blocked", Source.ACTIONS),
  /** A rate-based rule blocked it. */
  RATE_LIMITED("web-acl-rate-limited", "AWS WAF: rate-based rule statement");

  private final String token;
  private final String source;

  WafReason(String token, String source) {
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

  private static final class Source {
    static final String EVALUATION = "AWS WAF: web ACL default action";
    static final String ACTIONS = "AWS WAF: rule actions";
  }
}
