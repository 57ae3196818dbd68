// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.ResponseHead;

/** A response the edge or a function made itself; small, whole in memory, and never changed. */
final class Generated {

  private final ResponseHead head;
  private final byte[] body;

  Generated(ResponseHead head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  ResponseHead head() {
    return head;
  }

  /** The body, not to be changed. */
  byte[] body() {
    return body;
  }
}
