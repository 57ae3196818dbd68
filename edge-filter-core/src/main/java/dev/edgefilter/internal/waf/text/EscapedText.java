// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.text;

/** Backslash escapes of CSS, JavaScript and C. */
final class EscapedText {
  private EscapedText() {}

  /** CSS: up to six digits and one blank after them; a backslash before a line's end goes. */
  static String css(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        if (c != '\\') {
          result.append(c);
        }
        i++;
        continue;
      }
      int digits = 0;
      while (digits < 6 && HexText.number(text, i + 1 + digits, 1) >= 0) {
        digits++;
      }
      if (digits == 0) {
        char next = text.charAt(i + 1);
        if (next != '\n') {
          result.append(next);
        }
        i += 2;
        continue;
      }
      int value = HexText.number(text, i + 1, digits);
      result.append(digits < 4 ? (char) (value & 0xff) : UrlText.toByte(value & 0xffff));
      i += 1 + digits;
      if (i < text.length() && Letters.isBlank(text.charAt(i))) {
        i++;
      }
    }
    return result.toString();
  }

  /** JavaScript: {@code \\uHHHH}, {@code \\xHH}, octal, and single characters. */
  static String javaScript(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        result.append(c);
        i++;
        continue;
      }
      char next = text.charAt(i + 1);
      int wide = next == 'u' ? HexText.number(text, i + 2, 4) : -1;
      int narrow = next == 'x' ? HexText.number(text, i + 2, 2) : -1;
      if (wide >= 0) {
        result.append(UrlText.toByte(wide));
        i += 6;
      } else if (narrow >= 0) {
        result.append((char) narrow);
        i += 4;
      } else if (isOctal(next)) {
        i = octal(text, i + 1, result);
      } else {
        int control = control(next);
        result.append(control >= 0 ? (char) control : next);
        i += 2;
      }
    }
    return result.toString();
  }

  /** C: escapes that are none stay as they are. */
  static String ansiC(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
      int narrow = next == 'x' || next == 'X' ? HexText.number(text, i + 2, 2) : -1;
      if (next == 0) {
        result.append(c);
        i++;
      } else if (narrow >= 0) {
        result.append((char) narrow);
        i += 4;
      } else if (isOctal(next)) {
        i = octal(text, i + 1, result);
      } else if (control(next) >= 0) {
        result.append((char) control(next));
        i += 2;
      } else if (next == '\\' || next == '?' || next == '\'' || next == '"') {
        result.append(next);
        i += 2;
      } else {
        result.append(c).append(next);
        i += 2;
      }
    }
    return result.toString();
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  private static int octal(String text, int start, StringBuilder result) {
    int value = 0;
    int i = start;
    while (i < text.length() && i < start + 3 && isOctal(text.charAt(i))) {
      value = value * 8 + text.charAt(i++) - '0';
    }
    result.append((char) (value & 0xff));
    return i;
  }

  private static int control(char c) {
    return switch (c) {
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 11;
      default -> -1;
    };
  }
}
