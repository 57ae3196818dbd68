// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.explain.Reason;

/** Why a viewer gets this status and this part of a response. */
public enum ResponseReason implements Reason {
  /** The response as it is. */
  WHOLE("whole", "RFC 9110, 15"),
  /** The viewer's entity tag matches. */
  NOT_MODIFIED_ETAG("if-none-match", "RFC 9110, 13.1.2"),
  /** Not modified since the viewer's date. */
  NOT_MODIFIED_DATE("if-modified-since", "RFC 9110, 13.1.3"),
  /** If-Match does not match. */
  FAILED_MATCH("if-match", "RFC 9110, 13.1.1"),
  /** Modified since the viewer's date. */
  FAILED_UNMODIFIED("if-unmodified-since", "RFC 9110, 13.1.4"),
  /** One range. */
  RANGE("range", "RFC 9110, 14.2"),
  /** Several ranges, in one multipart body. */
  RANGES("ranges", "RFC 9110, 15.3.7.2"),
  /** The whole, as the range is malformed or of another unit. */
  RANGE_INVALID("range-invalid", "RFC 9110, 14.2"),
  /** The whole, as the ranges overlap or do not ascend. */
  RANGES_NOT_ASCENDING("ranges-not-ascending", "CloudFront: Range GETs"),
  /** The whole, as there are more ranges than one request may ask for. */
  TOO_MANY_RANGES("too-many-ranges", "RFC 9110, 17.15"),
  /** The whole, as a multipart body cannot tell the coding of its parts. */
  RANGES_OF_CODED("ranges-of-coded", "RFC 9110, 15.3.7.2"),
  /** The whole, as the viewer has ranges of another representation. */
  IF_RANGE("if-range", "RFC 9110, 13.1.5"),
  /** No byte of the range exists. */
  RANGE_UNSATISFIABLE("range-not-satisfiable", "RFC 9110, 15.5.17"),
  /** Made by a function. */
  FUNCTION("function-response", "CloudFront: Generating HTTP responses"),
  /** The edge's own error page. */
  EDGE_ERROR("edge-error", "CloudFront: Troubleshooting error responses"),
  /** From http to https. */
  REDIRECT("redirect-to-https", "CloudFront: Requiring HTTPS");

  private final String token;
  private final String source;

  ResponseReason(String token, String source) {
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
