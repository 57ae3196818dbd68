// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import java.io.IOException;

/** An origin sent less than it promised; thrown to the container so that it hangs up. */
final class ShortBodyException extends IOException {

  private static final long serialVersionUID = 1L;

  ShortBodyException(String path, long sent, long promised) {
    super("The body of " + path + " ended after " + sent + " of " + promised + " bytes");
  }
}
