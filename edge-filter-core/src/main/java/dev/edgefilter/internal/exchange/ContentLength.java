// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Reads Content-Length (RFC 9110, 8.6). */
final class ContentLength {

  private ContentLength() {}

  /** The length a head promises, -1 when it promises none or nonsense. */
  static long of(ResponseHead head) {
    @Nullable String value = head.headers().first("Content-Length");
    if (value == null || value.isEmpty() || value.length() > 18) {
      return -1;
    }
    long length = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      length = length * 10 + (c - '0');
    }
    return length;
  }
}
