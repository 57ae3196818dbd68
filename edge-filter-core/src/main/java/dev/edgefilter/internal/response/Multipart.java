// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.http.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the ranges of a {@code multipart/byteranges} body (RFC 9110, 14.6 and
 * 15.3.7.2); the ranges themselves are never held, so it is as small as their number.
 */
public final class Multipart {

  private final List<ByteRange> ranges;
  private final String boundary;
  private final byte[][] openings;
  private final byte[] closing;
  private final long length;

  /**
   * Frames some ranges.
   *
   * @param ranges the ranges, in the order they are sent
   * @param completeLength the length of the whole representation, in bytes
   * @param partType the {@code Content-Type} of the representation, or null when it has none
   * @param boundary what separates the parts: a token that the body does not hold
   */
  public Multipart(
      List<ByteRange> ranges, long completeLength, @Nullable String partType, String boundary) {
    this.ranges = List.copyOf(ranges);
    this.boundary = boundary;
    this.openings = new byte[ranges.size()][];
    long total = 0;
    for (int i = 0; i < openings.length; i++) {
      ByteRange range = ranges.get(i);
      openings[i] = opening(i, range.contentRange(completeLength), partType);
      total += openings[i].length + range.length();
    }
    this.closing = bytes("\r\n--" + boundary + "--\r\n");
    this.length = total + closing.length;
  }

  private byte[] opening(int index, String contentRange, @Nullable String partType) {
    StringBuilder text = new StringBuilder(160);
    text.append(index == 0 ? "--" : "\r\n--").append(boundary).append("\r\n");
    if (partType != null) {
      text.append("Content-Type: ").append(partType).append("\r\n");
    }
    text.append("Content-Range: ").append(contentRange).append("\r\n\r\n");
    return bytes(text.toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The {@code Content-Type} of the response. */
  public String contentType() {
    return "multipart/byteranges; boundary=" + boundary;
  }

  /** The length of the response's body, in bytes. */
  public long length() {
    return length;
  }

  /** The number of parts. */
  public int size() {
    return openings.length;
  }

  /** The range of a part, from 0. */
  public ByteRange range(int index) {
    return ranges.get(index);
  }

  /** What stands before the bytes of a part, from 0; the array is shared. */
  public byte[] opening(int index) {
    return openings[index];
  }

  /** What stands behind the last part; the array is shared. */
  public byte[] closing() {
    return closing;
  }
}
