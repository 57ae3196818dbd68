// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import java.io.IOException;

/** The object changed or went away between two slices; thrown so that the container hangs up. */
final class SliceChangedException extends IOException {

  private static final long serialVersionUID = 1L;

  SliceChangedException(String path, long position, String found) {
    super("The slice of " + path + " at byte " + position + " is of no use: " + found);
  }
}
