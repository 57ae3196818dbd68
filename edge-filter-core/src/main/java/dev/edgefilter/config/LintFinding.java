// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/**
 * Something in a configuration that is allowed and probably not meant.
 *
 * @param rule a token that names the rule, such as {@code unreachable-behavior}
 * @param place where: the distribution's id, then the setting, such as {@code E1SHOP
 *     cacheBehaviors[2]}
 * @param why what it does, and whom it bites
 * @param mend what to do about it
 * @param source the file it stands in; empty when that is not known, as for a configuration in code
 * @param line its line, from 1; 0 when that is not known
 * @param column its column, from 1; 0 when that is not known
 */
public record LintFinding(
    String rule, String place, String why, String mend, String source, int line, int column) {

  @Override
  public String toString() {
    String where = line == 0 ? "" : source + ":" + line + ":" + column + " ";
    return where + place + ": " + why + "; " + mend + " [" + rule + "]";
  }
}
