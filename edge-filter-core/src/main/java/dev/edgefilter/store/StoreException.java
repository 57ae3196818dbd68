// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import org.jspecify.annotations.Nullable;

/** A store cannot be opened; the message names the place and says what to do. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says why, with the cause or null. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
