// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Encodes characters into the response at once, without a buffer of its own between writes. */
final class AppWriter extends Writer {

  private static final int CHUNK_BYTES = 2048;

  private final AppBody body;
  private final CharsetEncoder encoder;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);

  /** The first half of a character whose second half is in the next write; 0 for none. */
  private char pending;

  AppWriter(AppBody body, Charset charset) {
    this.body = body;
    this.encoder =
        charset
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    encode(CharBuffer.wrap(text, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    encode(CharBuffer.wrap(text, offset, offset + length));
  }

  private void encode(CharBuffer characters) throws IOException {
    CharBuffer input = characters;
    if (pending != 0) {
      input = CharBuffer.allocate(characters.remaining() + 1).put(pending).put(characters).flip();
      pending = 0;
    }
    CoderResult result;
    do {
      result = encoder.encode(input, chunk, false);
      drain();
    } while (result.isOverflow());
    if (input.hasRemaining()) {
      pending = input.get();
    }
  }

  private void drain() throws IOException {
    int length = chunk.position();
    chunk.clear();
    if (length > 0) {
      body.take(chunk.array(), 0, length);
    }
  }

  /** Writes what the encoder still holds: half a character, or the end of a shift sequence. */
  void flushEncoder() throws IOException {
    CharBuffer rest = pending == 0 ? CharBuffer.allocate(0) : CharBuffer.wrap(new char[] {pending});
    pending = 0;
    encoder.encode(rest, chunk, true);
    encoder.flush(chunk);
    drain();
    encoder.reset();
  }

  void reset() {
    pending = 0;
    chunk.clear();
    encoder.reset();
  }

  @Override
  public void flush() throws IOException {
    body.flush();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
