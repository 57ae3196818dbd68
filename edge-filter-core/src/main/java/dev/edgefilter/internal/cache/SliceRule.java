// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.http.ContentRange;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RangeSet;
import dev.edgefilter.http.ResponseHead;

/**
 * Decides which ranges are answered from slices, and which answers of an origin are slices
 * (CloudFront: Range GETs; RFC 9111, 3.3 and 3.4).
 */
public final class SliceRule {

  private SliceRule() {}

  /**
   * Whether a range is worth slices.
   *
   * @param ranges what the viewer asked for
   * @param knownLarge true when the object is known to be longer than a slice
   * @param refused true when the origin did not answer a slice of it a while ago
   * @param sliceBytes the length of a slice
   */
  public static SliceReason decide(
      RangeSet ranges, boolean knownLarge, boolean refused, long sliceBytes) {
    if (refused) {
      return SliceReason.NOT_SLICEABLE;
    }
    if (ranges.size() != 1) {
      return SliceReason.NO_SINGLE_RANGE;
    }
    if (knownLarge) {
      return SliceReason.LARGE;
    }
    boolean far = ranges.isSuffix(0) || ranges.last(0) >= sliceBytes;
    return far ? SliceReason.FAR_RANGE : SliceReason.NEAR_RANGE;
  }

  /** The first slice to look at: that of the first byte, or any that tells the length. */
  public static long firstSlice(RangeSet ranges, long sliceBytes) {
    return ranges.isSuffix(0) ? 0 : ranges.first(0) / sliceBytes;
  }

  /**
   * Whether an answer is exactly the slice that was asked for, of a representation that others can
   * be told to belong to.
   *
   * @param first the first byte that was asked for
   * @param sliceBytes how many were asked for
   */
  public static boolean isSlice(ResponseHead head, long first, long sliceBytes) {
    Headers headers = head.headers();
    ContentRange range = ContentRange.parse(headers.first("Content-Range"));
    if (head.status() != 206 || range == null || headers.all("Content-Range").size() != 1) {
      return false;
    }
    long last = Math.min(first + sliceBytes, range.completeLength()) - 1;
    return range.range().first() == first
        && range.range().last() == last
        && lengthFits(headers, range.range().length())
        && SliceValidator.of(headers) != null;
  }

  /**
   * Whether an answer to one slice leaves the others as good as they are: an error, unless it says
   * that there is no such object any more.
   */
  public static boolean leavesSlices(int status) {
    return status >= 400 && status != 404 && status != 410 && status != 451 && status != 416;
  }

  private static boolean lengthFits(Headers headers, long length) {
    String value = headers.first("Content-Length");
    return value == null || value.equals(Long.toString(length));
  }
}
