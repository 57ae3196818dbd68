// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request without the token that the edge itself has checked. */
final class HiddenAuthorization extends ForwardingRequestHead {

  private static final String NAME = "Authorization";

  HiddenAuthorization(RequestHead original) {
    super(original);
  }

  @Override
  public @Nullable String header(String name) {
    return name.equalsIgnoreCase(NAME) ? null : original.header(name);
  }

  @Override
  public List<String> headers(String name) {
    return name.equalsIgnoreCase(NAME) ? List.of() : original.headers(name);
  }

  @Override
  public List<String> headerNames() {
    List<String> names = new ArrayList<>(original.headerNames());
    names.removeIf(name -> name.equalsIgnoreCase(NAME));
    return names;
  }
}
