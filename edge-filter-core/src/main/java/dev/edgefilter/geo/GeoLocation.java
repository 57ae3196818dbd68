// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.geo;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an address; every part may be unknown.
 *
 * @param country ISO 3166-1 alpha-2 code in upper case, such as {@code DE}
 * @param countryName its English name
 * @param region code of the first-level subdivision without the country, such as {@code BE}
 * @param regionName its English name
 * @param city the English name of the city
 * @param latitude in degrees, north is positive
 * @param longitude in degrees, east is positive
 * @param metroCode the metro code, in the United States only
 * @param postalCode the postal code
 * @param timeZone name of the time zone, such as {@code Europe/Berlin}
 * @param asn number of the autonomous system that announces the address
 */
public record GeoLocation(
    @Nullable String country,
    @Nullable String countryName,
    @Nullable String region,
    @Nullable String regionName,
    @Nullable String city,
    @Nullable Double latitude,
    @Nullable Double longitude,
    @Nullable String metroCode,
    @Nullable String postalCode,
    @Nullable String timeZone,
    @Nullable Long asn) {

  /** Nothing is known. */
  public static final GeoLocation UNKNOWN = builder().build();

  /** Refuses what cannot be a country, a position or a number of a system. */
  public GeoLocation {
    if (country != null && !isCountry(country)) {
      throw new IllegalArgumentException(
          "country is \"" + country + "\", expected two upper-case letters such as DE");
    }
    requireWithin("latitude", latitude, 90);
    requireWithin("longitude", longitude, 180);
    if (asn != null && (asn < 0 || asn > 0xFFFF_FFFFL)) {
      throw new IllegalArgumentException("asn is " + asn + ", expected 0 to 4294967295");
    }
  }

  private static boolean isCountry(String text) {
    return text.length() == 2 && isUpper(text.charAt(0)) && isUpper(text.charAt(1));
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static void requireWithin(String name, @Nullable Double degrees, int most) {
    if (degrees != null && !(Math.abs(degrees) <= most)) {
      throw new IllegalArgumentException(
          name + " is " + degrees + ", expected -" + most + " to " + most);
    }
  }

  /** Starts a location of which nothing is known. */
  public static Builder builder() {
    return new Builder();
  }

  /** A location of which only the country is known. */
  public static GeoLocation ofCountry(String country) {
    return builder().country(country).build();
  }

  /** Collects what is known; null stands for unknown everywhere. */
  public static final class Builder {
    private @Nullable String country;
    private @Nullable String countryName;
    private @Nullable String region;
    private @Nullable String regionName;
    private @Nullable String city;
    private @Nullable Double latitude;
    private @Nullable Double longitude;
    private @Nullable String metroCode;
    private @Nullable String postalCode;
    private @Nullable String timeZone;
    private @Nullable Long asn;

    private Builder() {}

    /** Sets the ISO 3166-1 alpha-2 code. */
    public Builder country(@Nullable String code) {
      country = code;
      return this;
    }

    /** Sets the country's English name. */
    public Builder countryName(@Nullable String name) {
      countryName = name;
      return this;
    }

    /** Sets the code of the first-level subdivision, without the country. */
    public Builder region(@Nullable String code) {
      region = code;
      return this;
    }

    /** Sets the subdivision's English name. */
    public Builder regionName(@Nullable String name) {
      regionName = name;
      return this;
    }

    /** Sets the city. */
    public Builder city(@Nullable String name) {
      city = name;
      return this;
    }

    /** Sets where it is, in degrees. */
    public Builder position(@Nullable Double north, @Nullable Double east) {
      latitude = north;
      longitude = east;
      return this;
    }

    /** Sets the metro code. */
    public Builder metroCode(@Nullable String code) {
      metroCode = code;
      return this;
    }

    /** Sets the postal code. */
    public Builder postalCode(@Nullable String code) {
      postalCode = code;
      return this;
    }

    /** Sets the name of the time zone. */
    public Builder timeZone(@Nullable String name) {
      timeZone = name;
      return this;
    }

    /** Sets the number of the autonomous system. */
    public Builder asn(@Nullable Long number) {
      asn = number;
      return this;
    }

    /** The location. */
    public GeoLocation build() {
      return new GeoLocation(
          country,
          countryName,
          region,
          regionName,
          city,
          latitude,
          longitude,
          metroCode,
          postalCode,
          timeZone,
          asn);
    }
  }
}
