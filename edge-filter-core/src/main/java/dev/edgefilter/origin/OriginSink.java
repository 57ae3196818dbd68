// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes an origin's response: once a head, then bytes, then the end.
 *
 * <p>Calls come from one thread at a time and in order. A call blocks until the viewer has taken
 * the bytes, which is the back-pressure. An {@link IOException} means that nobody wants the rest.
 */
public interface OriginSink {

  /**
   * Takes the head.
   *
   * @return true when the body is wanted; false when the origin may drop it
   */
  boolean head(ResponseHead head) throws IOException;

  /**
   * Takes an interim response that came before the head; dropped by default.
   *
   * @param head its status is 102, 103 or another one below 200, but not 100 or 101
   */
  default void interim(ResponseHead head) throws IOException {}

  /**
   * Takes a connection that has left HTTP, in place of head, body and end.
   *
   * @param head its status is 101
   * @param tunnel belongs to the sink from here on
   */
  default void upgrade(ResponseHead head, OriginTunnel tunnel) throws IOException {
    tunnel.close();
    throw new IOException("nobody here can leave HTTP");
  }

  /** Takes all remaining bytes of the buffer; the buffer may be reused after the call. */
  void body(ByteBuffer bytes) throws IOException;

  /**
   * Takes the fields that came after the body, before the end of the response; dropped by default
   * (RFC 9110, 6.5).
   */
  default void trailers(Headers trailers) {}

  /** Sends what is held to the viewer now. */
  void flush() throws IOException;

  /** Takes the end of a complete response; without an end the response counts as cut short. */
  void end() throws IOException;

  /** Takes the last bytes and the end of a complete response in one. */
  default void end(ByteBuffer last) throws IOException {
    if (last.hasRemaining()) {
      body(last);
    }
    end();
  }
}
