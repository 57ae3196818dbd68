// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import java.io.IOException;

/** A coder failed in the middle of a body, which so cannot end cleanly. */
final class CoderException extends IOException {

  private static final long serialVersionUID = 1L;

  CoderException(String coding, Exception cause) {
    super("the coder for " + coding + " failed", cause);
  }
}
