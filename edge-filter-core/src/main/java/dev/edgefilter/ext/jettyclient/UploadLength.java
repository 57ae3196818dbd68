// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.origin.OriginRequest;
import org.jspecify.annotations.Nullable;

/** Knows how long a request's body is said to be. */
final class UploadLength {

  private static final int MOST_DIGITS = 18;

  private UploadLength() {}

  /** The bytes promised by Content-Length, or -1 when the body has another end or is none. */
  static long of(OriginRequest request) {
    @Nullable String length = request.headers().first("Content-Length");
    if (request.body() == null
        || length == null
        || length.isEmpty()
        || length.length() > MOST_DIGITS
        || request.headers().contains("Transfer-Encoding")) {
      return -1;
    }
    for (int i = 0; i < length.length(); i++) {
      if (length.charAt(i) < '0' || length.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(length);
  }
}
