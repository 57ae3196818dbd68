// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import org.jspecify.annotations.Nullable;

/** Which path patterns can be written. */
final class PathPatterns {
  private static final int LONGEST = 255;
  private static final String EXTRA = "_-.*$/~\"'@:+&?";

  private PathPatterns() {}

  /** What is wrong with a path pattern; null when it is well formed. */
  static @Nullable String complaint(String pattern) {
    if (pattern.isEmpty()) {
      return "is empty; expected a pattern such as /images/*";
    }
    if (pattern.length() > LONGEST) {
      return "has " + pattern.length() + " characters; expected at most " + LONGEST;
    }
    int bad = firstNotIn(pattern, EXTRA);
    if (bad < 0) {
      return null;
    }
    return "found \""
        + pattern
        + "\"; expected no '"
        + pattern.charAt(bad)
        + "' in it; allowed are letters, digits and "
        + EXTRA;
  }

  /** The index of the first character that is no ASCII letter, digit or extra; -1 for none. */
  static int firstNotIn(String text, String extra) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!letterOrDigit && extra.indexOf(c) < 0) {
        return i;
      }
    }
    return -1;
  }
}
