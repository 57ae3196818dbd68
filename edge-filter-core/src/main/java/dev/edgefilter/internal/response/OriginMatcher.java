// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.config.AllowedOrigin;
import org.jspecify.annotations.Nullable;

/** Compares the {@code Origin} of requests with one allowed origin. */
final class OriginMatcher {

  private static final String BEHIND_SCHEME = "://";

  private final AllowedOrigin allowed;

  OriginMatcher(AllowedOrigin allowed) {
    this.allowed = allowed;
  }

  /** Whether an origin is allowed; {@code null} as privacy-sensitive pages send it is only by *. */
  boolean matches(String origin) {
    if (allowed.isAny()) {
      return true;
    }
    int schemeEnd = origin.indexOf(BEHIND_SCHEME);
    if (schemeEnd <= 0 || !matchesScheme(origin, schemeEnd)) {
      return false;
    }
    int start = schemeEnd + BEHIND_SCHEME.length();
    int colon = origin.lastIndexOf(':');
    boolean named = colon >= start && colon > origin.lastIndexOf(']');
    return matchesHost(origin, start, named ? colon : origin.length())
        && matchesPort(named ? origin.substring(colon + 1) : null);
  }

  private boolean matchesScheme(String origin, int end) {
    String scheme = allowed.scheme();
    return scheme == null
        ? isScheme(origin, end, "http") || isScheme(origin, end, "https")
        : isScheme(origin, end, scheme);
  }

  private static boolean isScheme(String origin, int end, String scheme) {
    return end == scheme.length() && origin.regionMatches(true, 0, scheme, 0, end);
  }

  /** One or more labels stand in front of the host when subdomains are meant, else none. */
  private boolean matchesHost(String origin, int start, int end) {
    String host = allowed.host();
    int from = end - host.length();
    if (from < start || !origin.regionMatches(true, from, host, 0, host.length())) {
      return false;
    }
    return allowed.subdomains()
        ? from > start + 1 && origin.charAt(from - 1) == '.' && areLabels(origin, start, from - 1)
        : from == start;
  }

  private static boolean areLabels(String origin, int start, int end) {
    char before = '.';
    for (int i = start; i < end; i++) {
      char c = origin.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '-' || c == '_';
      if (!letter && !other && !(c == '.' && before != '.')) {
        return false;
      }
      before = c;
    }
    return before != '.';
  }

  private boolean matchesPort(@Nullable String port) {
    String pattern = allowed.port();
    if (pattern == null) {
      // *.example.org alone says nothing of ports; everything else means the usual port.
      return port == null || (allowed.subdomains() && allowed.scheme() == null);
    }
    if (port == null || port.isEmpty()) {
      return false;
    }
    int star = pattern.indexOf('*');
    return star < 0
        ? port.equals(pattern)
        : port.length() >= pattern.length() - 1
            && port.startsWith(pattern.substring(0, star))
            && port.endsWith(pattern.substring(star + 1));
  }
}
