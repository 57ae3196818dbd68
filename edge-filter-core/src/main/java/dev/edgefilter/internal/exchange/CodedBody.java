// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.coding.ContentCoder;
import dev.edgefilter.coding.ContentEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One body on its way through a coder.
 *
 * <p>The thread that writes the response encodes. The container may end the exchange from another
 * one meanwhile; then whoever lets go last frees the coder, so that nobody waits for a viewer and
 * no memory is freed under a coder that runs.
 */
final class CodedBody {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ContentCoder coder;
  private final int level;
  private final ContentEncoder encoder;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;
  private long codedBytes;

  CodedBody(ContentCoder coder, int level) throws IOException {
    this.coder = coder;
    this.level = level;
    this.encoder = coder.encoder(level);
  }

  String coding() {
    return coder.coding();
  }

  int level() {
    return level;
  }

  /** How much has come out so far. */
  long codedBytes() {
    return codedBytes;
  }

  /** One call of the encoder. */
  private interface Step {
    void run(ContentEncoder encoder, ContentEncoder.Output output) throws IOException;
  }

  void encode(ByteBuffer bytes, ContentEncoder.Output output) throws IOException {
    run((running, to) -> running.encode(bytes, to), output);
  }

  void flush(ContentEncoder.Output output) throws IOException {
    run(ContentEncoder::flush, output);
  }

  /** The last bytes and the end, in one piece. */
  ByteBuffer finish(ByteBuffer last) throws IOException {
    Piece piece = new Piece();
    run(
        (running, to) -> {
          running.encode(last, to);
          running.finish(to);
        },
        piece);
    return closed ? NOTHING.duplicate() : ByteBuffer.wrap(piece.toByteArray());
  }

  private void run(Step step, ContentEncoder.Output output) throws IOException {
    lock.lock();
    try {
      if (!closed) {
        guarded(step, output);
      }
    } finally {
      lock.unlock();
      freeIfClosed();
    }
  }

  /** What a viewer or the store does is theirs; anything else is a failure of the coder. */
  private void guarded(Step step, ContentEncoder.Output output) throws IOException {
    Watched watched = new Watched(output);
    try {
      step.run(encoder, watched);
    } catch (IOException | RuntimeException e) {
      if (watched.failure != null) {
        throw watched.failure;
      }
      throw new CoderException(coder.coding(), e);
    }
  }

  /** Lets go of the coder; does nothing a second time. */
  void close() {
    closed = true;
    freeIfClosed();
  }

  private void freeIfClosed() {
    if (closed && !lock.isHeldByCurrentThread() && lock.tryLock()) {
      try {
        encoder.close();
      } finally {
        lock.unlock();
      }
    }
  }

  private final class Watched implements ContentEncoder.Output {

    private final ContentEncoder.Output output;
    private @Nullable IOException failure;

    Watched(ContentEncoder.Output output) {
      this.output = output;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      codedBytes += bytes.remaining();
      try {
        output.write(bytes);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }

  private static final class Piece extends ByteArrayOutputStream implements ContentEncoder.Output {

    @Override
    public void write(ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      writeBytes(copy);
    }
  }
}
