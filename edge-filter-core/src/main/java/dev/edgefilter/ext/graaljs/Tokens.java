// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts JavaScript into pieces, so that what stands in strings, comments and regular expressions is
 * not taken for code. It judges no syntax: that is the engine's business.
 */
final class Tokens {
  /** After these a slash begins a regular expression although a name stands before it. */
  private static final Set<String> BEFORE_REGEX =
      Set.of(
          "return",
          "typeof",
          "case",
          "in",
          "of",
          "delete",
          "void",
          "throw",
          "new",
          "else",
          "do",
          "instanceof",
          "await",
          "yield");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int depth;

  private Tokens(String source) {
    this.source = source;
  }

  static List<Token> of(String source) {
    Tokens tokens = new Tokens(source);
    tokens.scan(false);
    return tokens.tokens;
  }

  /** Up to the end, or up to the brace that closes a placeholder of a template. */
  private void scan(boolean placeholder) {
    int outer = depth;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (placeholder && c == '}' && depth == outer) {
        at++;
        return;
      }
      piece(c);
    }
  }

  private void piece(char c) {
    int start = at;
    if (Character.isWhitespace(c) || c == '\uFEFF') {
      at++;
    } else if (source.startsWith("//", at)) {
      skipTo("\n");
    } else if (source.startsWith("/*", at)) {
      skipTo("*/");
    } else if (c == '"' || c == '\'') {
      at++;
      skipQuoted(c);
      add(Token.Kind.STRING, source.substring(start + 1, Math.max(start + 1, at - 1)), start);
    } else if (c == '`') {
      add(Token.Kind.TEMPLATE, "", start);
      template();
    } else if (c == '/' && regexMayStand()) {
      regex();
      add(Token.Kind.REGEX, source.substring(start, at), start);
    } else if (Character.isDigit(c)) {
      skipName();
      add(Token.Kind.NUMBER, source.substring(start, at), start);
    } else if (isNamePart(c) || c == '\\') {
      skipName();
      add(Token.Kind.NAME, source.substring(start, at), start);
    } else {
      sign(c);
    }
  }

  private void sign(char c) {
    int start = at;
    if (c == ')' || c == ']' || c == '}') {
      depth--;
    }
    String text = String.valueOf(c);
    for (String longer : List.of("?.", "??", "=>", "...")) {
      if (source.startsWith(longer, at)) {
        text = longer;
      }
    }
    if (text.equals("?.") && at + 2 < source.length() && Character.isDigit(source.charAt(at + 2))) {
      text = "?"; // a condition with a number such as .5
    }
    at += text.length();
    add(Token.Kind.SIGN, text, start);
    if (c == '(' || c == '[' || c == '{') {
      depth++;
    }
  }

  private void add(Token.Kind kind, String text, int start) {
    tokens.add(new Token(kind, text, start, at, depth));
  }

  private void skipTo(String end) {
    int found = source.indexOf(end, at + 1);
    at = found < 0 ? source.length() : found + end.length();
  }

  private void skipQuoted(char quote) {
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == quote || c == '\n') {
        break;
      }
    }
    at = Math.min(at, source.length());
  }

  private void template() {
    at++;
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c == '`') {
        return;
      }
      if (c == '\\') {
        at++;
      } else if (c == '$' && at < source.length() && source.charAt(at) == '{') {
        at++;
        depth++;
        scan(true);
        depth--;
      }
    }
    at = Math.min(at, source.length());
  }

  private void regex() {
    boolean inClass = false;
    at++;
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == '[') {
        inClass = true;
      } else if (c == ']') {
        inClass = false;
      } else if ((c == '/' && !inClass) || c == '\n') {
        break;
      }
    }
    at = Math.min(at, source.length());
    skipName();
  }

  private boolean regexMayStand() {
    Token last = last();
    if (last == null) {
      return true;
    }
    return switch (last.kind()) {
      case NAME -> BEFORE_REGEX.contains(last.text());
      case NUMBER, STRING, TEMPLATE, REGEX -> false;
      case SIGN -> !last.text().equals(")") && !last.text().equals("]");
    };
  }

  private @Nullable Token last() {
    return tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
  }

  private void skipName() {
    while (at < source.length() && (isNamePart(source.charAt(at)) || source.charAt(at) == '\\')) {
      at++;
    }
  }

  private static boolean isNamePart(char c) {
    return Character.isJavaIdentifierPart(c) && c != '\0';
  }
}
