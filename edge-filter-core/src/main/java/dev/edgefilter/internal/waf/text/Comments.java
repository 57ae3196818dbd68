// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.text;

/** Comments of C and SQL. */
final class Comments {
  private Comments() {}

  /** Each comment becomes a space, also one that does not end. */
  static String replace(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int start = text.indexOf("/*", i);
      if (start < 0) {
        return result.append(text, i, text.length()).toString();
      }
      result.append(text, i, start).append(' ');
      int end = text.indexOf("*/", start + 2);
      i = end < 0 ? text.length() : end + 2;
    }
    return result.toString();
  }

  /** What begins or ends a comment goes, and what is in it stays. */
  static String removeMarks(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("/*", i) || text.startsWith("*/", i) || text.startsWith("--", i)) {
        i += 2;
      } else if (text.charAt(i) == '#') {
        i++;
      } else {
        result.append(text.charAt(i++));
      }
    }
    return result.toString();
  }
}
