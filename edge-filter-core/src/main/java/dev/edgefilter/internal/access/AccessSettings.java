// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

/**
 * What an embedding application says about access, beside the configuration.
 *
 * @param countriesKnown whether there is a look-up that knows countries
 * @param unknownCountriesServed whether restrictions by country let viewers of unknown ones in
 * @param clockToleranceSeconds by how much signed times may be missed
 */
public record AccessSettings(
    boolean countriesKnown, boolean unknownCountriesServed, long clockToleranceSeconds) {
  /** CloudFront's: unknown countries are served, and times are exact. */
  public static final AccessSettings DEFAULT = new AccessSettings(false, true, 0);
}
