// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.plan.OriginPlan;
import org.jspecify.annotations.Nullable;

/** The headers that the edge itself adds to an origin request (CloudFront: request headers). */
final class OriginHeaders {

  private static final String USER_AGENT = "Amazon CloudFront";

  private OriginHeaders() {}

  /** The application keeps the viewer's connection, so only the request id and its own come on. */
  static Headers forApplication(Exchange exchange, Headers forwarded) {
    return forwarded.toBuilder().set("X-Amz-Cf-Id", exchange.requestId).build();
  }

  static Headers forRemote(
      Exchange exchange, Headers forwarded, OriginPlan origin, boolean hostForwarded) {
    Headers.Builder headers = forwarded.toBuilder();
    dropNamedByConnection(exchange, headers);
    addUpgrade(exchange, headers);
    if (!hostForwarded) {
      headers.set("Host", origin.domainName());
    }
    String hostHeader = origin.hostHeader();
    if (hostHeader != null) {
      headers.set("Host", hostHeader);
    }
    if (!forwarded.contains("User-Agent")) {
      headers.set("User-Agent", USER_AGENT);
    }
    headers.set("Via", appended(forwarded.joined("Via"), exchange.services.signature().via()));
    headers.set(Loops.HEADER, Loops.marked(exchange));
    headers.set("X-Forwarded-For", forwardedFor(exchange));
    headers.set("X-Amz-Cf-Id", exchange.requestId);
    return headers.build();
  }

  /**
   * What the viewer names in Connection is for the edge alone (RFC 9110, 7.6.1). Headers of the key
   * stay: without them a viewer could have the answer to another request stored under it.
   */
  private static void dropNamedByConnection(Exchange exchange, Headers.Builder headers) {
    String connection = exchange.request.joined("Connection");
    if (connection == null) {
      return;
    }
    for (String name : connection.split(",", -1)) {
      String named = name.strip();
      if (!named.isEmpty()
          && !named.equalsIgnoreCase("Host")
          && !exchange.behavior().key().holdsHeader(named)) {
        headers.remove(named);
      }
    }
  }

  /** Without these an origin cannot agree to WebSocket, whatever the policies forward. */
  private static void addUpgrade(Exchange exchange, Headers.Builder headers) {
    RequestHead request = exchange.viewer.request();
    String protocol = exchange.viewer.upgrades() ? request.joined("Upgrade") : null;
    if (protocol == null) {
      return;
    }
    headers.set("Upgrade", protocol);
    for (String name : request.headerNames()) {
      if (name.regionMatches(true, 0, "Sec-WebSocket-", 0, 14)) {
        headers.remove(name);
        for (String value : request.headers(name)) {
          headers.add(name, value);
        }
      }
    }
  }

  private static String forwardedFor(Exchange exchange) {
    String address = exchange.viewer.peerAddress();
    String peer = address == null ? "unknown" : address;
    @Nullable String given = exchange.viewer.request().joined("X-Forwarded-For");
    return given == null ? peer : given + "," + peer;
  }

  private static String appended(@Nullable String given, String own) {
    return given == null ? own : given + ", " + own;
  }

  /** Custom headers win over the viewer's (CloudFront: origin custom headers). */
  static Headers withCustom(Headers headers, OriginPlan origin) {
    Headers custom = origin.customHeaders();
    if (custom.size() == 0) {
      return headers;
    }
    Headers.Builder complete = headers.toBuilder();
    for (int i = 0; i < custom.size(); i++) {
      complete.set(custom.name(i), custom.value(i));
    }
    return complete.build();
  }
}
