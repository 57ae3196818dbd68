// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import dev.edgefilter.http.ByteRange;
import java.util.List;

/**
 * Which status and part of a response a viewer gets.
 *
 * @param status the status to send
 * @param first first body byte to send
 * @param last last body byte to send, -1 for "to the end"
 * @param bodySent false when no body goes out
 * @param reason why
 * @param parts the ranges of a multipart answer, ascending; else empty
 */
public record ResponsePlan(
    int status,
    long first,
    long last,
    boolean bodySent,
    ResponseReason reason,
    List<ByteRange> parts) {

  private static final ResponsePlan WHOLE_OK =
      new ResponsePlan(200, 0, -1, true, ResponseReason.WHOLE, List.of());

  /** Nothing, as the slice that is wanted is not there yet. */
  public static final ResponsePlan NOTHING_YET = withoutBody(200, ResponseReason.RANGE);

  /** Copies the list. */
  public ResponsePlan {
    parts = List.copyOf(parts);
  }

  /** The response as it is. */
  public static ResponsePlan whole(int status) {
    return status == 200 ? WHOLE_OK : whole(status, ResponseReason.WHOLE);
  }

  static ResponsePlan whole(int status, ResponseReason reason) {
    return new ResponsePlan(status, 0, -1, true, reason, List.of());
  }

  static ResponsePlan withoutBody(int status, ResponseReason reason) {
    return new ResponsePlan(status, 0, -1, false, reason, List.of());
  }

  static ResponsePlan range(ByteRange range) {
    return new ResponsePlan(
        206, range.first(), range.last(), true, ResponseReason.RANGE, List.of());
  }

  static ResponsePlan ranges(List<ByteRange> ranges) {
    return new ResponsePlan(206, 0, -1, true, ResponseReason.RANGES, ranges);
  }

  /** The same for HEAD, which never has a body. */
  public ResponsePlan asHead() {
    return new ResponsePlan(status, first, last, false, reason, parts);
  }

  /** True when one range of the body is sent. */
  public boolean partial() {
    return reason == ResponseReason.RANGE;
  }
}
