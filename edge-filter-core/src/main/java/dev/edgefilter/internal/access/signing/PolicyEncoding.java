// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** CloudFront's base64, in which {@code - _ ~} stand for {@code + = /}; it is not base64url. */
public final class PolicyEncoding {
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

  /** Reads text with or without padding; null if it is anything else. */
  public static byte @Nullable [] decode(String text) {
    byte[] standard = new byte[text.length()];
    for (int i = 0; i < standard.length; i++) {
      char c = text.charAt(i);
      // The standard alphabet's own symbols must not be a second spelling of the same bytes.
      if (c > '~' || c == '+' || c == '=' || c == '/') {
        return null;
      }
      standard[i] =
          switch (c) {
            case '-' -> '+';
            case '_' -> '=';
            case '~' -> '/';
            default -> (byte) c;
          };
    }
    try {
      return Base64.getDecoder().decode(standard);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
