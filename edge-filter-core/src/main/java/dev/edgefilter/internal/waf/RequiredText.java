// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import org.jspecify.annotations.Nullable;

/**
 * Finds a text that everything a regular expression matches must hold, so that the expression need
 * not be tried where it is missing. Says nothing where it is not certain.
 */
final class RequiredText {
  private static final int LEAST = 3;
  private static final String PLAIN = "_-/<>=:;,!@#%&~\"' ";

  private RequiredText() {}

  /** The longest such text of plain characters outside of groups; null when none is certain. */
  static @Nullable String of(String regex) {
    if (regex.contains("(?") || regex.contains("\\Q")) {
      return null; // flags may change what letters mean
    }
    String longest = "";
    StringBuilder run = new StringBuilder();
    int depth = 0;
    int i = 0;
    while (i < regex.length()) {
      char c = regex.charAt(i);
      int next = i + 1;
      int literal = -1;
      switch (c) {
        case '|' -> {
          if (depth == 0) {
            return null;
          }
        }
        case '(' -> depth++;
        case ')' -> depth--;
        case '[' -> next = classEnd(regex, i);
        case '\\' -> {
          next = i + 2;
          char escaped = next <= regex.length() ? regex.charAt(i + 1) : 0;
          if (escaped == 0
              || escaped == 'x'
              || escaped == 'p'
              || escaped == 'P'
              || isDigit(escaped)) {
            return null; // longer escapes
          }
          literal = isLetter(escaped) ? -1 : escaped;
        }
        default -> literal = isLetter(c) || isDigit(c) || PLAIN.indexOf(c) >= 0 ? c : -1;
      }
      if (next < 0) {
        return null;
      }
      char after = next < regex.length() ? regex.charAt(next) : 0;
      boolean certain = literal >= 0 && depth == 0 && "*?{+".indexOf(after) < 0;
      if (certain) {
        run.append((char) literal);
      }
      if (!certain || next == regex.length()) {
        longest = run.length() > longest.length() ? run.toString() : longest;
        run.setLength(0);
      }
      // A counted repetition holds digits that are no text.
      i = c == '{' ? Math.max(next, regex.indexOf('}', i) + 1) : next;
    }
    return depth == 0 && longest.length() >= LEAST ? longest : null;
  }

  /** Where a character class ends; -1 when that is not plain. */
  private static int classEnd(String regex, int start) {
    int i = start + 1;
    if (i < regex.length() && regex.charAt(i) == '^') {
      i++;
    }
    if (i < regex.length() && regex.charAt(i) == ']') {
      i++;
    }
    while (i < regex.length() && regex.charAt(i) != ']') {
      if (regex.charAt(i) == '[') {
        return -1; // a named class
      }
      i += regex.charAt(i) == '\\' ? 2 : 1;
    }
    return i < regex.length() ? i + 1 : -1;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
