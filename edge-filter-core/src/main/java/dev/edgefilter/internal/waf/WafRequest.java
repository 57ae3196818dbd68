// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.IpAddress;
import dev.edgefilter.http.QueryString;
import dev.edgefilter.http.RequestHead;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request on its way through the rules of a web ACL; used by one thread. */
final class WafRequest {
  final WafFacts facts;
  final RequestHead head;
  final int bodyLimit;
  final Headers.Builder inserted = Headers.builder();
  final List<String> counted = new ArrayList<>(0);
  private final @Nullable Component[] components;
  private @Nullable Set<String> labels;
  private @Nullable Cookies cookies;
  private @Nullable List<QueryString.Parameter> arguments;
  private @Nullable IpAddress address;
  private boolean addressRead;
  private @Nullable String body;

  WafRequest(WafFacts facts, int bodyLimit, int componentCount) {
    this.facts = facts;
    this.head = facts.request();
    this.bodyLimit = bodyLimit;
    this.components = new @Nullable Component[componentCount];
  }

  /** A part of the request, read and transformed once however many rules look at it. */
  Component component(ComponentReader reader) {
    Component known = components[reader.index()];
    if (known == null) {
      known = reader.read(this);
      components[reader.index()] = known;
    }
    return known;
  }

  @Nullable IpAddress address() {
    if (!addressRead) {
      String literal = facts.address();
      address = literal == null ? null : IpAddress.parse(literal);
      addressRead = true;
    }
    return address;
  }

  Cookies cookies() {
    Cookies known = cookies;
    if (known == null) {
      known = Cookies.parse(head.headers("Cookie"));
      cookies = known;
    }
    return known;
  }

  List<QueryString.Parameter> arguments() {
    List<QueryString.Parameter> known = arguments;
    if (known == null) {
      known = QueryString.parse(head.query());
      arguments = known;
    }
    return known;
  }

  /** The body as far as rules see it, and one byte more when it is longer. */
  String body() {
    String known = body;
    if (known == null) {
      known = facts.body(bodyLimit);
      body = known;
    }
    return known;
  }

  void label(String label) {
    Set<String> known = labels;
    if (known == null) {
      known = new LinkedHashSet<>();
      labels = known;
    }
    known.add(label);
  }

  Set<String> labels() {
    Set<String> known = labels;
    return known == null ? Set.of() : known;
  }
}
