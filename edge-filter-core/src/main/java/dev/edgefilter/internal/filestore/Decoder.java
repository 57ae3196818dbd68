// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Encoder} wrote, and trusts no length in it. */
final class Decoder {
  private final ByteBuffer bytes;

  Decoder(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  int readByte() throws CorruptFileException {
    need(1);
    return bytes.get() & 0xff;
  }

  boolean readBoolean() throws CorruptFileException {
    int value = readByte();
    if (value > 1) {
      throw new CorruptFileException("a boolean is " + value);
    }
    return value == 1;
  }

  int readInt() throws CorruptFileException {
    need(Integer.BYTES);
    return bytes.getInt();
  }

  long readLong() throws CorruptFileException {
    need(Long.BYTES);
    return bytes.getLong();
  }

  /** A number of things of which each takes at least some bytes. */
  int readCount(int bytesEach) throws CorruptFileException {
    int count = readInt();
    if (count < 0 || count > bytes.remaining() / bytesEach) {
      throw new CorruptFileException("a count is " + count);
    }
    return count;
  }

  String readText() throws CorruptFileException {
    String text = readOptionalText();
    if (text == null) {
      throw new CorruptFileException("a text is missing");
    }
    return text;
  }

  @Nullable String readOptionalText() throws CorruptFileException {
    int length = readInt();
    if (length == Encoder.ABSENT) {
      return null;
    }
    if (length < 0) {
      throw new CorruptFileException("the length of a text is " + length);
    }
    boolean wide = (length & Encoder.WIDE) != 0;
    int characters = length & ~Encoder.WIDE;
    if (characters > bytes.remaining() / (wide ? 2 : 1)) {
      throw new CorruptFileException("a text of " + characters + " characters does not fit");
    }
    return wide ? readWide(characters) : readNarrow(characters);
  }

  List<String> readTexts() throws CorruptFileException {
    int count = readCount(Integer.BYTES);
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(readText());
    }
    return texts;
  }

  void expectEnd() throws CorruptFileException {
    if (bytes.hasRemaining()) {
      throw new CorruptFileException(bytes.remaining() + " bytes are left over");
    }
  }

  private String readNarrow(int length) {
    byte[] narrow = new byte[length];
    bytes.get(narrow);
    return new String(narrow, StandardCharsets.ISO_8859_1);
  }

  private String readWide(int length) {
    char[] wide = new char[length];
    bytes.asCharBuffer().get(wide);
    bytes.position(bytes.position() + 2 * length);
    return new String(wide);
  }

  private void need(int count) throws CorruptFileException {
    if (bytes.remaining() < count) {
      throw new CorruptFileException("it ends too early");
    }
  }
}
