// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeoLocationTest {

  @Test
  void nothingIsKnownUnlessTold() {
    assertNull(GeoLocation.UNKNOWN.country());
    assertEquals(GeoLocation.builder().country("DE").build(), GeoLocation.ofCountry("DE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "DEU", "D", "", "1A"})
  void aCountryIsTwoUpperCaseLetters(String country) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> GeoLocation.ofCountry(country));
    assertTrue(String.valueOf(refused.getMessage()).contains("\"" + country + "\""));
  }

  @Test
  void positionsLieOnTheEarth() {
    GeoLocation pole = GeoLocation.builder().position(90.0, -180.0).build();
    assertEquals(90.0, pole.latitude());
    assertEquals(-180.0, pole.longitude());
    GeoLocation.Builder north = GeoLocation.builder().position(90.1, 0.0);
    GeoLocation.Builder east = GeoLocation.builder().position(0.0, 180.1);
    GeoLocation.Builder nowhere = GeoLocation.builder().position(Double.NaN, 0.0);
    assertThrows(IllegalArgumentException.class, north::build);
    assertThrows(IllegalArgumentException.class, east::build);
    assertThrows(IllegalArgumentException.class, nowhere::build);
  }

  @Test
  void numbersOfSystemsHaveThirtyTwoBits() {
    assertEquals(4294967295L, GeoLocation.builder().asn(4294967295L).build().asn());
    GeoLocation.Builder more = GeoLocation.builder().asn(4294967296L);
    GeoLocation.Builder less = GeoLocation.builder().asn(-1L);
    assertThrows(IllegalArgumentException.class, more::build);
    assertThrows(IllegalArgumentException.class, less::build);
  }
}
