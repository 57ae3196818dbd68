// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.store.BodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A stored body as a stream, one segment at a time; closing it leaves the reader open. */
final class StoredBodyInput extends InputStream {

  private final BodyReader reader;
  private long position;
  private @Nullable ByteBuffer segment;

  StoredBodyInput(BodyReader reader) {
    this.reader = reader;
  }

  @Override
  public int read() throws IOException {
    ByteBuffer bytes = present();
    if (bytes == null) {
      return -1;
    }
    position++;
    return bytes.get() & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    ByteBuffer bytes = present();
    if (bytes == null) {
      return -1;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(to, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    ByteBuffer bytes = segment;
    // More than one member may follow in gzip, which GZIPInputStream learns from this.
    return bytes == null ? 0 : bytes.remaining();
  }

  private @Nullable ByteBuffer present() throws IOException {
    ByteBuffer bytes = segment;
    if (bytes != null && bytes.hasRemaining()) {
      return bytes;
    }
    if (position >= reader.length()) {
      return null;
    }
    bytes = reader.at(position);
    if (bytes == null) {
      throw new IOException("the stored body is gone at " + position);
    }
    segment = bytes;
    return bytes;
  }
}
