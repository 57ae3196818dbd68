// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.RequestHead;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A container's request, read in place. */
final class ServletRequestHead implements RequestHead {

  private final HttpServletRequest request;
  private final String scheme;
  private final String host;
  private final @Nullable String query;

  ServletRequestHead(HttpServletRequest request, String scheme) {
    this.request = request;
    this.scheme = scheme;
    String given = request.getHeader("Host");
    this.host = given == null ? authority(request) : given.toLowerCase(Locale.ROOT);
    String rawQuery = request.getQueryString();
    this.query = rawQuery == null || rawQuery.isEmpty() ? null : rawQuery;
  }

  /** HTTP/2 has an authority in place of a Host header; HTTP/1.0 may have neither. */
  private static String authority(HttpServletRequest request) {
    int port = request.getServerPort();
    boolean usual = port == 80 || port == 443;
    String name = request.getServerName().toLowerCase(Locale.ROOT);
    return usual ? name : name + ":" + port;
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
    return request.getHeader(name);
  }

  @Override
  public List<String> headers(String name) {
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
    return Collections.list(request.getHeaderNames());
  }
}
