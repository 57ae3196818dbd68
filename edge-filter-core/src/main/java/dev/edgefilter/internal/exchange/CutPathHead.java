// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request without the token in its path. */
final class CutPathHead implements RequestHead {

  private final RequestHead original;
  private final String path;

  private CutPathHead(RequestHead original, String path) {
    this.original = original;
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
  public String method() {
    return original.method();
  }

  @Override
  public String scheme() {
    return original.scheme();
  }

  @Override
  public String host() {
    return original.host();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String query() {
    return original.query();
  }

  @Override
  public String protocol() {
    return original.protocol();
  }

  @Override
  public @Nullable String header(String name) {
    return original.header(name);
  }

  @Override
  public List<String> headers(String name) {
    return original.headers(name);
  }

  @Override
  public List<String> headerNames() {
    return original.headerNames();
  }
}
