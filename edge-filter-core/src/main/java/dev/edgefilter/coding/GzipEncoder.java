// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.coding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes one member of RFC 1952 around the output of a {@link Deflater}. */
final class GzipEncoder implements ContentEncoder {

  private static final int OUTPUT_BYTES = 8192;
  private static final int TRAILER_BYTES = 8;

  /** Deflate, no flags, no time, no hints, system unknown (RFC 1952, 2.3). */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final Deflater deflater;
  private final CRC32 checksum = new CRC32();
  private final ByteBuffer output = ByteBuffer.allocate(OUTPUT_BYTES);
  private boolean begun;

  /** Encodes at a level from 1 to 9. */
  GzipEncoder(int level) {
    this.deflater = new Deflater(level, true);
  }

  @Override
  public void encode(ByteBuffer bytes, Output to) throws IOException {
    begin();
    checksum.update(bytes.duplicate());
    deflater.setInput(bytes);
    while (!deflater.needsInput()) {
      drain(to, Deflater.NO_FLUSH);
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      output.put(HEADER);
    }
  }

  /** One step; puts out what is full. */
  private int drain(Output to, int flush) throws IOException {
    int written = deflater.deflate(output, flush);
    if (!output.hasRemaining()) {
      put(to);
    }
    return written;
  }

  private void put(Output to) throws IOException {
    output.flip();
    try {
      if (output.hasRemaining()) {
        to.write(output);
      }
    } finally {
      output.clear();
    }
  }

  @Override
  public void flush(Output to) throws IOException {
    begin();
    // As long as a call fills the buffer there may be more of the flush (Deflater.deflate).
    boolean full;
    do {
      int room = output.remaining();
      full = drain(to, Deflater.SYNC_FLUSH) == room;
    } while (full);
    put(to);
  }

  @Override
  public void finish(Output to) throws IOException {
    begin();
    deflater.finish();
    while (!deflater.finished()) {
      drain(to, Deflater.NO_FLUSH);
    }
    if (output.remaining() < TRAILER_BYTES) {
      put(to);
    }
    output
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) checksum.getValue())
        .putInt((int) deflater.getBytesRead());
    put(to);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
