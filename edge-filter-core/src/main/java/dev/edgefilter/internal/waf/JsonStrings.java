// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.FieldToMatch.Scope;
import dev.edgefilter.config.waf.FieldToMatch.Selection;
import dev.edgefilter.internal.waf.text.Transformations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names and values of a JSON body up to its end or its first fault.
 *
 * <p>It keeps its own stack, so depth costs no Java stack. Where it is, as a JSON pointer, is only
 * followed when paths are listed.
 */
final class JsonStrings {
  private static final int MOST_DEPTH = 512;
  private static final int FIRST_MEMBER = -1;
  private static final int LATER_MEMBER = -2;

  private final String text;
  private final FieldToMatch field;
  private final boolean listed;
  private final List<String> values = new ArrayList<>();
  private final StringBuilder pointer = new StringBuilder();

  // For each open object or list: how long its own pointer is, and which member comes next.
  private final int[] starts = new int[MOST_DEPTH];
  private final int[] indexes = new int[MOST_DEPTH];
  private int depth;
  private int at;

  /**
   * Prepares.
   *
   * @param text the body, one character for each byte
   */
  JsonStrings(String text, FieldToMatch field) {
    this.text = text;
    this.field = field;
    this.listed = field.selection() == Selection.INCLUDED;
  }

  List<String> values() {
    return values;
  }

  /** True when the text is one JSON value and nothing else. */
  boolean read() {
    if (!value()) {
      return false;
    }
    while (depth > 0) {
      if (!next()) {
        return false;
      }
    }
    skipBlanks();
    return at == text.length();
  }

  /** Goes on inside the innermost object or list: a comma and a member, or its end. */
  private boolean next() {
    int last = depth - 1;
    int index = indexes[last];
    boolean array = index >= 0;
    skipBlanks();
    pointer.setLength(starts[last]);
    if (peek() == (array ? ']' : '}')) {
      at++;
      depth--;
      return true;
    }
    if (index != 0 && index != FIRST_MEMBER && !take(',')) {
      return false;
    }
    if (array) {
      pointer.append('/').append(index);
      indexes[last] = index + 1;
      return value();
    }
    skipBlanks();
    String name = peek() == '"' ? string() : null;
    if (name == null || !take(':')) {
      return false;
    }
    if (field.scope() != Scope.VALUE && inside()) {
      values.add(name);
    }
    if (listed) {
      pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
    indexes[last] = LATER_MEMBER;
    return value();
  }

  private boolean value() {
    skipBlanks();
    switch (peek()) {
      case '{', '[' -> {
        if (depth == MOST_DEPTH) {
          return false;
        }
        starts[depth] = pointer.length();
        indexes[depth++] = text.charAt(at++) == '[' ? 0 : FIRST_MEMBER;
        return true;
      }
      case '"' -> {
        String string = string();
        if (string != null) {
          addValue(string);
        }
        return string != null;
      }
      default -> {
        int start = at;
        while (at < text.length() && isBare(text.charAt(at))) {
          at++;
        }
        if (at > start) {
          addValue(text.substring(start, at));
        }
        return at > start;
      }
    }
  }

  private static boolean isBare(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '+'
        || c == '.';
  }

  private void addValue(String value) {
    if (field.scope() != Scope.KEY && inside()) {
      values.add(value);
    }
  }

  /** Whether the value that begins here, or the name of a member here, is below a listed path. */
  private boolean inside() {
    if (!listed) {
      return true;
    }
    for (String path : field.names()) {
      int length = path.length();
      if (pointer.length() >= length
          && (pointer.length() == length || pointer.charAt(length) == '/')
          && CharSequence.compare(pointer.subSequence(0, length), path) == 0) {
        return true;
      }
    }
    return false;
  }

  /** The string at this place, in UTF-8 bytes; null when it is broken. */
  private @Nullable String string() {
    int start = ++at;
    StringBuilder built = null;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return built == null ? text.substring(start, at - 1) : built.toString();
      }
      if (c != '\\') {
        if (built != null) {
          built.append(c);
        }
        continue;
      }
      if (built == null) {
        built = new StringBuilder().append(text, start, at - 1);
      }
      if (!escape(built)) {
        return null;
      }
    }
    return null;
  }

  private boolean escape(StringBuilder built) {
    char c = peek();
    at++;
    switch (c) {
      case '"', '\\', '/' -> built.append(c);
      case 'b' -> built.append('\b');
      case 'f' -> built.append('\f');
      case 'n' -> built.append('\n');
      case 'r' -> built.append('\r');
      case 't' -> built.append('\t');
      case 'u' -> {
        int unit = unit();
        if (unit < 0) {
          return false;
        }
        boolean pair = Character.isHighSurrogate((char) unit) && text.startsWith("\\u", at);
        String units = Character.toString((char) unit);
        if (pair) {
          at += 2;
          int low = unit();
          if (low < 0) {
            return false;
          }
          units += (char) low;
        }
        built.append(Transformations.bytesOf(units));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private int unit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      char c = peek();
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
      at++;
    }
    return unit;
  }

  private boolean take(char expected) {
    skipBlanks();
    if (peek() != expected) {
      return false;
    }
    at++;
    return true;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }
}
