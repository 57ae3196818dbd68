// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The cookies a viewer sent (RFC 6265, 4.2).
 *
 * <p>Immutable. Names and values are case-sensitive and raw. As CloudFront does, pairs that are not
 * {@code name=value} and names that begin with a dollar sign are dropped.
 */
public final class Cookies {
  /** No cookies. */
  public static final Cookies NONE = new Cookies(List.of());

  private static final Comparator<Cookie> BY_NAME = Comparator.comparing(Cookie::name);

  private final List<Cookie> list;

  private Cookies(List<Cookie> list) {
    this.list = list;
  }

  /**
   * One cookie.
   *
   * @param name the name, not empty
   * @param value the raw value with its quotes, if it has some
   */
  public record Cookie(String name, String value) {}

  /** Parses all {@code Cookie} lines of a request in order. */
  public static Cookies parse(List<String> lines) {
    if (lines.isEmpty()) {
      return NONE;
    }
    List<Cookie> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      addPairs(found, lines.get(i));
    }
    return found.isEmpty() ? NONE : new Cookies(Collections.unmodifiableList(found));
  }

  private static void addPairs(List<Cookie> found, String line) {
    int start = 0;
    while (start < line.length()) {
      int semicolon = line.indexOf(';', start);
      int end = semicolon < 0 ? line.length() : semicolon;
      addPair(found, line, Ascii.skipBlanks(line, start, end), end);
      start = end + 1;
    }
  }

  private static void addPair(List<Cookie> found, String line, int start, int end) {
    int equals = line.indexOf('=', start);
    if (equals < 0 || equals >= end || line.charAt(start) == '$') {
      return;
    }
    int nameEnd = Ascii.trimEnd(line, start, equals);
    if (nameEnd > start) {
      int valueStart = Ascii.skipBlanks(line, equals + 1, end);
      String value = line.substring(valueStart, Ascii.trimEnd(line, valueStart, end));
      found.add(new Cookie(line.substring(start, nameEnd), value));
    }
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** The value of the first cookie with that name, or null. */
  public @Nullable String value(String name) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).name().equals(name)) {
        return list.get(i).value();
      }
    }
    return null;
  }

  /** The cookies in the order they were sent; unmodifiable. */
  public List<Cookie> list() {
    return list;
  }

  /** The cookies sorted by name, those of one name in the order they were sent; unmodifiable. */
  public List<Cookie> sorted() {
    if (list.size() < 2) {
      return list;
    }
    List<Cookie> sorted = new ArrayList<>(list);
    sorted.sort(BY_NAME);
    return Collections.unmodifiableList(sorted);
  }

  /**
   * A {@code Cookie} value with the cookies whose names are kept, sorted by name as CloudFront
   * forwards them; null if none is.
   */
  public @Nullable String header(Predicate<String> keepName) {
    StringBuilder text = null;
    List<Cookie> sorted = sorted();
    for (int i = 0; i < sorted.size(); i++) {
      Cookie cookie = sorted.get(i);
      if (keepName.test(cookie.name())) {
        text = text == null ? new StringBuilder() : text.append("; ");
        text.append(cookie.name()).append('=').append(cookie.value());
      }
    }
    return text == null ? null : text.toString();
  }
}
