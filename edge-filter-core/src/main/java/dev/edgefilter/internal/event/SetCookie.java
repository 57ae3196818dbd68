// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.http.Headers;
import java.util.ArrayList;
import java.util.List;

/**
 * One {@code Set-Cookie} line in the parts that CloudFront Functions know.
 *
 * @param name its name
 * @param value its value
 * @param attributes the text after the first semicolon, or empty
 */
record SetCookie(String name, String value, String attributes) {

  static List<SetCookie> parse(Headers headers) {
    List<SetCookie> cookies = new ArrayList<>();
    for (String line : headers.all("Set-Cookie")) {
      int end = line.indexOf(';');
      String pair = end < 0 ? line : line.substring(0, end);
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).strip();
      String value = pair.substring(equals + 1).strip();
      cookies.add(new SetCookie(name, value, end < 0 ? "" : line.substring(end + 1).strip()));
    }
    return cookies;
  }

  String line() {
    String pair = name + "=" + EventHeaders.encode(value);
    return attributes.isEmpty() ? pair : pair + "; " + attributes;
  }
}
