// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.config.AccessTokenConfig.Transport;
import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.PercentCoding;
import dev.edgefilter.http.QueryString;
import dev.edgefilter.http.RequestHead;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token as a viewer sent it.
 *
 * @param text the token in compact form; never logged
 * @param bearer whether it came in {@code Authorization}
 */
public record Token(String text, boolean bearer) {
  private static final String SCHEME = "Bearer ";

  static @Nullable Token find(
      Transport transport, RequestHead request, @Nullable String pathToken) {
    String header = transport.bearer() ? request.header("Authorization") : null;
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Token(header.substring(SCHEME.length()).strip(), true);
    }
    if (!transport.query().isEmpty()) {
      String raw = QueryString.firstValue(request.query(), transport.query());
      String decoded = raw == null ? null : PercentCoding.decode(raw);
      if (raw != null) {
        return new Token(decoded == null ? raw : decoded, false);
      }
    }
    if (pathToken != null) {
      return new Token(pathToken, false);
    }
    return inCookie(transport, request);
  }

  static @Nullable Token inCookie(Transport transport, RequestHead request) {
    String cookie =
        transport.cookie().isEmpty()
            ? null
            : Cookies.parse(request.headers("Cookie")).value(transport.cookie());
    return cookie == null ? null : new Token(cookie, false);
  }

  /**
   * The address that was asked for, without any token.
   *
   * @param request the request without a token in its path
   */
  static String uri(Transport transport, RequestHead request) {
    String rest =
        transport.query().isEmpty()
            ? request.query()
            : QueryString.without(request.query(), Set.of(transport.query()));
    String uri = request.scheme() + "://" + request.host() + request.path();
    return rest == null ? uri : uri + "?" + rest;
  }

  /** Never the token: a log line with it would be a ticket. */
  @Override
  public String toString() {
    return "Token";
  }
}
