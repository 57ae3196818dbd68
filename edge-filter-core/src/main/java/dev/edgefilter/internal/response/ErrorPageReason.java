// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.explain.Reason;

/** Why an error is, or is not, answered with the page that a distribution has for its status. */
public enum ErrorPageReason implements Reason {
  /** The page is sent. */
  SENT("custom-error-page", "CloudFront: Generating custom error responses"),
  /** The distribution has no page for this status. */
  NOT_CONFIGURED("no-error-page", "CloudFront: Generating custom error responses"),
  /** This is the answer to the request for a page already. */
  PAGE_ITSELF("error-page-failed", "CloudFront: When the custom error page is not available"),
  /** A function made the error, or failed. */
  FUNCTION("function-error", "CloudFront: Errors that get no custom error page"),
  /** The web ACL describes the response. */
  WEB_ACL("web-acl-response", "AWS WAF: custom web responses"),
  /** The request was refused before it was looked at. */
  BAD_REQUEST("bad-request", "CloudFront: Errors that get no custom error page"),
  /** The request has left HTTP. */
  UPGRADE("upgrade", "RFC 9110, 7.8"),
  /** A WriteListener owns the connection, and a page would have to wait for it. */
  WRITE_LISTENER("write-listener", "Edge Filter: nothing blocks where a WriteListener writes");

  private final String token;
  private final String source;

  ErrorPageReason(String token, String source) {
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
