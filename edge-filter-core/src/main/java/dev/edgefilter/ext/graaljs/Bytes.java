// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Codings of bytes on the Java side, lenient as those of Node.js and njs are. */
final class Bytes {
  private static final String HEX = "0123456789abcdef";

  private Bytes() {}

  /** The bytes of a text in UTF-8, or of {@code [buffer, offset, length]}. */
  static byte[] of(Value value) {
    if (value.isString()) {
      return value.asString().getBytes(StandardCharsets.UTF_8);
    }
    return read(
        value.getArrayElement(0),
        value.getArrayElement(1).asInt(),
        value.getArrayElement(2).asInt());
  }

  /**
   * Functions can make a view say anything of itself, so what it says is held against the buffer.
   */
  static byte[] read(Value buffer, int offset, int length) {
    if (!buffer.hasBufferElements()
        || offset < 0
        || length < 0
        || length > buffer.getBufferSize() - offset) {
      throw new IllegalArgumentException("the bytes are outside of the buffer");
    }
    byte[] bytes = new byte[length];
    if (length > 0) {
      buffer.readBuffer(offset, bytes, 0, length);
    }
    return bytes;
  }

  /** Eight bytes at a time, as each call crosses into the engine. */
  static int write(byte[] bytes, Value buffer) {
    int at = 0;
    ByteBuffer source = ByteBuffer.wrap(bytes);
    for (; at + 8 <= bytes.length; at += 8) {
      buffer.writeBufferLong(ByteOrder.BIG_ENDIAN, at, source.getLong(at));
    }
    for (; at < bytes.length; at++) {
      buffer.writeBufferByte(at, bytes[at]);
    }
    return bytes.length;
  }

  static String encode(byte[] bytes, String encoding) {
    return switch (encoding) {
      case "base64" -> Base64.getEncoder().encodeToString(bytes);
      case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      case "hex" -> hex(bytes);
      case "latin1" -> new String(bytes, StandardCharsets.ISO_8859_1);
      default -> new String(bytes, StandardCharsets.UTF_8);
    };
  }

  static byte[] decode(String text, String encoding) {
    return switch (encoding) {
      case "base64", "base64url" -> base64(text);
      case "hex" -> unhex(text);
      case "latin1" -> text.getBytes(StandardCharsets.ISO_8859_1);
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** Both alphabets, with or without padding; what is in neither is skipped. */
  private static byte[] base64(String text) {
    byte[] digits = new byte[text.length()];
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        break;
      }
      if (c == '-' || c == '+') {
        digits[count++] = '+';
      } else if (c == '_' || c == '/') {
        digits[count++] = '/';
      } else if (c < 128 && Character.isLetterOrDigit(c)) {
        digits[count++] = (byte) c;
      }
    }
    if (count % 4 == 1) {
      count--; // six bits make no byte
    }
    return Base64.getDecoder().decode(Arrays.copyOf(digits, count));
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length * 2);
    for (byte one : bytes) {
      text.append(HEX.charAt(one >> 4 & 15)).append(HEX.charAt(one & 15));
    }
    return text.toString();
  }

  private static byte[] unhex(String text) {
    byte[] bytes = new byte[text.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(text.charAt(2 * i), 16);
      int low = Character.digit(text.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) {
        return Arrays.copyOf(bytes, i);
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  /** The text of a byte string in UTF-8, or null when it is none. */
  static @Nullable String strictText(String byteString) {
    byte[] bytes = byteString.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Percent-decodes; bytes that are no UTF-8 become U+FFFD, broken escapes stay. */
  static String unescape(String text) {
    byte[] given = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[given.length];
    int count = 0;
    for (int i = 0; i < given.length; i++) {
      int high = given[i] == '%' && i + 2 < given.length ? Character.digit(given[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(given[i + 2], 16);
      if (low < 0) {
        bytes[count++] = given[i];
      } else {
        bytes[count++] = (byte) (high << 4 | low);
        i += 2;
      }
    }
    return new String(bytes, 0, count, StandardCharsets.UTF_8);
  }
}
