// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.RequestHead;

/** A request without the token in its path. */
final class CutPathHead extends ForwardingRequestHead {

  private final String path;

  private CutPathHead(RequestHead original, String path) {
    super(original);
    this.path = path;
  }

  /** What the viewer sent, if there was no token in its path; with the context path. */
  static RequestHead of(Exchange exchange) {
    RequestHead original = exchange.viewer.request();
    String token = exchange.pathToken;
    if (token == null) {
      return original;
    }
    String whole = original.path();
    int context = whole.length() - exchange.viewer.path().length();
    return new CutPathHead(original, whole.substring(0, Math.max(0, context)) + exchange.path);
  }

  @Override
  public String path() {
    return path;
  }
}
