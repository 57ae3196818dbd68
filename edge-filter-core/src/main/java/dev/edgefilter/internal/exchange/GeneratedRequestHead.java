// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.GeneratedHeader;
import dev.edgefilter.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A viewer's request with the headers that the edge makes of it, for key, functions and origin;
 * whatever a viewer sends under their names is not seen (CloudFront: Add CloudFront request
 * headers).
 */
final class GeneratedRequestHead extends ForwardingRequestHead {

  private final Set<GeneratedHeader> selected;
  private final GeneratedValues values;

  private GeneratedRequestHead(
      RequestHead viewer, Set<GeneratedHeader> selected, GeneratedValues values) {
    super(viewer);
    this.selected = selected;
    this.values = values;
  }

  /** The request as the edge passes it on; the same when nothing looks at such headers. */
  static RequestHead of(Exchange exchange) {
    Set<GeneratedHeader> selected = exchange.behavior().forward().generated();
    boolean looked =
        exchange.behavior().function(FunctionEvent.VIEWER_REQUEST) != null
            || exchange.behavior().function(FunctionEvent.VIEWER_RESPONSE) != null;
    return selected.isEmpty() && !looked
        ? exchange.request
        : new GeneratedRequestHead(exchange.request, selected, new GeneratedValues(exchange));
  }

  private @Nullable String made(String name) {
    GeneratedHeader header = GeneratedHeader.of(name);
    return header != null && selected.contains(header) ? values.value(header) : null;
  }

  @Override
  public @Nullable String header(String name) {
    return GeneratedHeader.isReserved(name) ? made(name) : original.header(name);
  }

  @Override
  public List<String> headers(String name) {
    if (!GeneratedHeader.isReserved(name)) {
      return original.headers(name);
    }
    String value = made(name);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  public @Nullable String joined(String name) {
    return GeneratedHeader.isReserved(name) ? made(name) : original.joined(name);
  }

  @Override
  public List<String> headerNames() {
    List<String> names = new ArrayList<>();
    for (String name : original.headerNames()) {
      if (!GeneratedHeader.isReserved(name)) {
        names.add(name);
      }
    }
    for (GeneratedHeader header : selected) {
      if (values.value(header) != null) {
        names.add(header.headerName());
      }
    }
    return names;
  }
}
