// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One item of the origins that a CORS part allows, taken apart.
 *
 * @param scheme {@code http} or {@code https}; null for both
 * @param subdomains true when {@code *} stands for one or more labels in front of {@code host}
 * @param host the host in lower case; empty when any origin is meant
 * @param port digits, with one {@code *} for any text; null when no port is named
 */
public record AllowedOrigin(
    @Nullable String scheme, boolean subdomains, String host, @Nullable String port) {

  /** Any origin at all. */
  public static final AllowedOrigin ANY = new AllowedOrigin(null, true, "", null);

  /**
   * Reads an item such as {@code *}, {@code https://www.example.com}, {@code *.example.com} or
   * {@code http://example.com:*}.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static AllowedOrigin of(String text) {
    if (text.equals("*")) {
      return ANY;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    int schemeEnd = lower.indexOf("://");
    String scheme = schemeEnd < 0 ? null : lower.substring(0, schemeEnd);
    if (scheme != null && !scheme.equals("http") && !scheme.equals("https")) {
      throw wrong(text, "has the scheme \"" + scheme + "\"; expected http or https");
    }
    String rest = schemeEnd < 0 ? lower : lower.substring(schemeEnd + 3);
    int colon = rest.lastIndexOf(':');
    String port = colon > rest.lastIndexOf(']') ? rest.substring(colon + 1) : null;
    String host = port == null ? rest : rest.substring(0, colon);
    boolean subdomains = host.startsWith("*.");
    String plain = subdomains ? host.substring(2) : host;
    if (port != null && !isPort(port)) {
      throw wrong(text, "has the port \"" + port + "\"; expected digits, with one * at most");
    }
    if (plain.indexOf('*') >= 0) {
      throw wrong(text, "has a * inside; expected it as the whole left-most label, or in the port");
    }
    if (!isHost(plain)) {
      throw wrong(text, "names no host; expected an origin such as https://www.example.com");
    }
    return new AllowedOrigin(scheme, subdomains, plain, port);
  }

  private static IllegalArgumentException wrong(String text, String message) {
    return new IllegalArgumentException("found \"" + text + "\", which " + message);
  }

  private static boolean isPort(String port) {
    int stars = 0;
    for (int i = 0; i < port.length(); i++) {
      char c = port.charAt(i);
      stars += c == '*' ? 1 : 0;
      if (c != '*' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return !port.isEmpty() && stars <= 1;
  }

  private static boolean isHost(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      return host.length() > 2;
    }
    return !host.isEmpty()
        && PathPatterns.firstNotIn(host, "-._") < 0
        && !host.startsWith(".")
        && !host.endsWith(".");
  }

  /** True when every origin is meant. */
  public boolean isAny() {
    return host.isEmpty();
  }
}
