// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.text;

import org.jspecify.annotations.Nullable;

/** Hexadecimal digits. */
final class HexText {
  private HexText() {}

  static int digit(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  /** The number that exactly so many digits write; -1 when they are not there. */
  static int number(String text, int start, int digits) {
    if (start + digits > text.length()) {
      return -1;
    }
    int number = 0;
    for (int i = start; i < start + digits; i++) {
      int digit = digit(text.charAt(i));
      if (digit < 0) {
        return -1;
      }
      number = number << 4 | digit;
    }
    return number;
  }

  /** A text of digits becomes bytes; the text itself when it is something else. */
  static String decode(String text) {
    String bytes = text.length() % 2 == 0 ? bytes(text, 0, text.length()) : null;
    return bytes == null ? text : bytes;
  }

  private static @Nullable String bytes(String text, int start, int end) {
    StringBuilder bytes = new StringBuilder((end - start) / 2);
    for (int i = start; i < end; i += 2) {
      int value = number(text, i, 2);
      if (value < 0) {
        return null;
      }
      bytes.append((char) value);
    }
    return bytes.toString();
  }

  /** {@code 0x414243} becomes {@code ABC}, wherever it stands. */
  static String decodeSql(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = i + 2;
      boolean marked =
          text.charAt(i) == '0' && i + 1 < text.length() && (text.charAt(i + 1) | 0x20) == 'x';
      while (marked && end < text.length() && digit(text.charAt(end)) >= 0) {
        end++;
      }
      if (!marked || end < i + 4) {
        result.append(text.charAt(i++));
        continue;
      }
      int pairs = end - (end - i) % 2;
      result.append(bytes(text, i + 2, pairs));
      i = pairs;
    }
    return result.toString();
  }
}
