// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Locale;
import java.util.Set;

/** Which texts are countries (ISO 3166-1 alpha-2). */
final class Countries {
  private static final Set<String> CODES = Set.of(Locale.getISOCountries());

  private Countries() {}

  /** Whether a text is a code in upper case, Kosovo's unofficial one included. */
  static boolean isCode(String text) {
    return CODES.contains(text) || text.equals("XK");
  }
}
