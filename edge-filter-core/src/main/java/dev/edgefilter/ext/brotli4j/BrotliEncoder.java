// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.brotli4j;

import com.aayushatharva.brotli4j.encoder.BrotliEncoderChannel;
import com.aayushatharva.brotli4j.encoder.Encoder;
import dev.edgefilter.coding.ContentEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** One brotli stream; its memory is the native library's, so it must be closed. */
final class BrotliEncoder implements ContentEncoder {

  private static final int INPUT_BYTES = 16_384;

  /** A window of 1 MiB: larger ones cost memory per response and gain little on pages. */
  private static final int WINDOW_BITS = 20;

  private final Outlet outlet = new Outlet();
  private final BrotliEncoderChannel channel;
  private boolean ended;

  BrotliEncoder(int level) throws IOException {
    this.channel =
        new BrotliEncoderChannel(
            outlet, Encoder.Parameters.create(level, WINDOW_BITS), INPUT_BYTES);
  }

  @Override
  public void encode(ByteBuffer bytes, Output output) throws IOException {
    outlet.output = output;
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void flush(Output output) throws IOException {
    outlet.output = output;
    channel.flush();
  }

  @Override
  public void finish(Output output) throws IOException {
    outlet.output = output;
    ended = true;
    channel.close();
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      outlet.output = null;
      try {
        channel.close(); // writes an end that nobody gets
      } catch (IOException e) {
        throw new IllegalStateException("nothing was written", e);
      }
    }
  }

  /** Passes on what the library writes, to whoever asked. */
  private static final class Outlet implements WritableByteChannel {

    private @Nullable Output output;

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int length = bytes.remaining();
      Output present = output;
      if (present != null && length > 0) {
        present.write(bytes);
      }
      bytes.position(bytes.limit());
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
