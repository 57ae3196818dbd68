// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.config.GeoRestrictionConfig;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides by country whether a viewer is served (CloudFront: geographic restrictions). */
public final class GeoRule {
  private final boolean only;
  private final Set<String> countries;
  private final boolean unknownServed;

  /**
   * Compiles a restriction of some kind.
   *
   * @param unknownServed whether viewers are served whose country is not known
   */
  public GeoRule(GeoRestrictionConfig config, boolean unknownServed) {
    this.only = config.kind() == GeoRestrictionConfig.Kind.WHITELIST;
    this.countries = Set.copyOf(config.countries());
    this.unknownServed = unknownServed;
  }

  /** Decides about a viewer in a country, or in an unknown one. */
  public AccessDecision decide(@Nullable String country) {
    if (country == null) {
      return unknownServed
          ? AccessDecision.OPEN
          : AccessDecision.refuse(AccessReason.GEO_UNKNOWN, "country: unknown");
    }
    return countries.contains(country) == only
        ? AccessDecision.OPEN
        : AccessDecision.refuse(AccessReason.GEO_BLOCKED, "country: " + country);
  }
}
