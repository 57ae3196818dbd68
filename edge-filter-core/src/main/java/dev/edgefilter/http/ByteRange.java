// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import org.jspecify.annotations.Nullable;

/**
 * A range of bytes inside a representation of known length (RFC 9110, 14.1.2).
 *
 * @param first the index of the first byte, from 0
 * @param last the index of the last byte, which is part of the range
 */
public record ByteRange(long first, long last) {
  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if {@code first} is negative or behind {@code last}
   */
  public ByteRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("no byte range: " + first + "-" + last);
    }
  }

  /** Parses a {@code Range} value; see {@link RangeSet#parse}. */
  public static RangeSet parse(@Nullable String headerValue) {
    return RangeSet.parse(headerValue);
  }

  /** The number of bytes. */
  public long length() {
    return last - first + 1;
  }

  /** The {@code Content-Range} of this part of a representation of that many bytes. */
  public String contentRange(long completeLength) {
    return "bytes " + first + '-' + last + '/' + completeLength;
  }
}
