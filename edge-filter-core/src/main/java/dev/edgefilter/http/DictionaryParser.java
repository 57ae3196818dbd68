// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a structured field's dictionary (RFC 8941, 4.2.2) and keeps the text of its values. */
final class DictionaryParser {

  private static final int MOST_INTEGER_DIGITS = 15;
  private static final int MOST_WHOLE_DIGITS = 12;
  private static final int MOST_FRACTION_DIGITS = 3;
  private static final String TOKEN_MORE = ":/";
  private static final String KEY_MORE = "_-.*";
  private static final String BASE64_MORE = "+/=";

  private final String text;
  private int at;

  private DictionaryParser(String text) {
    this.text = text;
  }

  /**
   * Parses the joined lines of a field.
   *
   * @return the members with their values as written, {@code ?1} for those without; the last of
   *     duplicates counts; null when it is no dictionary
   */
  static @Nullable Map<String, String> parse(String text) {
    DictionaryParser parser = new DictionaryParser(text);
    Map<String, String> members = new LinkedHashMap<>();
    parser.skip(false);
    while (!parser.ends()) {
      String key = parser.key();
      if (key == null || !parser.member(key, members)) {
        return null;
      }
      parser.skip(true);
      if (parser.ends()) {
        return members;
      }
      if (!parser.take(',')) {
        return null;
      }
      parser.skip(true);
      if (parser.ends()) {
        return null; // a comma behind the last member
      }
    }
    return members;
  }

  private boolean member(String key, Map<String, String> members) {
    String value = "?1";
    if (take('=')) {
      int start = at;
      if (!itemOrList()) {
        return false;
      }
      value = text.substring(start, at);
    }
    members.remove(key);
    members.put(key, value);
    return parameters();
  }

  private boolean itemOrList() {
    if (!take('(')) {
      return bareItem();
    }
    while (!ends()) {
      skip(false);
      if (take(')')) {
        return true;
      }
      if (!bareItem() || !parameters() || ends() || (peek() != ' ' && peek() != ')')) {
        return false;
      }
    }
    return false;
  }

  private boolean parameters() {
    while (take(';')) {
      skip(false);
      if (key() == null || (take('=') && !bareItem())) {
        return false;
      }
    }
    return true;
  }

  private boolean bareItem() {
    if (ends()) {
      return false;
    }
    char c = peek();
    if (c == '-' || Ascii.isDigit(c)) {
      return number();
    }
    if (c == '"') {
      return string();
    }
    if (c == '*' || Ascii.isLetter(c)) {
      run(TOKEN_MORE, true);
      return true;
    }
    if (c == ':') {
      at++;
      run(BASE64_MORE, false);
      return take(':');
    }
    return take('?') && (take('0') || take('1'));
  }

  private boolean number() {
    take('-');
    int whole = digits();
    if (!take('.')) {
      return whole > 0 && whole <= MOST_INTEGER_DIGITS;
    }
    int fraction = digits();
    return whole > 0
        && whole <= MOST_WHOLE_DIGITS
        && fraction > 0
        && fraction <= MOST_FRACTION_DIGITS;
  }

  private int digits() {
    int start = at;
    while (!ends() && Ascii.isDigit(peek())) {
      at++;
    }
    return at - start;
  }

  private boolean string() {
    at++;
    while (!ends()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c == '\\' && (ends() || (peek() != '"' && peek() != '\\'))) {
        return false;
      }
      if (c == '\\') {
        at++;
      } else if (c < ' ' || c >= 0x7f) {
        return false;
      }
    }
    return false;
  }

  private @Nullable String key() {
    int start = at;
    if (ends() || (peek() != '*' && !isLower(peek()))) {
      return null;
    }
    while (!ends() && (isLower(peek()) || Ascii.isDigit(peek()) || KEY_MORE.indexOf(peek()) >= 0)) {
      at++;
    }
    return text.substring(start, at);
  }

  private void run(String more, boolean token) {
    while (!ends()) {
      char c = peek();
      boolean fits =
          Ascii.isLetter(c)
              || Ascii.isDigit(c)
              || more.indexOf(c) >= 0
              || (token && Ascii.isToken(String.valueOf(c)));
      if (!fits) {
        return;
      }
      at++;
    }
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private void skip(boolean tabsToo) {
    while (!ends() && (peek() == ' ' || (tabsToo && peek() == '\t'))) {
      at++;
    }
  }

  private boolean take(char expected) {
    boolean there = !ends() && peek() == expected;
    at += there ? 1 : 0;
    return there;
  }

  private char peek() {
    return text.charAt(at);
  }

  private boolean ends() {
    return at >= text.length();
  }
}
