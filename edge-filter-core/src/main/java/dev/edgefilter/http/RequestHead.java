// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer asked for: everything of a request but its body.
 *
 * <p>Implementations may be views of a container's request, so a head is used only while its
 * request lives and by the thread that owns it.
 */
public interface RequestHead {
  /** The method as sent, for example {@code GET}; methods are case-sensitive. */
  String method();

  /** The scheme in lower case, {@code http} or {@code https}. */
  String scheme();

  /** The host as sent, with its port if one was sent, in lower case. */
  String host();

  /** The raw path, beginning with a slash, with percent-encoding untouched. */
  String path();

  /** The raw query without its question mark; null if there is none or it is empty. */
  @Nullable String query();

  /** The protocol as in a request line, for example {@code HTTP/1.1}. */
  String protocol();

  /** The value of the first line with that name, or null; names ignore ASCII case. */
  @Nullable String header(String name);

  /** The values of all lines with that name in order; an empty list if there is none. */
  List<String> headers(String name);

  /** Every distinct header name once. */
  List<String> headerNames();

  /** All lines with that name joined by {@code ", "} (RFC 9110, 5.3), or null if there is none. */
  default @Nullable String joined(String name) {
    List<String> values = headers(name);
    if (values.isEmpty()) {
      return null;
    }
    return values.size() == 1 ? values.get(0) : String.join(", ", values);
  }

  /**
   * Makes the head of an HTTP/1.1 request for an absolute URL.
   *
   * <p>A {@code Host} line wins over the URL's authority and is added when missing. A fragment is
   * cut off. The path is taken as it is, however strange.
   *
   * @throws IllegalArgumentException if the method is no token, or the URL does not begin with
   *     {@code http://} or {@code https://} and a host without user information
   */
  static RequestHead of(String method, String url, Headers headers) {
    return SimpleRequestHead.of(method, url, headers);
  }
}
