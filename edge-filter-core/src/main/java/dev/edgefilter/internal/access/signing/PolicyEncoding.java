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
    byte[] from = text.getBytes(StandardCharsets.ISO_8859_1); // what is not Latin-1 becomes '?'
    int digits = digits(from);
    if (digits < 0 || (digits & 3) == 1) {
      return null;
    }
    byte[] bytes = new byte[digits * 3 / 4];
    int wrong = 0; // negative once a character was outside of the alphabet
    int end = 0;
    for (int i = 0; i + 4 <= digits; i += 4) {
      int bits = value(from, i) << 18 | value(from, i + 1) << 12;
      bits |= value(from, i + 2) << 6 | value(from, i + 3);
      wrong |= bits;
      bytes[end++] = (byte) (bits >> 16);
      bytes[end++] = (byte) (bits >> 8);
      bytes[end++] = (byte) bits;
    }
    return wrong < 0 || !endsWith(bytes, end, from, digits) ? null : bytes;
  }

  /** Where a text stops to be of the alphabet; its length when only its end is wrong. */
  public static int faultAt(String text) {
    byte[] from = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < from.length; i++) {
      if (VALUES[from[i] & 0xff] < 0 && (from[i] != '_' || i < from.length - 2)) {
        return i;
      }
    }
    return from.length;
  }

  /** Six bits, or -1, which keeps whatever it is shifted and joined into negative. */
  private static int value(byte[] from, int i) {
    return VALUES[from[i] & 0xff];
  }

  /**
   * Writes the bytes of a last, short group; false if it is wrong or holds more bits than those.
   */
  private static boolean endsWith(byte[] bytes, int end, byte[] from, int digits) {
    if (end == bytes.length) {
      return true;
    }
    int start = digits & ~3;
    boolean two = bytes.length - end == 2;
    int bits = value(from, start) << 12 | value(from, start + 1) << 6;
    bits |= two ? value(from, start + 2) : 0;
    bytes[end] = (byte) (bits >> 10);
    if (two) {
      bytes[end + 1] = (byte) (bits >> 2);
    }
    return bits >= 0 && (bits & (two ? 0x3 : 0x3ff)) == 0;
  }

  /** The length without padding; -1 if the padding is not what belongs to that length. */
  private static int digits(byte[] from) {
    int digits = from.length;
    while (digits > 0 && from[digits - 1] == '_' && from.length - digits < 3) {
      digits--;
    }
    int padding = from.length - digits;
    boolean fits = padding == 0 || (padding < 3 && from.length % 4 == 0);
    return fits ? digits : -1;
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-~";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }
}
