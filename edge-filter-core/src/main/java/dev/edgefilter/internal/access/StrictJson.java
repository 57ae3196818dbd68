// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a policy, and refuses what could be read in two ways: a repeated member, a
 * number in a string's place, a comment, a bare word, anything after the end.
 *
 * <p>Objects become {@link Members}, arrays lists, integers {@code Long}; every other number is
 * {@link #OTHER_NUMBER} because a policy has no use for it.
 */
final class StrictJson {
  static final Object NULL = new Object();
  static final Object OTHER_NUMBER = new Object();

  private static final int MAX_DEPTH = 8;

  /** The members of an object, no more of them than a policy can need. */
  static final class Members {
    private static final int MAX_MEMBERS = 16;

    private final List<String> names = new ArrayList<>(4);
    private final List<Object> values = new ArrayList<>(4);

    private boolean add(String name, Object value) {
      if (names.size() == MAX_MEMBERS || names.contains(name)) {
        return false;
      }
      names.add(name);
      return values.add(value);
    }

    int size() {
      return names.size();
    }

    String name(int i) {
      return names.get(i);
    }

    Object value(int i) {
      return values.get(i);
    }

    /** The value of the member with that name, or null. */
    @Nullable Object get(String name) {
      int i = names.indexOf(name);
      return i < 0 ? null : values.get(i);
    }
  }

  private final String text;
  private int at;

  private StrictJson(String text) {
    this.text = text;
  }

  /** The value that the text holds, or null if it is no strict JSON or nested too deeply. */
  static @Nullable Object parse(String text) {
    StrictJson json = new StrictJson(text);
    Object value = json.value(0);
    json.skipBlanks();
    return json.at == text.length() ? value : null;
  }

  /** Where a text stops to be strict JSON; -1 when it does not. */
  static int faultAt(String text) {
    StrictJson json = new StrictJson(text);
    Object value = json.value(0);
    json.skipBlanks();
    return value != null && json.at == text.length() ? -1 : Math.min(json.at, text.length());
  }

  private @Nullable Object value(int depth) {
    skipBlanks();
    if (depth > MAX_DEPTH) {
      return null;
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", NULL);
      default -> number();
    };
  }

  private @Nullable Members object(int depth) {
    Members members = new Members();
    at++;
    if (take('}')) {
      return members;
    }
    do {
      skipBlanks();
      String name = peek() == '"' ? string() : null;
      Object value = name != null && take(':') ? value(depth + 1) : null;
      if (name == null || value == null || !members.add(name, value)) {
        return null;
      }
    } while (take(','));
    return take('}') ? members : null;
  }

  private @Nullable List<Object> array(int depth) {
    List<Object> values = new ArrayList<>();
    at++;
    if (take(']')) {
      return values;
    }
    do {
      Object value = value(depth + 1);
      if (value == null) {
        return null;
      }
      values.add(value);
    } while (take(','));
    return take(']') ? values : null;
  }

  private @Nullable String string() {
    int start = at + 1;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        at = i + 1;
        return text.substring(start, i);
      }
      if (c == '\\') {
        at = i;
        return escapedString(start);
      }
      if (c < ' ') {
        return null;
      }
    }
    return null;
  }

  private @Nullable String escapedString(int start) {
    StringBuilder value = new StringBuilder(text.length() - start);
    value.append(text, start, at);
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c < ' ' || (c == '\\' && !escape(value))) {
        return null;
      }
      if (c != '\\') {
        value.append(c);
      }
    }
    return null;
  }

  private boolean escape(StringBuilder value) {
    char c = peek();
    at++;
    switch (c) {
      case '"', '\\', '/' -> value.append(c);
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'u' -> {
        return unicode(value);
      }
      // No JSON, but CloudFront's own pages of 2023 write a resource's question mark this way.
      case '?' -> value.append("\\?");
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean unicode(StringBuilder value) {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0 || text.charAt(at) > 'f') {
        return false;
      }
      code = code << 4 | digit;
      at++;
    }
    value.append((char) code);
    return true;
  }

  private @Nullable Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      return null;
    }
    at += word.length();
    return value;
  }

  private @Nullable Object number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    int integer = at;
    boolean good = digits() && (text.charAt(integer) != '0' || at == integer + 1);
    int end = at;
    if (good && peek() == '.') {
      at++;
      good = digits();
    }
    if (good && (peek() == 'e' || peek() == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      good = digits();
    }
    if (!good) {
      return null;
    }
    return at == end ? integer(text.substring(start, end)) : OTHER_NUMBER;
  }

  private static Object integer(String digits) {
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      return OTHER_NUMBER; // beyond 64 bits
    }
  }

  /** Takes at least one digit. */
  private boolean digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean take(char expected) {
    skipBlanks();
    if (peek() != expected) {
      return false;
    }
    at++;
    return true;
  }

  /** The next character; U+0000, which no JSON can hold raw, at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) <= ' ' && isBlank(text.charAt(at))) {
      at++;
    }
  }
}
