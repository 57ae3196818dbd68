// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that says what another one says, but for what a subclass changes. */
abstract class ForwardingRequestHead implements RequestHead {

  final RequestHead original;

  ForwardingRequestHead(RequestHead original) {
    this.original = original;
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
    return original.path();
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
