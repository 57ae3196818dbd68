// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import dev.edgefilter.explain.Reason;
import java.io.IOException;

/** An origin gave no usable response. */
public final class OriginException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What went wrong, and the status a viewer gets for it. */
  public enum Kind implements Reason {
    /** Refused, reset, or no route: 502. */
    CONNECT("origin-connect-failed", 502),
    /** The name does not resolve: 502. */
    DNS("origin-dns-failed", 502),
    /** TLS failed: 502. */
    TLS("origin-tls-failed", 502),
    /** Too slow: 504. */
    TIMEOUT("origin-timeout", 504),
    /** Not HTTP, headers too large, or framing broken: 502. */
    INVALID_RESPONSE("origin-invalid-response", 502),
    /** The body ended early: 502 when the head is not sent yet. */
    BROKEN_OFF("origin-broke-off", 502),
    /** Not asked, since it has failed several times in a row: 502. */
    CIRCUIT_OPEN("origin-circuit-open", 502);

    private final String token;
    private final int status;

    Kind(String token, int status) {
      this.token = token;
      this.status = status;
    }

    @Override
    public String token() {
      return token;
    }

    @Override
    public String source() {
      return "CloudFront: HTTP status codes from origins";
    }

    /** The status a viewer gets, 502 or 504. */
    public int status() {
      return status;
    }
  }

  private final Kind kind;

  /** An origin failure of a kind, told to operators in the message. */
  public OriginException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }
}
