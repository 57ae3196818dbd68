// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;
import java.util.Objects;

/**
 * In which countries a distribution serves viewers.
 *
 * @param kind whether the countries are the allowed ones, the refused ones, or none are listed
 * @param countries ISO 3166-1 alpha-2 codes in upper case
 */
public record GeoRestrictionConfig(Kind kind, List<String> countries) {
  /** No restriction. */
  public static final GeoRestrictionConfig NONE = new GeoRestrictionConfig(Kind.NONE, List.of());

  /** What the list of countries means. */
  public enum Kind {
    /** Viewers everywhere are served. */
    NONE("none"),
    /** Only viewers in these countries are served. */
    WHITELIST("whitelist"),
    /** Viewers in these countries are refused. */
    BLACKLIST("blacklist");

    private final String token;

    Kind(String token) {
      this.token = token;
    }

    /** CloudFront's word for it. */
    public String token() {
      return token;
    }
  }

  /** Copies the list. */
  public GeoRestrictionConfig {
    Objects.requireNonNull(kind, "kind");
    countries = List.copyOf(countries);
  }

  /** Serves viewers in these countries only. */
  public static GeoRestrictionConfig only(String... countries) {
    return new GeoRestrictionConfig(Kind.WHITELIST, List.of(countries));
  }

  /** Refuses viewers in these countries. */
  public static GeoRestrictionConfig except(String... countries) {
    return new GeoRestrictionConfig(Kind.BLACKLIST, List.of(countries));
  }
}
