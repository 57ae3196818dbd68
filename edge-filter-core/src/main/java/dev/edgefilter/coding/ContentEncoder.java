// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.coding;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Encodes one body piece by piece and holds no more of it than its window.
 *
 * <p>For one thread at a time. What it puts out is valid only during the call of {@link
 * Output#write}.
 */
public interface ContentEncoder extends AutoCloseable {

  /** Takes what an encoder puts out. */
  @FunctionalInterface
  interface Output {

    /**
     * Takes all remaining bytes.
     *
     * @throws IOException when nobody wants them; it leaves the encoder's method unchanged
     */
    void write(ByteBuffer bytes) throws IOException;
  }

  /**
   * Takes all remaining bytes of the body's next piece; puts out what is ready.
   *
   * @throws IOException when the coder fails
   */
  void encode(ByteBuffer bytes, Output output) throws IOException;

  /**
   * Puts out everything, so that a viewer can decode all that was encoded so far.
   *
   * @throws IOException when the coder fails
   */
  void flush(Output output) throws IOException;

  /**
   * Puts out the rest and the end of the body.
   *
   * @throws IOException when the coder fails
   */
  void finish(Output output) throws IOException;

  /** Frees what it holds, finished or not; does nothing a second time. */
  @Override
  void close();
}
