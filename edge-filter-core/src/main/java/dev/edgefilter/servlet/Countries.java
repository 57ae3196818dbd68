// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import org.jspecify.annotations.Nullable;

/** Reads the country that a proxy tells. */
final class Countries {

  private Countries() {}

  /** The code, or null for what is none; {@code XX} and {@code T1} stand for unknown. */
  static @Nullable String known(String told) {
    boolean code =
        told.length() == 2
            && told.charAt(0) >= 'A'
            && told.charAt(0) <= 'Z'
            && told.charAt(1) >= 'A'
            && told.charAt(1) <= 'Z';
    return code && !told.equals("XX") ? told : null;
  }
}
