// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a representation a 206 holds (RFC 9110, 14.4).
 *
 * @param range the bytes that are there
 * @param completeLength the length of the whole representation, in bytes
 */
public record ContentRange(ByteRange range, long completeLength) {

  private static final String UNIT = "bytes ";

  /**
   * Checks the range against the length.
   *
   * @throws IllegalArgumentException if the range ends behind the representation
   */
  public ContentRange {
    if (range.last() >= completeLength) {
      throw new IllegalArgumentException(range + " is not within " + completeLength + " bytes");
    }
  }

  /**
   * Parses a {@code Content-Range}; null if it is absent or malformed, of another unit, or does not
   * tell both the range and the complete length.
   */
  public static @Nullable ContentRange parse(@Nullable String value) {
    if (value == null || !Ascii.regionMatches(value, 0, UNIT, 0, UNIT.length())) {
      return null;
    }
    int start = Ascii.skipBlanks(value, UNIT.length(), value.length());
    int end = Ascii.trimEnd(value, start, value.length());
    int dash = value.indexOf('-', start);
    int slash = dash < 0 ? -1 : value.indexOf('/', dash);
    if (slash < 0 || slash >= end) {
      return null;
    }
    long first = Ascii.digits(value, start, dash, Long.MAX_VALUE);
    long last = Ascii.digits(value, dash + 1, slash, Long.MAX_VALUE);
    long length = Ascii.digits(value, slash + 1, end, Long.MAX_VALUE);
    boolean valid = first >= 0 && last >= first && length > last;
    return valid ? new ContentRange(new ByteRange(first, last), length) : null;
  }
}
