// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.text;

/** Letter case and white space. */
final class Letters {
  private static final char NO_BREAK_SPACE = 160;

  private Letters() {}

  static String lower(String text) {
    return shifted(text, 'A', 'Z', 'a' - 'A');
  }

  static String upper(String text) {
    return shifted(text, 'a', 'z', 'A' - 'a');
  }

  private static String shifted(String text, char first, char last, int by) {
    int start = 0;
    while (start < text.length() && !(text.charAt(start) >= first && text.charAt(start) <= last)) {
      start++;
    }
    if (start == text.length()) {
      return text;
    }
    char[] chars = text.toCharArray();
    for (int i = start; i < chars.length; i++) {
      if (chars[i] >= first && chars[i] <= last) {
        chars[i] += (char) by;
      }
    }
    return new String(chars);
  }

  static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == NO_BREAK_SPACE;
  }

  static String compressBlanks(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean now = isBlank(c);
      if (!now) {
        result.append(c);
      } else if (!blank) {
        result.append(' ');
      }
      blank = now;
    }
    return result.toString();
  }

  static String removeBlanks(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!isBlank(text.charAt(i))) {
        result.append(text.charAt(i));
      }
    }
    return result.toString();
  }

  static String trim(String text, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    while (left && start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (right && end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
