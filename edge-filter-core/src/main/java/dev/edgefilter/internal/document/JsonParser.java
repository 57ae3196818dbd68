// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.document;

import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonBoolean;
import dev.edgefilter.internal.document.JsonValue.JsonNull;
import dev.edgefilter.internal.document.JsonValue.JsonNumber;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses JSON by the letter of RFC 8259 and keeps line and column of every value.
 *
 * <p>A YAML parser would not do: it takes comments, bare words, trailing commas and line breaks in
 * strings, and refuses some JSON (a tab before the first brace, a colon on the next line).
 */
public final class JsonParser {
  /** The most characters a file may have. */
  public static final int MAX_CHARS = 4 << 20;

  private static final int MAX_DEPTH = 64;
  private static final char END = '\uFFFF';

  private final String text;
  private final Problems problems;
  private int index;
  private int line = 1;
  private int lineStart;
  private int depth;

  private JsonParser(String text, Problems problems) {
    this.text = text;
    this.problems = problems;
  }

  /** Parses a whole text, which must hold one value. */
  public static JsonValue parse(String text, Problems problems) throws SyntaxException {
    return parse(text, problems, MAX_CHARS);
  }

  /** The same for a text that may have another number of characters. */
  public static JsonValue parse(String text, Problems problems, int maxChars)
      throws SyntaxException {
    if (text.length() > maxChars) {
      throw new SyntaxException(
          Position.START,
          "found " + text.length() + " characters; expected at most " + maxChars + "; split it");
    }
    JsonParser parser = new JsonParser(text, problems);
    JsonValue value = parser.value();
    parser.skipSpace();
    if (parser.index < text.length()) {
      throw parser.unexpected("the end of the file; one file holds one JSON value");
    }
    return value;
  }

  private JsonValue value() throws SyntaxException {
    skipSpace();
    Position at = here();
    char first = peek();
    if (first == '{') {
      return object(at);
    } else if (first == '[') {
      return array(at);
    } else if (first == '"') {
      return new JsonString(at, string());
    } else if (first == '-' || isDigit(first)) {
      return number(at);
    }
    return word(at);
  }

  private JsonObject object(Position at) throws SyntaxException {
    enter();
    List<Member> members = new ArrayList<>();
    Map<String, Position> names = new HashMap<>();
    if (!closes('}')) {
      do {
        members.add(member(names));
      } while (another('}'));
    }
    depth--;
    return new JsonObject(at, List.copyOf(members));
  }

  private Member member(Map<String, Position> names) throws SyntaxException {
    skipSpace();
    Position at = here();
    if (peek() != '"') {
      String remedy = peek() == '}' ? "; remove the comma before it" : "";
      throw unexpected("a field name in double quotes" + remedy);
    }
    String name = string();
    Position first = names.putIfAbsent(name, at);
    if (first != null) {
      problems.add(
          at,
          "found \"" + name + "\" again, first in line " + first.line() + "; remove one of them");
    }
    skipSpace();
    if (peek() != ':') {
      throw unexpected("a colon after \"" + name + "\"");
    }
    index++;
    return new Member(at, name, value());
  }

  private JsonArray array(Position at) throws SyntaxException {
    enter();
    List<JsonValue> items = new ArrayList<>();
    if (!closes(']')) {
      do {
        skipSpace();
        if (peek() == ']') {
          throw unexpected("a value; remove the comma before it");
        }
        items.add(value());
      } while (another(']'));
    }
    depth--;
    return new JsonArray(at, List.copyOf(items));
  }

  private void enter() throws SyntaxException {
    if (++depth > MAX_DEPTH) {
      throw new SyntaxException(here(), "found more than " + MAX_DEPTH + " levels of nesting");
    }
    index++;
  }

  private boolean closes(char close) {
    skipSpace();
    if (peek() != close) {
      return false;
    }
    index++;
    return true;
  }

  /** Steps over a comma and returns true, or over the closing bracket and returns false. */
  private boolean another(char close) throws SyntaxException {
    if (closes(close)) {
      return false;
    }
    if (peek() != ',') {
      throw unexpected("a comma or \"" + close + "\"");
    }
    index++;
    return true;
  }

  private String string() throws SyntaxException {
    StringBuilder result = new StringBuilder();
    Position start = here();
    index++;
    while (peek() != '"') {
      if (index >= text.length() || peek() == '\n' || peek() == '\r') {
        throw new SyntaxException(
            start, "found a string without its closing quote; close it, write line breaks as \\n");
      }
      char next = text.charAt(index);
      if (next < ' ') {
        throw unexpected("an escape such as \\t: a string has no control characters");
      }
      if (next == '\\') {
        escape(result);
      } else {
        result.append(next);
        index++;
      }
    }
    index++;
    checkSurrogates(start, result);
    return result.toString();
  }

  private void escape(StringBuilder result) throws SyntaxException {
    Position at = here();
    index++;
    char kind = peek();
    int plain = "\"\\/bfnrt".indexOf(kind);
    if (plain >= 0) {
      result.append("\"\\/\b\f\n\r\t".charAt(plain));
      index++;
    } else if (kind == 'u') {
      index++;
      result.append(hexChar(at));
    } else {
      throw new SyntaxException(
          at, "found an escape that JSON does not have; write a backslash as \\\\");
    }
  }

  private char hexChar(Position at) throws SyntaxException {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw new SyntaxException(at, "found a broken \\u escape; expected four hex digits");
      }
      code = code * 16 + digit;
      index++;
    }
    return (char) code;
  }

  private static void checkSurrogates(Position at, CharSequence result) throws SyntaxException {
    for (int i = 0; i < result.length(); i++) {
      if (Character.isHighSurrogate(result.charAt(i))
          && i + 1 < result.length()
          && Character.isLowSurrogate(result.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(result.charAt(i))) {
        throw new SyntaxException(at, "found half a surrogate pair in a string");
      }
    }
  }

  private JsonNumber number(Position at) throws SyntaxException {
    int start = index;
    if (peek() == '-') {
      index++;
    }
    if (peek() == '0') {
      index++;
    } else {
      digits();
    }
    if (peek() == '.') {
      index++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      index++;
      if (peek() == '+' || peek() == '-') {
        index++;
      }
      digits();
    }
    if (isDigit(peek())) {
      throw new SyntaxException(at, "found a number with a leading zero; remove the zero");
    }
    return new JsonNumber(at, text.substring(start, index));
  }

  private void digits() throws SyntaxException {
    if (!isDigit(peek())) {
      throw unexpected("a digit");
    }
    while (isDigit(peek())) {
      index++;
    }
  }

  private JsonValue word(Position at) throws SyntaxException {
    int end = index;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    String word = text.substring(index, end);
    switch (word) {
      case "true", "false" -> {
        index = end;
        return new JsonBoolean(at, word.equals("true"));
      }
      case "null" -> {
        index = end;
        return new JsonNull(at);
      }
      default -> throw unexpected("a JSON value");
    }
  }

  private SyntaxException unexpected(String expected) {
    char found = peek();
    String hint = found == '#' || found == '/' ? "; JSON has no comments, remove it" : "";
    hint = found == '\'' ? "; JSON has only double quotes" : hint;
    return new SyntaxException(here(), "found " + found() + "; expected " + expected + hint);
  }

  private String found() {
    if (index >= text.length()) {
      return "the end of the file";
    }
    char found = text.charAt(index);
    if (found < ' ') {
      return "the control character " + (int) found;
    }
    int end = index + 1;
    while (Character.isLetterOrDigit(found)
        && end < text.length()
        && end < index + 30
        && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    String shown = text.substring(index, end);
    return found == '"' ? "a double quote" : '"' + shown + '"';
  }

  private void skipSpace() {
    for (; index < text.length(); index++) {
      char next = text.charAt(index);
      if (next == '\n') {
        line++;
        lineStart = index + 1;
      } else if (next != ' ' && next != '\t' && next != '\r') {
        return;
      }
    }
  }

  private char peek() {
    return index < text.length() ? text.charAt(index) : END;
  }

  private Position here() {
    return new Position(line, index - lineStart + 1);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
