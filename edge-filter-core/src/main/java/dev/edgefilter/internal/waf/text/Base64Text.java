// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.text;

/** Base64 as forgiving decoders read it. */
final class Base64Text {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private Base64Text() {}

  /**
   * Decodes up to the padding; the text itself when it is no base64.
   *
   * @param lenient whether characters outside the alphabet are skipped
   */
  static String decode(String text, boolean lenient) {
    StringBuilder bytes = new StringBuilder(text.length());
    int bits = 0;
    int held = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int value = ALPHABET.indexOf(c);
      if (c == '=' && !lenient) {
        return text.substring(i).replace("=", "").isEmpty() ? bytes.toString() : text;
      }
      if (value < 0) {
        if (lenient) {
          continue;
        }
        return text;
      }
      held = held << 6 | value;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes.append((char) (held >> bits & 0xff));
        held &= (1 << bits) - 1;
      }
    }
    return bytes.toString();
  }
}
