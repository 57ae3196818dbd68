// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import java.io.IOException;

/** Carries what the application behind the edge threw, to be thrown on to the container. */
public final class ApplicationException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Wraps what was thrown. */
  public ApplicationException(Throwable cause) {
    super(cause);
  }
}
