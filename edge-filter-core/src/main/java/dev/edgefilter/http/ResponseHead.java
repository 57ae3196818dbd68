// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

/**
 * What an origin or the edge answers: everything of a response but its body.
 *
 * @param status the status code, 100 to 999
 * @param headers the header lines
 */
public record ResponseHead(int status, Headers headers) {
  /**
   * Checks the status.
   *
   * @throws IllegalArgumentException if the status is not between 100 and 999
   */
  public ResponseHead {
    if (status < 100 || status > 999) {
      throw new IllegalArgumentException("status " + status + " is not between 100 and 999");
    }
  }

  /** The same status with other headers. */
  public ResponseHead withHeaders(Headers other) {
    return new ResponseHead(status, other);
  }

  /**
   * The same headers with another status.
   *
   * @throws IllegalArgumentException if the status is not between 100 and 999
   */
  public ResponseHead withStatus(int other) {
    return new ResponseHead(other, headers);
  }
}
