// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.RequestHead;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A container's request, read in place. From HTTP/2 on it has an authority in the place of Host,
 * which who goes on in HTTP/1.1 puts back (RFC 9113, 8.3.1), and which policies, keys, functions
 * and rules know by that name alone.
 */
final class ServletRequestHead implements RequestHead {

  private static final String HOST = "Host";

  private final HttpServletRequest request;
  private final boolean authorityIsHost;
  private final String scheme;
  private final String host;
  private final @Nullable String query;

  ServletRequestHead(HttpServletRequest request, String scheme) {
    this.request = request;
    this.scheme = scheme;
    String given = request.getHeader(HOST);
    this.authorityIsHost = given == null && isHttp2OrLater(request);
    this.host = given == null ? authority(request) : given.toLowerCase(Locale.ROOT);
    String rawQuery = request.getQueryString();
    this.query = rawQuery == null || rawQuery.isEmpty() ? null : rawQuery;
  }

  /** HTTP/1.0 may have neither an authority nor a Host. */
  private static String authority(HttpServletRequest request) {
    int port = request.getServerPort();
    boolean usual = port == 80 || port == 443;
    String name = request.getServerName().toLowerCase(Locale.ROOT);
    return usual ? name : name + ":" + port;
  }

  /** From there on no header tells whether there is a body, nor need one name the host. */
  static boolean isHttp2OrLater(HttpServletRequest request) {
    String protocol = request.getProtocol();
    return protocol != null && !protocol.startsWith("HTTP/1") && !protocol.startsWith("HTTP/0");
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public String path() {
    return request.getRequestURI();
  }

  @Override
  public @Nullable String query() {
    return query;
  }

  @Override
  public String protocol() {
    return request.getProtocol();
  }

  @Override
  public @Nullable String header(String name) {
    return authorityIsHost && name.equalsIgnoreCase(HOST) ? host : request.getHeader(name);
  }

  @Override
  public List<String> headers(String name) {
    if (authorityIsHost && name.equalsIgnoreCase(HOST)) {
      return List.of(host);
    }
    if (request.getHeader(name) == null) {
      return List.of(); // most are absent, and asking for one line makes nothing
    }
    Enumeration<String> lines = request.getHeaders(name);
    if (!lines.hasMoreElements()) {
      return List.of();
    }
    String first = lines.nextElement();
    if (!lines.hasMoreElements()) {
      return List.of(first);
    }
    List<String> all = Collections.list(lines);
    all.add(0, first);
    return all;
  }

  @Override
  public List<String> headerNames() {
    List<String> names = Collections.list(request.getHeaderNames());
    if (authorityIsHost) {
      names.add(0, HOST);
    }
    return names;
  }
}
