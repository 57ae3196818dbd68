// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.PercentCoding;
import dev.edgefilter.http.QueryString;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Leaves secrets out of what people read: an explanation ends up in tickets.
 *
 * <p>What is hidden came with the request that is explained, or was written by the operator, so
 * whoever asks knows it already; its length is enough to tell two values apart.
 */
final class Redaction {

  /** Whole names, lower case, of headers and query parameters. */
  private static final Set<String> NAMES =
      Set.of("policy", "sig", "auth", "key", "code", "proxy-authenticate", "www-authenticate");

  /** Parts of names, lower case. */
  private static final List<String> MARKS =
      List.of(
          "signature",
          "token",
          "secret",
          "passw",
          "api-key",
          "api_key",
          "apikey",
          "credential",
          "authorization",
          "session",
          "jwt");

  private Redaction() {}

  /** A header's value, hidden when it may be a secret. */
  static String header(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("cookie")) {
      return cookies(value);
    }
    if (lower.equals("set-cookie") || isSecret(lower)) {
      return hidden(value);
    }
    return lower.equals("referer") || lower.equals("location") ? url(value) : value;
  }

  /** A URL with the values of secret parameters hidden. */
  static String url(String url) {
    int question = url.indexOf('?');
    return question < 0 ? url : url.substring(0, question + 1) + query(url.substring(question + 1));
  }

  /** A query with the values of secret parameters hidden. */
  static String query(String query) {
    StringBuilder text = new StringBuilder(query.length());
    for (QueryString.Parameter parameter : QueryString.parse(query)) {
      String value = parameter.value();
      text.append(text.length() == 0 ? "" : "&").append(parameter.name());
      if (value != null) {
        text.append('=').append(isSecretParameter(parameter.name()) ? hidden(value) : value);
      }
    }
    return text.toString();
  }

  /** The names of cookies; any of them may be a session. */
  static String cookies(String header) {
    StringBuilder text = new StringBuilder(header.length());
    for (Cookies.Cookie cookie : Cookies.parse(List.of(header)).list()) {
      text.append(text.length() == 0 ? "" : "; ").append(cookie.name()).append('=');
      text.append(hidden(cookie.value()));
    }
    return text.toString();
  }

  static String hidden(String value) {
    return "(" + value.length() + " characters)";
  }

  private static boolean isSecretParameter(String rawName) {
    String decoded = PercentCoding.decode(rawName);
    // A name that cannot be read may be any name.
    return decoded == null || isSecret(decoded.toLowerCase(Locale.ROOT));
  }

  private static boolean isSecret(String lower) {
    if (NAMES.contains(lower)) {
      return true;
    }
    for (String mark : MARKS) {
      if (lower.contains(mark)) {
        return true;
      }
    }
    return false;
  }
}
