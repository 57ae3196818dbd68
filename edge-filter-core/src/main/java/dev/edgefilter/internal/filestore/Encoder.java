// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes numbers and texts one after the other; big-endian. */
final class Encoder {
  /** The lengths that mark what is not there, and a text of which a character has two bytes. */
  static final int ABSENT = -1;

  static final int WIDE = 1 << 30;

  private byte[] bytes = new byte[512];
  private int size;

  void putByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void putInt(int value) {
    ensure(Integer.BYTES);
    ByteBuffer.wrap(bytes).putInt(size, value);
    size += Integer.BYTES;
  }

  void putLong(long value) {
    ensure(Long.BYTES);
    ByteBuffer.wrap(bytes).putLong(size, value);
    size += Long.BYTES;
  }

  void putText(@Nullable String text) {
    if (text == null) {
      putInt(ABSENT);
    } else if (isNarrow(text)) {
      putInt(text.length());
      putBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    } else {
      putInt(text.length() | WIDE);
      putWide(text);
    }
  }

  void putTexts(List<String> texts) {
    putInt(texts.size());
    for (String text : texts) {
      putText(text);
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void putWide(String text) {
    for (int i = 0; i < text.length(); i++) {
      putByte(text.charAt(i) >> 8);
      putByte(text.charAt(i));
    }
  }

  private void putBytes(byte[] added) {
    ensure(added.length);
    System.arraycopy(added, 0, bytes, size, added.length);
    size += added.length;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  private static boolean isNarrow(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }
}
