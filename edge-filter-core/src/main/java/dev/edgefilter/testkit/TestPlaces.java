// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.geo.GeoLookup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the viewers of a test are; nothing is known of an address of which a test says nothing. */
public final class TestPlaces implements GeoLookup {
  private final Map<String, GeoLocation> places = new ConcurrentHashMap<>();

  /** Of no address anything is known yet. */
  public TestPlaces() {}

  /**
   * Says where an address is.
   *
   * @param country two upper-case letters, such as {@code DE}
   */
  public void put(String address, String country) {
    places.put(address, GeoLocation.ofCountry(country));
  }

  @Override
  public GeoLocation locate(String address) {
    return places.getOrDefault(address, GeoLocation.UNKNOWN);
  }
}
