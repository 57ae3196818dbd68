// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.explain.Reason;

/** Why the secondary origin of a group is asked or not, once the primary one has failed. */
public enum FailoverReason implements Reason {
  /** The primary answered with a status that counts as failure. */
  STATUS("failover-status"),
  /** The primary could not be reached, and 502 or 503 counts as failure. */
  UNREACHABLE("failover-unreachable"),
  /** The primary was too slow, and 504 counts as failure. */
  TIMEOUT("failover-timeout"),
  /** What the primary did does not count as failure. */
  NOT_LISTED("failover-not-listed"),
  /** Only GET, HEAD, and OPTIONS where it is cached, are asked twice. */
  METHOD("failover-method"),
  /** The request's body cannot be sent twice. */
  BODY("failover-body"),
  /** The application answered from a thread of its own, which must not wait for another origin. */
  DETACHED("failover-detached");

  private final String token;

  FailoverReason(String token) {
    this.token = token;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String source() {
    return "CloudFront: Optimize high availability with origin failover";
  }

  /** True when the secondary is asked. */
  public boolean asksSecondary() {
    return this == STATUS || this == UNREACHABLE || this == TIMEOUT;
  }
}
