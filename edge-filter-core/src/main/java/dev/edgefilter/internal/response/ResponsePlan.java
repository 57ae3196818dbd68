// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

/**
 * Which status and part of a response a viewer gets.
 *
 * @param status the status to send
 * @param first first body byte to send
 * @param last last body byte to send, -1 for "to the end"
 * @param bodySent false when no body goes out
 * @param reason why
 */
public record ResponsePlan(
    int status, long first, long last, boolean bodySent, ResponseReason reason) {

  private static final ResponsePlan WHOLE_OK =
      new ResponsePlan(200, 0, -1, true, ResponseReason.WHOLE);

  /** The response as it is. */
  public static ResponsePlan whole(int status) {
    return status == 200 ? WHOLE_OK : new ResponsePlan(status, 0, -1, true, ResponseReason.WHOLE);
  }

  static ResponsePlan withoutBody(int status, ResponseReason reason) {
    return new ResponsePlan(status, 0, -1, false, reason);
  }

  /** The same for HEAD, which never has a body. */
  public ResponsePlan asHead() {
    return new ResponsePlan(status, first, last, false, reason);
  }

  /** True when one range of the body is sent. */
  public boolean partial() {
    return reason == ResponseReason.RANGE;
  }
}
