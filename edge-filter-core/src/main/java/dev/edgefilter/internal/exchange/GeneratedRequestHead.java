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
final class GeneratedRequestHead implements RequestHead {

  private final RequestHead viewer;
  private final Set<GeneratedHeader> selected;
  private final GeneratedValues values;

  private GeneratedRequestHead(
      RequestHead viewer, Set<GeneratedHeader> selected, GeneratedValues values) {
    this.viewer = viewer;
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
  public String method() {
    return viewer.method();
  }

  @Override
  public String scheme() {
    return viewer.scheme();
  }

  @Override
  public String host() {
    return viewer.host();
  }

  @Override
  public String path() {
    return viewer.path();
  }

  @Override
  public @Nullable String query() {
    return viewer.query();
  }

  @Override
  public String protocol() {
    return viewer.protocol();
  }

  @Override
  public @Nullable String header(String name) {
    return GeneratedHeader.isReserved(name) ? made(name) : viewer.header(name);
  }

  @Override
  public List<String> headers(String name) {
    if (!GeneratedHeader.isReserved(name)) {
      return viewer.headers(name);
    }
    String value = made(name);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  public @Nullable String joined(String name) {
    return GeneratedHeader.isReserved(name) ? made(name) : viewer.joined(name);
  }

  @Override
  public List<String> headerNames() {
    List<String> names = new ArrayList<>();
    for (String name : viewer.headerNames()) {
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
