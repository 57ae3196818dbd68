// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what an origin sends after the body, as far as its head has announced it; nothing of it
 * is stored (RFC 9110, 6.5).
 */
final class Trailers {

  /** They say how to read the message, whom it is for or how long it is good: too late by then. */
  private static final Set<String> REFUSED =
      Set.of(
          "age",
          "authorization",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "date",
          "expires",
          "host",
          "keep-alive",
          "location",
          "set-cookie",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "vary",
          "www-authenticate");

  private Trailers() {}

  /** The head for the viewer, with the trailers that may come where the container sends them. */
  static ResponseHead announced(Exchange exchange, ResponseHead head) {
    if (exchange.source != BodySource.ORIGIN) {
      return head;
    }
    String told = exchange.originSide().trailer;
    if (told == null
        || exchange.replacedViewerBody != null
        || exchange.request.method().equals("HEAD")
        || head.headers().contains("Content-Length")) {
      return head;
    }
    if (exchange.origin().isSelf()) {
      // An application has handed its own to the container, which sends all of them.
      return exchange.viewer.hasTrailers()
          ? head.withHeaders(head.headers().toBuilder().set("Trailer", told).build())
          : head;
    }
    Set<String> names = names(told, REFUSED);
    if (names.isEmpty() || !exchange.viewer.trailers(() -> selected(exchange.trailers, names))) {
      return head;
    }
    Headers headers = head.headers().toBuilder().set("Trailer", String.join(", ", names)).build();
    return head.withHeaders(headers);
  }

  /** The names in a list of fields to come, in lower case, but for those that are refused. */
  static Set<String> names(@Nullable String told, Set<String> refused) {
    Set<String> names = new TreeSet<>();
    if (told == null) {
      return names;
    }
    for (String name : told.toLowerCase(Locale.ROOT).split(",", -1)) {
      String stripped = name.strip();
      if (!stripped.isEmpty() && !refused.contains(stripped)) {
        names.add(stripped);
      }
    }
    return names;
  }

  /** Those that came and may go on. */
  static Headers selected(@Nullable Headers came, Set<String> names) {
    Headers.Builder kept = Headers.builder();
    for (int i = 0; came != null && i < came.size(); i++) {
      if (names.contains(came.name(i).toLowerCase(Locale.ROOT))) {
        kept.add(came.name(i), came.value(i));
      }
    }
    return kept.build();
  }
}
