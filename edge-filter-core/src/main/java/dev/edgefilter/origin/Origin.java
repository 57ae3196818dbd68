// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import java.io.IOException;

/**
 * Asks a server, or the application itself, and pushes its response into a sink.
 *
 * <p>Implementations are shared by all exchanges and are safe for use by many threads.
 */
public interface Origin extends AutoCloseable {

  /**
   * Sends the request and pushes the response.
   *
   * <p>Returns after {@link OriginSink#end()}; an origin that returns without it has failed.
   *
   * @throws OriginException when no usable response came, or it broke off
   * @throws IOException when the sink refused bytes, that is, when the viewer went away
   */
  void fetch(OriginRequest request, OriginSink sink) throws IOException;

  /** Closes connections; requests in flight may fail. */
  @Override
  default void close() {}
}
