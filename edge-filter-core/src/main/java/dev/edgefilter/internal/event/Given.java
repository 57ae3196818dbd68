// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.http.Cookies;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.QueryString;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function is given of one part of a message: names and values, in the order of the event.
 */
final class Given {
  private final String[] names;
  private final String[] values;
  private int size;

  private Given(int most) {
    names = new String[most];
    values = new String[most];
  }

  /** The headers that functions see, those of cookies apart. */
  static Given headers(Headers headers, String lowerCookieName) {
    Given given = new Given(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      String name = EventHeaders.lower(headers.name(i));
      if (!name.equals(lowerCookieName) && !EventHeaders.isDisallowed(name)) {
        given.add(name, EventHeaders.decode(headers.value(i)));
      }
    }
    return given;
  }

  static Given cookies(List<Cookies.Cookie> cookies) {
    Given given = new Given(cookies.size());
    for (Cookies.Cookie cookie : cookies) {
      given.add(cookie.name(), EventHeaders.decode(cookie.value()));
    }
    return given;
  }

  static Given parameters(List<QueryString.Parameter> parameters) {
    Given given = new Given(parameters.size());
    for (QueryString.Parameter parameter : parameters) {
      String value = parameter.value();
      given.add(parameter.name(), value == null ? "" : value);
    }
    return given;
  }

  private void add(String name, String value) {
    names[size] = name;
    values[size] = value;
    size++;
  }

  String name(int i) {
    return names[i];
  }

  String value(int i) {
    return values[i];
  }

  /**
   * Names and values in turn; null unless each name is there once and can be set on an object like
   * any other.
   */
  String @Nullable [] list() {
    Repeats repeats = Repeats.of(Arrays.copyOf(names, size));
    String[] list = new String[2 * size];
    for (int i = 0; i < size; i++) {
      if (repeats.next(i) >= 0 || names[i].equals("__proto__")) {
        return null;
      }
      list[2 * i] = names[i];
      list[2 * i + 1] = values[i];
    }
    return list;
  }
}
