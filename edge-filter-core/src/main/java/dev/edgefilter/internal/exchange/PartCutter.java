// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.ByteRange;
import dev.edgefilter.internal.response.Multipart;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Cuts the parts of a multipart answer out of a body that passes by once, from its beginning. */
final class PartCutter {

  /** Takes the pieces of the answer in their order. */
  @FunctionalInterface
  interface Out {
    void take(ByteBuffer bytes) throws IOException;
  }

  private final Multipart multipart;
  private int part;
  private boolean open;

  PartCutter(Multipart multipart) {
    this.multipart = multipart;
  }

  /**
   * Cuts what one piece of the body holds of the parts.
   *
   * @param bytes the piece; its position and limit are left undefined
   * @param start where in the body it begins
   */
  void cut(ByteBuffer bytes, long start, Out out) throws IOException {
    int base = bytes.position();
    long end = start + bytes.remaining();
    while (part < multipart.size() && multipart.range(part).first() < end) {
      ByteRange range = multipart.range(part);
      if (!open) {
        open = true;
        out.take(ByteBuffer.wrap(multipart.opening(part)));
      }
      long from = Math.max(range.first(), start);
      long to = Math.min(range.last() + 1, end);
      if (from < to) {
        bytes.limit(base + (int) (to - start)).position(base + (int) (from - start));
        out.take(bytes);
      }
      if (to <= range.last()) {
        return;
      }
      endPart(out);
    }
  }

  private void endPart(Out out) throws IOException {
    open = false;
    part++;
    if (part == multipart.size()) {
      out.take(ByteBuffer.wrap(multipart.closing()));
    }
  }

  /** The most bytes that stand around a piece of a body. */
  int mostAround() {
    int most = multipart.closing().length;
    for (int i = 0; i < multipart.size(); i++) {
      most += multipart.opening(i).length;
    }
    return most;
  }
}
