// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.maxmind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.GeoRestrictionConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Countries and more from files, which may be replaced at any time. */
class MaxMindLookupTest {
  @TempDir Path folder;

  private static Map<String, Object> country(String code) {
    return Map.of("country", Map.of("iso_code", code, "names", Map.of("en", "Name of " + code)));
  }

  private Path file(String name, String range, Map<String, Object> value) throws IOException {
    Path file = folder.resolve(name);
    new MmdbWriter().put(range, value).to(file);
    return file;
  }

  @Test
  void everythingOfACityIsRead() throws IOException {
    Path file =
        file(
            "city.mmdb",
            "192.0.2.0/24",
            Map.of(
                "country", Map.of("iso_code", "US", "names", Map.of("en", "United States")),
                "subdivisions",
                    List.of(Map.of("iso_code", "WA", "names", Map.of("en", "Washington"))),
                "city", Map.of("names", Map.of("en", "Seattle")),
                "location",
                    Map.of(
                        "latitude",
                        47.6,
                        "longitude",
                        -122.3,
                        "metro_code",
                        819,
                        "time_zone",
                        "America/Los_Angeles"),
                "postal", Map.of("code", "98101")));
    Path networks = file("asn.mmdb", "192.0.2.0/25", Map.of("autonomous_system_number", 64496));
    try (MaxMindLookup lookup = MaxMindLookup.unwatched(List.of(file, networks))) {
      GeoLocation.Builder expected =
          GeoLocation.builder()
              .country("US")
              .countryName("United States")
              .region("WA")
              .regionName("Washington")
              .city("Seattle")
              .position(47.6, -122.3)
              .metroCode("819")
              .postalCode("98101")
              .timeZone("America/Los_Angeles");
      assertEquals(expected.build(), lookup.locate("192.0.2.200"));
      assertEquals(expected.asn(64496L).build(), lookup.locate("192.0.2.1"));
      assertEquals(lookup.locate("192.0.2.1"), lookup.locate("::ffff:192.0.2.1"));
      for (String unknown : new String[] {"192.0.3.1", "2001:db8::1", "unknown", ""}) {
        assertEquals(GeoLocation.UNKNOWN, lookup.locate(unknown), unknown);
      }
    }
  }

  @Test
  void replacedFilesAreUsedAndBrokenOnesAreNot() throws IOException {
    Path file = file("country.mmdb", "2001:db8::/32", country("DE"));
    try (MaxMindLookup lookup = MaxMindLookup.unwatched(List.of(file))) {
      assertEquals("DE", lookup.locate("2001:db8::1").country());
      file("country.mmdb", "2001:db8::/32", country("FR"));
      assertEquals("DE", lookup.locate("2001:db8::1").country());
      lookup.refresh();
      assertEquals("FR", lookup.locate("2001:db8::1").country());
      Path broken = folder.resolve("broken");
      Files.writeString(broken, "nonsense");
      Files.move(broken, file, StandardCopyOption.REPLACE_EXISTING);
      lookup.refresh();
      assertEquals("FR", lookup.locate("2001:db8::1").country());
      Files.delete(file);
      lookup.refresh();
      assertEquals("FR", lookup.locate("2001:db8::1").country());
    }
  }

  @Test
  void filesThatCannotBeReadStopTheStart() throws IOException {
    Path file = folder.resolve("text.mmdb");
    Files.writeString(file, "nonsense");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MaxMindLookup.unwatched(List.of(file)));
    assertTrue(e.getMessage().contains("text.mmdb\" cannot be read"), e.getMessage());
  }

  @Test
  void theEngineRestrictsByADatabase() throws IOException {
    Path file = file("country.mmdb", "192.0.2.0/24", country("DE"));
    try (EdgeEngine edge =
        EdgeEngine.builder()
            .geoDatabase(file)
            .distribution(
                Distribution.builder()
                    .origin(OriginConfig.self("app"))
                    .geoRestriction(GeoRestrictionConfig.except("DE"))
                    .build())
            .start()) {
      RequestHead request = RequestHead.of("GET", "http://www.example.test/", Headers.EMPTY);
      assertTrue(edge.explain(request, "192.0.2.1").toString().contains("geo-blocked"));
      assertTrue(!edge.explain(request, "192.0.3.1").toString().contains("geo-blocked"));
    }
  }
}
