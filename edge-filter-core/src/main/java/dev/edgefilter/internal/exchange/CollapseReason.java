// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Reason;

/** What collapsing did to a request. */
enum CollapseReason implements Reason {
  /** It fetches, and others may wait for it. */
  LEADS("leads"),
  /** It waited, and was served what another viewer fetched. */
  COLLAPSED("collapsed"),
  /** It waited for an answer that may not be shared. */
  NOT_SHAREABLE("wait-not-shareable"),
  /** The fetch it waited for failed. */
  FAILED("wait-failed"),
  /** It waited as long as it may. */
  WAIT_LIMIT("wait-limit"),
  /** Cookies reach the origin, so each asks for itself. */
  COOKIES_FORWARDED("cookies-forwarded");

  private final String token;

  CollapseReason(String token) {
    this.token = token;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String source() {
    return "CloudFront: Simultaneous requests for the same object (request collapsing)";
  }
}
