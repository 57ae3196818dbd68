// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.config.GeneratedHeader;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.cache.ForwardRule;
import dev.edgefilter.origin.OriginRequest;
import java.util.Set;

/**
 * Passes on to a remote origin what a viewer sends after the body, as far as its head has announced
 * it (RFC 9110, 6.5); CloudFront drops it.
 */
final class RequestTrailers {

  /** Framing, routing, credentials, and what decides on the request: too late after the body. */
  private static final Set<String> REFUSED =
      Set.of(
          "accept",
          "accept-charset",
          "accept-encoding",
          "accept-language",
          "authorization",
          "cache-control",
          "connection",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-length",
          "content-location",
          "content-range",
          "content-type",
          "cookie",
          "date",
          "expect",
          "forwarded",
          "host",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "keep-alive",
          "max-forwards",
          "origin",
          "pragma",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "referer",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  private RequestTrailers() {}

  /** The request for a remote origin, with the trailers that may come. */
  static OriginRequest announced(Exchange exchange, OriginRequest request) {
    RequestHead viewer = exchange.viewer.request();
    String told = viewer.joined("Trailer");
    // A body whose length is known goes out with it, and has no place for more in HTTP/1.1.
    if (told == null
        || request.body() == null
        || viewer.joined("Content-Length") != null
        || request.headers().contains("Content-Length") // a function has replaced the body
        || !exchange.behavior().switches().on(FidelitySwitch.REQUEST_TRAILERS_FORWARDED)) {
      return request;
    }
    Set<String> names = Trailers.names(told, REFUSED);
    Set<String> ofConnection = Trailers.names(viewer.joined("Connection"), Set.of());
    names.removeIf(name -> ofConnection.contains(name) || !mayFollow(exchange, request, name));
    if (names.isEmpty()) {
      return request;
    }
    Headers headers =
        request.headers().toBuilder().set("Trailer", String.join(", ", names)).build();
    return request.withTrailers(
        headers, () -> Trailers.selected(exchange.viewer.requestTrailers(), names));
  }

  /**
   * True when the viewer may send it as a header, and it is none that the head has: what the
   * configuration, a function or the edge says to the origin is not said otherwise later.
   */
  private static boolean mayFollow(Exchange exchange, OriginRequest request, String name) {
    ForwardRule forward = exchange.forward();
    return forward.sends(name, request.method())
        && !GeneratedHeader.isReserved(name)
        && !name.startsWith("x-amz-")
        && !name.startsWith("x-forwarded-")
        && !name.startsWith("sec-")
        && !request.headers().contains(name);
  }
}
