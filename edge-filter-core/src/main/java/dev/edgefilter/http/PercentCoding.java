// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-encodes and -decodes text as UTF-8 (RFC 3986, 2.1). */
public final class PercentCoding {
  /** What {@link #codePoint} gives when two hexadecimal digits are missing. */
  static final int BAD_ESCAPE = -1;

  /** What {@link #codePoint} gives for overlong, surrogate, incomplete or otherwise wrong UTF-8. */
  static final int BAD_UTF8 = -2;

  private static final String HEX = "0123456789ABCDEF";

  private PercentCoding() {}

  /**
   * Decodes every escape; a plus sign stays a plus sign, and characters that are not escaped stay
   * as they are.
   *
   * @return the same text when it has no escape; null when an escape lacks its digits or the bytes
   *     are not strict UTF-8
   */
  public static @Nullable String decode(String text) {
    int percent = text.indexOf('%');
    if (percent < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length()).append(text, 0, percent);
    for (int i = percent; i < text.length(); ) {
      char c = text.charAt(i);
      if (c != '%') {
        decoded.append(c);
        i++;
      } else {
        int codePoint = codePoint(text, i);
        if (codePoint < 0) {
          return null;
        }
        decoded.appendCodePoint(codePoint);
        i += escapeLength(codePoint);
      }
    }
    return decoded.toString();
  }

  /**
   * Encodes everything but the unreserved characters (letters, digits, {@code - . _ ~}) with
   * upper-case digits; the same text when there is nothing to do. A lone surrogate becomes a
   * question mark.
   */
  public static String encode(String text) {
    int i = 0;
    while (i < text.length() && isUnreserved(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder encoded = new StringBuilder(bytes.length * 3);
    for (byte b : bytes) {
      if (b >= 0 && isUnreserved((char) b)) {
        encoded.append((char) b);
      } else {
        appendEscape(encoded, b & 0xff);
      }
    }
    return encoded.toString();
  }

  static void appendEscape(StringBuilder text, int value) {
    text.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 15));
  }

  /** RFC 3986, 2.3. */
  static boolean isUnreserved(int c) {
    return c < 128
        && (Ascii.isLetter((char) c)
            || Ascii.isDigit((char) c)
            || c == '-'
            || c == '.'
            || c == '_'
            || c == '~');
  }

  /** The byte of the escape at {@code index}, or {@link #BAD_ESCAPE}. */
  static int escapedByte(String text, int index) {
    if (index + 2 >= text.length() || text.charAt(index) != '%') {
      return BAD_ESCAPE;
    }
    int high = Ascii.hexValue(text.charAt(index + 1));
    int low = Ascii.hexValue(text.charAt(index + 2));
    return high < 0 || low < 0 ? BAD_ESCAPE : (high << 4) | low;
  }

  /**
   * The code point whose escapes begin at {@code index}, or {@link #BAD_ESCAPE} or {@link
   * #BAD_UTF8}.
   */
  static int codePoint(String text, int index) {
    int lead = escapedByte(text, index);
    if (lead < 0x80) {
      return lead;
    }
    int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    // 0x80 to 0xc1 cannot begin a sequence, and beyond 0xf4 lies nothing.
    if (lead < 0xc2 || lead > 0xf4) {
      return BAD_UTF8;
    }
    int codePoint = lead & (0x3f >> more);
    for (int i = 1; i <= more; i++) {
      int next = escapedByte(text, index + 3 * i);
      if ((next & 0xc0) != 0x80 || next < 0) {
        return BAD_UTF8;
      }
      codePoint = (codePoint << 6) | (next & 0x3f);
    }
    boolean surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
    boolean overlong = escapeLength(codePoint) != 3 * (more + 1);
    return surrogate || overlong || codePoint > 0x10ffff ? BAD_UTF8 : codePoint;
  }

  /** How many characters the escapes of a code point take. */
  static int escapeLength(int codePoint) {
    if (codePoint < 0x80) {
      return 3;
    }
    if (codePoint < 0x800) {
      return 6;
    }
    return codePoint < 0x10000 ? 9 : 12;
  }
}
