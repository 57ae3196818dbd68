// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The origin's side of a connection that has left HTTP, as WebSocket does: bytes both ways.
 *
 * <p>One thread at a time reads, and one writes; closing may come from any thread.
 */
public interface OriginTunnel extends AutoCloseable {

  /**
   * Takes what the origin sends, without waiting.
   *
   * @return how many bytes were put into the buffer, 0 when there are none for now, -1 at the end
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * Calls back once, from a thread of its own, when {@link #read} will have something to tell.
   *
   * @param readable may block, but not for ever
   */
  void whenReadable(Runnable readable);

  /** Sends all remaining bytes; blocks until the origin's connection has taken them. */
  void write(ByteBuffer bytes) throws IOException;

  /** Runs what may block on a thread that is there for it. */
  void execute(Runnable task);

  /** Ends both directions; does nothing a second time. */
  @Override
  void close();
}
