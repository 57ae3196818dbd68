// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** CloudFront's base64, in which {@code - _ ~} stand for {@code + = /}; it is not base64url. */
public final class PolicyEncoding {
  private static final byte[] VALUES = values();

  private PolicyEncoding() {}

  /** Writes bytes with padding. */
  public static String encode(byte[] bytes) {
    byte[] text = Base64.getEncoder().encode(bytes);
    for (int i = 0; i < text.length; i++) {
      text[i] =
          switch (text[i]) {
            case '+' -> '-';
            case '=' -> '_';
            case '/' -> '~';
            default -> text[i];
          };
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads text with or without padding; null if it is anything else.
   *
   * <p>The standard alphabet's own symbols are refused, and so are bits left over at the end: they
   * would be a second spelling of the same bytes.
   */
  public static byte @Nullable [] decode(String text) {
    int digits = digits(text);
    int left = digits & 3;
    if (digits < 0 || left == 1) {
      return null;
    }
    byte[] bytes = new byte[digits / 4 * 3 + Math.max(0, left - 1)];
    int bits = 0;
    int end = 0;
    int bad = 0; // negative once a character was outside of the alphabet
    for (int i = 0; i < digits; i++) {
      int value = VALUES[text.charAt(i) & 0x7f];
      bad |= value | (0x7f - text.charAt(i));
      bits = bits << 6 | value;
      if ((i & 3) == 3) {
        bytes[end++] = (byte) (bits >> 16);
        bytes[end++] = (byte) (bits >> 8);
        bytes[end++] = (byte) bits;
      }
    }
    return bad < 0 || !endsWith(bytes, end, bits, left) ? null : bytes;
  }

  /**
   * Writes the one or two bytes of the last, short group; false if it holds more bits than that.
   */
  private static boolean endsWith(byte[] bytes, int end, int bits, int left) {
    if (left == 2) {
      bytes[end] = (byte) (bits >> 4);
      return (bits & 0xf) == 0;
    }
    if (left == 3) {
      bytes[end] = (byte) (bits >> 10);
      bytes[end + 1] = (byte) (bits >> 2);
      return (bits & 0x3) == 0;
    }
    return true;
  }

  /** The length without padding; -1 if the padding is not what belongs to that length. */
  private static int digits(String text) {
    int digits = text.length();
    while (digits > 0 && text.charAt(digits - 1) == '_' && text.length() - digits < 3) {
      digits--;
    }
    int padding = text.length() - digits;
    boolean fits = padding == 0 || (padding < 3 && text.length() % 4 == 0);
    return fits ? digits : -1;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-~";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }
}
