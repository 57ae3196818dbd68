// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.coding;

import java.io.IOException;
import java.io.InputStream;

/**
 * A content coding that the edge applies to responses (RFC 9110, 8.4.1).
 *
 * <p>Found as a service, or given to the engine's builder. All methods may be called by any thread;
 * an encoder belongs to one thread at a time.
 */
public interface ContentCoder {

  /** The name in {@code Content-Encoding}: {@code gzip} or {@code br}. */
  String coding();

  /** Whether it works here, for example because its native library could be loaded. */
  boolean available();

  /** The level for a response that is encoded while a viewer waits for it. */
  int fastLevel();

  /** The level for a stored response that many viewers ask for. */
  int bestLevel();

  /**
   * Starts to encode one body.
   *
   * @param level from 1, the fastest, to {@link #bestLevel}
   * @throws IOException when the coder fails
   * @throws IllegalArgumentException when there is no such level
   */
  ContentEncoder encoder(int level) throws IOException;

  /**
   * Decodes what an encoder of this coding has made, to encode it anew.
   *
   * @throws IOException when the coder fails, or the input begins with nothing of this coding
   */
  InputStream decoded(InputStream encoded) throws IOException;
}
