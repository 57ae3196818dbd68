// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request head that holds its parts itself. */
record SimpleRequestHead(
    String method,
    String scheme,
    String host,
    String path,
    @Nullable String query,
    String protocol,
    Headers lines)
    implements RequestHead {

  static SimpleRequestHead of(String method, String url, Headers headers) {
    if (!Ascii.isToken(method)) {
      throw new IllegalArgumentException("method \"" + method + "\" is not a token");
    }
    String scheme = scheme(url);
    int hostStart = scheme.length() + 3;
    int fragment = url.indexOf('#', hostStart);
    int end = fragment < 0 ? url.length() : fragment;
    int hostEnd = hostEnd(url, hostStart, end);
    int question = url.indexOf('?', hostEnd);
    int pathEnd = question < 0 || question > end ? end : question;
    String path = pathEnd == hostEnd ? "/" : url.substring(hostEnd, pathEnd);
    String query = pathEnd + 1 >= end ? null : url.substring(pathEnd + 1, end);
    Headers lines = withHost(headers, authority(url, hostStart, hostEnd));
    String host = lines.first("Host");
    return new SimpleRequestHead(
        method, scheme, Ascii.lower(host == null ? "" : host), path, query, "HTTP/1.1", lines);
  }

  private static String scheme(String url) {
    if (Ascii.regionMatches(url, 0, "https://", 0, 8)) {
      return "https";
    }
    if (Ascii.regionMatches(url, 0, "http://", 0, 7)) {
      return "http";
    }
    throw new IllegalArgumentException(
        "URL \"" + url + "\" does not begin with http:// or https://");
  }

  private static int hostEnd(String url, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?') {
        return i;
      }
    }
    return end;
  }

  private static String authority(String url, int start, int end) {
    String authority = url.substring(start, end);
    if (authority.isEmpty() || authority.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "URL has no host, or user information before it: \"" + url + "\"");
    }
    return authority;
  }

  private static Headers withHost(Headers headers, String authority) {
    return headers.contains("Host") ? headers : headers.toBuilder().add("Host", authority).build();
  }

  @Override
  public @Nullable String header(String name) {
    return lines.first(name);
  }

  @Override
  public List<String> headers(String name) {
    return lines.all(name);
  }

  @Override
  public List<String> headerNames() {
    return lines.names();
  }

  @Override
  public @Nullable String joined(String name) {
    return lines.joined(name);
  }
}
