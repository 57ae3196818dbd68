// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.internal.access.signing.TokenKeys;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an embedding application says about access, beside the configuration.
 *
 * @param countriesKnown whether there is a look-up that knows countries
 * @param unknownCountriesServed whether restrictions by country let viewers of unknown ones in
 * @param clockToleranceSeconds by how much signed times may be missed
 * @param keySets the keys at a location, as they are whenever they are asked for
 */
public record AccessSettings(
    boolean countriesKnown,
    boolean unknownCountriesServed,
    long clockToleranceSeconds,
    Function<String, Supplier<TokenKeys>> keySets) {
  /** CloudFront's: unknown countries are served, and times are exact. */
  public static final AccessSettings DEFAULT =
      new AccessSettings(
          false,
          true,
          0,
          location -> {
            throw new IllegalArgumentException("nothing reads key sets here");
          });
}
