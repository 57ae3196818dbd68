// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.explain.Reason;

/** What the origin did. */
enum OriginReason implements Reason {
  /** It answered. */
  ANSWERED("origin-answered"),
  /** It confirmed the stored response. */
  NOT_MODIFIED("origin-not-modified"),
  /** It answered with 500 or more, and a stored response stood in. */
  ERROR_REPLACED("origin-error-replaced"),
  /** It agreed to leave HTTP, as for WebSocket. */
  UPGRADED("origin-upgraded"),
  /** It failed, and the other origin of its group is asked. */
  FAILED_OVER("origin-failed-over"),
  /** The application threw. */
  EXCEPTION("application-exception"),
  /** The application ended the response with sendError. */
  SEND_ERROR("application-send-error"),
  /** Its body ended early. */
  BROKE_OFF("origin-broke-off");

  private final String token;

  OriginReason(String token) {
    this.token = token;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String source() {
    return "CloudFront: Responses from the origin";
  }
}
