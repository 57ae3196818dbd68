// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/** The four moments of a request at which an edge function can run. */
public enum FunctionEvent {
  /** Before the cache is asked. */
  VIEWER_REQUEST("viewer-request"),
  /** Before the origin is asked; only when the cache could not answer. */
  ORIGIN_REQUEST("origin-request"),
  /** When the origin has answered, before its response is stored. */
  ORIGIN_RESPONSE("origin-response"),
  /** Before the response goes to the viewer. */
  VIEWER_RESPONSE("viewer-response");

  private final String token;

  FunctionEvent(String token) {
    this.token = token;
  }

  /** Whether there is no response yet. */
  public boolean onRequest() {
    return this == VIEWER_REQUEST || this == ORIGIN_REQUEST;
  }

  /** Whether it belongs to the viewer's side, where CloudFront Functions run. */
  public boolean onViewerSide() {
    return this == VIEWER_REQUEST || this == VIEWER_RESPONSE;
  }

  /** CloudFront's word for this event, such as {@code viewer-request}. */
  public String token() {
    return token;
  }
}
