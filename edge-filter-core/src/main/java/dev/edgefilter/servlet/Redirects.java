// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.UriPath;
import jakarta.servlet.http.HttpServletRequest;

/** What goes into Location for {@code sendRedirect}. */
final class Redirects {

  private Redirects() {}

  /**
   * A complete URL or an absolute path stays; a relative path is resolved against the request. No
   * host is added: RFC 9110, 10.2.2 does not ask for it, and a stored redirect serves all hosts.
   */
  static String location(HttpServletRequest request, String location) {
    if (location.startsWith("/") || hasScheme(location)) {
      return location;
    }
    String uri = request.getRequestURI();
    if (location.isEmpty() || location.startsWith("?") || location.startsWith("#")) {
      return uri + location;
    }
    return normalized(uri.substring(0, uri.lastIndexOf('/') + 1) + location);
  }

  private static boolean hasScheme(String location) {
    int colon = location.indexOf(':');
    if (colon <= 0) {
      return false;
    }
    for (int i = 0; i < colon; i++) {
      char c = location.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '+' && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static String normalized(String path) {
    int query = path.indexOf('?');
    int end = query < 0 ? path.length() : query;
    return UriPath.normalize(path.substring(0, end)) + path.substring(end);
  }
}
