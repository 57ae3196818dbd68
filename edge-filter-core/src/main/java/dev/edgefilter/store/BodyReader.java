// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads one stored body, for one thread at a time; holds at most one segment of it in place. */
public interface BodyReader extends AutoCloseable {

  /** The length of the body in bytes. */
  long length();

  /**
   * Gives the bytes from a position to the end of the segment that holds it.
   *
   * @param position where to begin, from 0 and below {@link #length}
   * @return a read-only view with at least one byte, valid until the next call of this method or
   *     {@link #close}, or null when that part of the body is lost: the caller then aborts the
   *     connection, because a short body must never end cleanly
   * @throws IndexOutOfBoundsException if the position is outside of the body
   */
  @Nullable ByteBuffer at(long position);

  /**
   * Names a file that holds the whole body in one piece, for those who can have it sent without
   * copying it.
   *
   * @return the file, or null when there is none or its content has not been checked yet. It is
   *     only to be read, and stays readable for ten seconds after this call, whatever happens to
   *     the response and whether this reader is closed or not; so open it soon
   */
  default @Nullable Path file() {
    return null;
  }

  /** Where in {@link #file} the body begins, in bytes. */
  default long fileOffset() {
    return 0;
  }

  /** Lets go of the segment; does nothing a second time. */
  @Override
  void close();
}
