// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.text;

/** Percent-encoding, with and without the {@code %uHHHH} of old scripts. */
final class UrlText {
  private static final int FULL_WIDTH_FIRST = 0xff01;
  private static final int FULL_WIDTH_LAST = 0xff5e;
  private static final int FULL_WIDTH_SHIFT = 0xfee0;

  private UrlText() {}

  /** Decodes escapes and plus signs; an escape that is none stays as it is. */
  static String decode(String text, boolean unicode) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int value = c == '%' ? HexText.number(text, i + 1, 2) : -1;
      int wide =
          c == '%' && unicode && i + 1 < text.length() && (text.charAt(i + 1) | 0x20) == 'u'
              ? HexText.number(text, i + 2, 4)
              : -1;
      if (wide >= 0) {
        result.append(toByte(wide));
        i += 6;
      } else if (value >= 0) {
        result.append((char) value);
        i += 3;
      } else {
        result.append(c == '+' ? ' ' : c);
        i++;
      }
    }
    return result.toString();
  }

  /** Full-width ASCII becomes ASCII, everything else its lower byte. */
  static char toByte(int codeUnit) {
    return codeUnit >= FULL_WIDTH_FIRST && codeUnit <= FULL_WIDTH_LAST
        ? (char) (codeUnit - FULL_WIDTH_SHIFT)
        : (char) (codeUnit & 0xff);
  }

  /** UTF-8 sequences become {@code %uHHHH}; bytes that are none stay. */
  static String utf8ToUnicode(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int length = sequence(text, i);
      if (length < 2) {
        result.append(text.charAt(i++));
        continue;
      }
      int point = text.charAt(i) & (0xff >> (length + 1));
      for (int k = 1; k < length; k++) {
        point = point << 6 | (text.charAt(i + k) & 0x3f);
      }
      String hex = Integer.toHexString(point);
      result.append("%u").append("0000", 0, Math.max(0, 4 - hex.length())).append(hex);
      i += length;
    }
    return result.toString();
  }

  /** How many bytes the well-formed sequence at a place has; 1 when there is none. */
  private static int sequence(String text, int start) {
    char lead = text.charAt(start);
    int length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
    if (start + length > text.length()) {
      return 1;
    }
    for (int k = 1; k < length; k++) {
      if ((text.charAt(start + k) & 0xc0) != 0x80) {
        return 1;
      }
    }
    return length;
  }
}
