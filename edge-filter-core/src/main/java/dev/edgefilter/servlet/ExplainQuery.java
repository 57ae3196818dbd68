// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.PercentCoding;
import dev.edgefilter.http.QueryString;
import dev.edgefilter.http.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants explained, read from a query string.
 *
 * @param request the request to explain
 * @param contextPath the context path of the web app, or empty
 * @param address the viewer's address, or null when unknown
 * @param json true for JSON, false for text
 */
record ExplainQuery(
    RequestHead request, String contextPath, @Nullable String address, boolean json) {

  static final String USAGE =
      "usage: ?url=https://host/path or /path[&method=GET][&header=Name:%20value]..."
          + "[&address=192.0.2.7][&context=/app][&format=text|json]\n"
          + "Percent-encode each value, for example with: curl -G --data-urlencode url=...\n";

  private static final int MOST_CHARACTERS = 64 << 10;

  /**
   * Reads a query.
   *
   * @param site the scheme and host of a path alone, or null when there is none
   * @throws IllegalArgumentException with what was found and what was expected
   */
  static ExplainQuery of(@Nullable String query, @Nullable String site) {
    if (query != null && query.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("the query is too long");
    }
    Headers.Builder headers = Headers.builder();
    Reader reader = new Reader();
    for (QueryString.Parameter parameter : QueryString.parse(query)) {
      reader.take(parameter.name(), decoded(parameter), headers);
    }
    if (reader.url == null) {
      throw new IllegalArgumentException("url is missing");
    }
    checkUrl(reader.url);
    boolean path = site != null && reader.url.startsWith("/");
    String url = path ? site + reader.url : reader.url;
    String method = reader.method == null ? "GET" : reader.method;
    return new ExplainQuery(
        head(method, url, headers.build()),
        reader.context == null ? "" : reader.context,
        reader.address,
        "json".equals(reader.format));
  }

  private static RequestHead head(String method, String url, Headers headers) {
    try {
      return RequestHead.of(method, url, headers);
    } catch (IllegalArgumentException e) {
      // The URL may carry a signature, so it is not repeated.
      throw new IllegalArgumentException(
          "url or method is wrong, expected https://host/path or a path, without user information and a method"
              + " such as GET",
          e);
    }
  }

  /** As in a form: a plus sign is a blank. */
  static String decoded(QueryString.Parameter parameter) {
    String raw = parameter.value();
    String value = raw == null ? null : PercentCoding.decode(raw.replace('+', ' '));
    if (value == null) {
      throw new IllegalArgumentException(
          parameter.name() + " has no value, or one that is not percent-encoded UTF-8");
    }
    return value;
  }

  /** A URL as it goes over the wire; what a browser would encode first is not one. */
  private static void checkUrl(String url) {
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c <= ' ' || c > '~') {
        throw new IllegalArgumentException(
            "url has a character that is never sent as it is, at position "
                + i
                + "; percent-encode it within the URL, then the URL as a whole");
      }
    }
  }

  static String format(String value) {
    if (!value.equals("text") && !value.equals("json")) {
      throw new IllegalArgumentException(
          "format is \"" + shown(value) + "\", expected text or json");
    }
    return value;
  }

  /** What may be repeated in an answer: no line break, and not too long. */
  static String shown(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(60, text.length()); i++) {
      char c = text.charAt(i);
      safe.append(c < ' ' || c > '~' ? '?' : c);
    }
    return safe.toString();
  }

  private static final class Reader {
    private @Nullable String url;
    private @Nullable String method;
    private @Nullable String address;
    private @Nullable String context;
    private @Nullable String format;

    void take(String name, String value, Headers.Builder headers) {
      switch (name) {
        case "url" -> url = once(name, url, value);
        case "method" -> method = once(name, method, value);
        case "address" -> address = address(once(name, address, value));
        case "context" -> context = context(once(name, context, value));
        case "format" -> format = format(once(name, format, value));
        case "header" -> header(value, headers);
        default ->
            throw new IllegalArgumentException(
                "parameter \""
                    + shown(name)
                    + "\" is unknown; is an & within the url not percent-encoded?");
      }
    }

    private static String once(String name, @Nullable String before, String value) {
      if (before != null) {
        throw new IllegalArgumentException(name + " is given twice, expected once");
      }
      return value;
    }

    private static void header(String line, Headers.Builder headers) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        // The text may be a credential whose name was forgotten, so it is not repeated.
        throw new IllegalArgumentException("a header has no colon, expected Name: value");
      }
      headers.add(line.substring(0, colon), line.substring(colon + 1).trim());
    }

    private static String address(String value) {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (Character.digit(c, 16) < 0 && c != '.' && c != ':') {
          throw new IllegalArgumentException(
              "address is \"" + shown(value) + "\", expected one such as 192.0.2.7 or 2001:db8::7");
        }
      }
      return value;
    }

    private static String context(String value) {
      if (!value.isEmpty() && (!value.startsWith("/") || value.endsWith("/"))) {
        throw new IllegalArgumentException(
            "context is \"" + shown(value) + "\", expected a context path such as /app");
      }
      return value;
    }
  }
}
