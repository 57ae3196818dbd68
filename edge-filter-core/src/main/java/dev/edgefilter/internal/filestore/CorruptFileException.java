// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import java.io.IOException;

/** A file of ours does not hold what it should. */
final class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1;

  CorruptFileException(String message) {
    super(message);
  }

  CorruptFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
