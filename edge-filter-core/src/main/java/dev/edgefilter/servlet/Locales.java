// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads Accept-Language (RFC 9110, 12.5.4). */
final class Locales {

  private Locales() {}

  /** The wanted locales, the best first; the server's own when none is wanted. */
  static List<Locale> of(@Nullable String acceptLanguage) {
    List<Locale> locales = new ArrayList<>();
    if (acceptLanguage != null) {
      try {
        for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
          Locale locale = Locale.forLanguageTag(range.getRange());
          if (!locale.getLanguage().isEmpty()) {
            locales.add(locale);
          }
        }
      } catch (IllegalArgumentException e) {
        locales.clear(); // a viewer's nonsense is no wish
      }
    }
    return locales.isEmpty() ? List.of(Locale.getDefault()) : locales;
  }
}
