// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import java.io.IOException;

/** A stored body was evicted while it was sent; thrown to the container so that it hangs up. */
final class BodyLostException extends IOException {

  private static final long serialVersionUID = 1L;

  BodyLostException(String path, long position, long end) {
    super("The stored body of " + path + " is gone at byte " + position + " of " + end);
  }
}
