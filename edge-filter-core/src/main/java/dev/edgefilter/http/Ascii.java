// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

/** Compares and classifies the ASCII text that header names, directives and dates are made of. */
final class Ascii {
  private static final int LONGEST_PRINTED = 80;

  private static final boolean[] TOKEN = new boolean[128];

  static {
    String symbols = "!#$%&'*+-.^_`|~";
    for (int i = 0; i < symbols.length(); i++) {
      TOKEN[symbols.charAt(i)] = true;
    }
    for (char c = 0; c < TOKEN.length; c++) {
      TOKEN[c] |= isDigit(c) || isLetter(c);
    }
  }

  private Ascii() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(char c) {
    char lower = lower(c);
    return lower >= 'a' && lower <= 'z';
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hexValue(char c) {
    if (isDigit(c)) {
      return c - '0';
    }
    char lower = lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** RFC 9110, 5.6.2. */
  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= TOKEN.length || !TOKEN[c]) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean equalsIgnoreCase(String a, String b) {
    return a.length() == b.length() && (a.equals(b) || regionMatches(a, 0, b, 0, a.length()));
  }

  /** Whether both regions exist and are equal but for the case of ASCII letters. */
  static boolean regionMatches(String a, int aStart, String b, int bStart, int length) {
    if (aStart + length > a.length() || bStart + length > b.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(a.charAt(aStart + i)) != lower(b.charAt(bStart + i))) {
        return false;
      }
    }
    return true;
  }

  /** The text with its ASCII letters in lower case; the text itself if they are already. */
  static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != lower(text.charAt(i))) {
        return lowerFrom(text, i);
      }
    }
    return text;
  }

  private static String lowerFrom(String text, int start) {
    char[] chars = text.toCharArray();
    for (int i = start; i < chars.length; i++) {
      chars[i] = lower(chars[i]);
    }
    return new String(chars);
  }

  /** The first index from {@code start} that holds no blank, at most {@code end}. */
  static int skipBlanks(String text, int start, int end) {
    int i = start;
    while (i < end && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The end of the text before {@code end} without its trailing blanks, at least {@code start}. */
  static int trimEnd(String text, int start, int end) {
    int i = end;
    while (i > start && isBlank(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  static String trim(String text) {
    int start = skipBlanks(text, 0, text.length());
    return text.substring(start, trimEnd(text, start, text.length()));
  }

  /**
   * A number of digits only, clamped to {@code max}, so that no length of digits overflows; -1 for
   * anything else.
   */
  static long digits(String text, int start, int end, long max) {
    if (start >= end) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      int digit = c - '0';
      value = value > (max - digit) / 10 ? max : value * 10 + digit;
    }
    return value;
  }

  /** The beginning of a text for a log: a question mark for what is not printable ASCII. */
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(LONGEST_PRINTED, text.length()); i++) {
      char c = text.charAt(i);
      safe.append(c < ' ' || c >= 127 ? '?' : c);
    }
    return safe.toString();
  }
}
