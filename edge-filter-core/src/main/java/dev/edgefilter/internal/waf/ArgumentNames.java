// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.http.PercentCoding;

/** Compares names of query arguments: letter case does not count, nor does encoding. */
final class ArgumentNames {
  private ArgumentNames() {}

  static boolean matches(String raw, String name) {
    if (raw.equalsIgnoreCase(name)) {
      return true;
    }
    if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
      return false;
    }
    String decoded = PercentCoding.decode(raw.replace('+', ' '));
    return decoded != null && decoded.equalsIgnoreCase(name);
  }
}
