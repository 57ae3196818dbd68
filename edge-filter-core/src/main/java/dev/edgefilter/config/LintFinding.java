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
 */
public record LintFinding(String rule, String place, String why, String mend) {

  @Override
  public String toString() {
    return place + ": " + why + "; " + mend + " [" + rule + "]";
  }
}
