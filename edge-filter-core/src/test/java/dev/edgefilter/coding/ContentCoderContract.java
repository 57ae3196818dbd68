// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every coder must do, checked with a decoder that has nothing to do with it. */
public abstract class ContentCoderContract {

  /** The coder. */
  protected abstract ContentCoder coder();

  /** Decodes by other means. */
  protected abstract InputStream independentDecoder(InputStream encoded) throws IOException;

  /** Decodes what has been flushed without waiting for more. */
  protected InputStream eagerDecoder(InputStream encoded) throws IOException {
    return independentDecoder(encoded);
  }

  private static final class Sink extends ByteArrayOutputStream implements ContentEncoder.Output {
    @Override
    public void write(ByteBuffer bytes) {
      assertTrue(bytes.hasRemaining(), "an empty piece");
      while (bytes.hasRemaining()) {
        write(bytes.get());
      }
    }
  }

  private static byte[] text(int length) {
    StringBuilder text = new StringBuilder();
    Random random = new Random(length);
    while (text.length() < length) {
      text.append("line ").append(random.nextInt(100)).append(" of some text\n");
    }
    text.setLength(length);
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private byte[] decoded(byte[] encoded) throws IOException {
    return independentDecoder(new ByteArrayInputStream(encoded)).readAllBytes();
  }

  private byte[] encoded(byte[] body, int level, int piece, boolean direct) throws IOException {
    Sink sink = new Sink();
    try (ContentEncoder encoder = coder().encoder(level)) {
      for (int at = 0; at < body.length; at += piece) {
        int length = Math.min(piece, body.length - at);
        ByteBuffer bytes = direct ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
        bytes.put(body, at, length).flip();
        encoder.encode(bytes, sink);
        assertFalse(bytes.hasRemaining(), "all is taken");
      }
      encoder.finish(sink);
    }
    return sink.toByteArray();
  }

  @Test
  void itIsAvailableHereAndHasTwoLevels() {
    assertTrue(coder().available());
    assertTrue(coder().fastLevel() < coder().bestLevel());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 8191, 8192, 8193, 65_536, 200_000})
  void whatIsEncodedIsDecodedByOthers(int length) throws IOException {
    for (byte[] body : new byte[][] {text(length), noise(length)}) {
      for (int level : new int[] {1, coder().fastLevel(), coder().bestLevel()}) {
        assertArrayEquals(body, decoded(encoded(body, level, 10_007, true)), "level " + level);
      }
      assertArrayEquals(
          body, decoded(encoded(body, coder().fastLevel(), 1 + length / 7, false)), "pieces");
    }
  }

  @Test
  void textGetsSmallerAndTheBestLevelMakesItNoLarger() throws IOException {
    byte[] body = text(200_000);
    int fast = encoded(body, coder().fastLevel(), 8192, false).length;
    int best = encoded(body, coder().bestLevel(), 8192, false).length;

    assertTrue(fast < body.length / 3, () -> "fast: " + fast);
    assertTrue(best <= fast, () -> fast + " became " + best);
  }

  @Test
  void aReadOnlyBufferIsTakenToo() throws IOException {
    byte[] body = text(5000);
    Sink sink = new Sink();
    try (ContentEncoder encoder = coder().encoder(coder().fastLevel())) {
      encoder.encode(ByteBuffer.wrap(body).asReadOnlyBuffer(), sink);
      encoder.finish(sink);
    }
    assertArrayEquals(body, decoded(sink.toByteArray()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 8192, 300_000})
  void afterAFlushAllOfItCanBeDecoded(int length) throws IOException {
    byte[] body = noise(length);
    Sink sink = new Sink();
    try (ContentEncoder encoder = coder().encoder(coder().fastLevel())) {
      encoder.encode(ByteBuffer.wrap(body), sink);
      encoder.flush(sink);
      InputStream decoder = eagerDecoder(new ByteArrayInputStream(sink.toByteArray()));
      // One by one: some decoders want to see more before they fill an array.
      for (int i = 0; i < length; i++) {
        assertEquals(body[i] & 0xff, decoder.read(), "byte " + i);
      }
      encoder.flush(sink);
      encoder.encode(ByteBuffer.wrap(new byte[] {'x'}), sink);
      encoder.finish(sink);
    }
    byte[] whole = decoded(sink.toByteArray());
    assertEquals(length + 1, whole.length);
  }

  @Test
  void itDecodesWhatItHasEncoded() throws IOException {
    byte[] body = text(100_000);
    byte[] encoded = encoded(body, coder().fastLevel(), 8192, true);

    assertArrayEquals(body, coder().decoded(new ByteArrayInputStream(encoded)).readAllBytes());
  }

  @Test
  void whatTheOutputThrowsComesOutUnchanged() throws IOException {
    IOException left = new IOException("the viewer left");
    try (ContentEncoder encoder = coder().encoder(coder().fastLevel())) {
      IOException thrown =
          assertThrows(
              IOException.class,
              () -> {
                for (int i = 0; i < 1000; i++) {
                  encoder.encode(
                      ByteBuffer.wrap(noise(8192)),
                      bytes -> {
                        throw left;
                      });
                }
              });
      assertSame(left, thrown);
    }
  }

  @Test
  void anEncoderIsClosedAtAnyPointAndTwice() throws IOException {
    for (int pieces = 0; pieces < 3; pieces++) {
      ContentEncoder encoder = coder().encoder(coder().fastLevel());
      for (int i = 0; i < pieces; i++) {
        encoder.encode(ByteBuffer.wrap(text(100)), new Sink());
      }
      encoder.close();
      encoder.close();
    }
  }

  @Test
  void thereIsNoLevelBelowOneOrAboveTheBestOfAll() {
    assertThrows(IllegalArgumentException.class, () -> coder().encoder(0).close());
    assertThrows(IllegalArgumentException.class, () -> coder().encoder(12).close());
  }
}
