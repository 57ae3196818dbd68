// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Locale;

/** Recognises host names. */
final class HostNames {
  private static final int LONGEST = 253;
  private static final int LONGEST_LABEL = 63;

  private HostNames() {}

  /** Whether a text is a host name: labels of letters, digits, hyphens and underscores. */
  static boolean isHostName(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return false;
    }
    for (String label : name.split("\\.", -1)) {
      if (!isLabel(label)) {
        return false;
      }
    }
    return true;
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean isLabel(String label) {
    if (label.isEmpty()
        || label.length() > LONGEST_LABEL
        || label.startsWith("-")
        || label.endsWith("-")) {
      return false;
    }
    return PathPatterns.firstNotIn(label, "-_") < 0;
  }
}
