// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names and values of headers as functions see them (CloudFront: Restrictions on headers). */
public final class EventHeaders {

  private static final Set<String> DISALLOWED =
      Set.of(
          "connection",
          "expect",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "trailer",
          "upgrade",
          "x-accel-buffering",
          "x-accel-charset",
          "x-accel-limit-rate",
          "x-accel-redirect",
          "x-amzn-auth",
          "x-amzn-cf-billing",
          "x-amzn-cf-id",
          "x-amzn-cf-xff",
          "x-amzn-errortype",
          "x-amzn-fle-profile",
          "x-amzn-header-count",
          "x-amzn-header-order",
          "x-amzn-lambda-integration-tag",
          "x-amzn-requestid",
          "x-cache",
          "x-forwarded-proto",
          "x-real-ip");

  private static final List<String> DISALLOWED_PREFIXES = List.of("x-amz-cf-", "x-edge-");

  private EventHeaders() {}

  /** Whether functions neither see nor set a header. */
  public static boolean isDisallowed(String lowerName) {
    for (String prefix : DISALLOWED_PREFIXES) {
      if (lowerName.startsWith(prefix)) {
        return true;
      }
    }
    return DISALLOWED.contains(lowerName);
  }

  /** Whether a name in lower case is that of a line. */
  static boolean isNameOf(String lowerName, String raw) {
    int length = raw.length();
    if (lowerName.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = raw.charAt(i);
      if ((c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) != lowerName.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static String lower(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return name.toLowerCase(Locale.ROOT);
      }
    }
    return name;
  }

  /** {@code x-my-header} becomes {@code X-My-Header}, as CloudFront sends what functions add. */
  static String capitalized(String lowerName) {
    StringBuilder name = new StringBuilder(lowerName);
    boolean first = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (first && c >= 'a' && c <= 'z') {
        name.setCharAt(i, (char) (c - 32));
      }
      first = c == '-';
    }
    return name.toString();
  }

  /** Text of a value as it arrived, one character for each byte: UTF-8, or else ISO-8859-1. */
  static String decode(String raw) {
    if (isAscii(raw)) {
      return raw;
    }
    byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return raw;
    }
  }

  /** The bytes of a text in UTF-8, one character for each. */
  static String encode(String text) {
    return isAscii(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
