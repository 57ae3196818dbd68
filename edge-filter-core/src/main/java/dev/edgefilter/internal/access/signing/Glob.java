// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

/**
 * Matches sections of text against patterns in which {@code *} stands for any characters and {@code
 * ?} for exactly one, within a number of steps that is fixed beforehand.
 *
 * <p>Only the last star is ever tried again, so one match takes at most pattern times text steps;
 * the bound is for a signer's pattern that makes use of all of them. When it is reached, nothing
 * matches any more.
 */
final class Glob {
  /** Stands for a question mark itself. */
  static final char LITERAL_QUESTION_MARK = 0;

  private long stepsLeft;

  Glob(long maxSteps) {
    this.stepsLeft = maxSteps;
  }

  long stepsLeft() {
    return stepsLeft;
  }

  /** Whether the pattern takes the whole text. */
  boolean matches(String pattern, String text, boolean ignoreCase) {
    int p = 0;
    int t = 0;
    int star = -1;
    int starText = 0;
    while (t < text.length()) {
      if (--stepsLeft < 0) {
        return false;
      }
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starText = t;
      } else if (p < pattern.length() && takes(pattern.charAt(p), text.charAt(t), ignoreCase)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    return onlyStars(pattern, p);
  }

  /** Whether nothing but stars follows. */
  boolean onlyStars(String pattern, int start) {
    int p = start;
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      stepsLeft--;
      p++;
    }
    return p == pattern.length() && stepsLeft >= 0;
  }

  private static boolean takes(char pattern, char text, boolean ignoreCase) {
    return switch (pattern) {
      case '?' -> true;
      case LITERAL_QUESTION_MARK -> text == '?';
      default -> pattern == text || (ignoreCase && lower(pattern) == lower(text));
    };
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
