// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.store.StoreQuery;
import dev.edgefilter.store.StoredSummary;
import dev.edgefilter.store.StoredSummary.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StoreListingTest {

  private static StoredSummary summary(String query, long expiresAtMillis) {
    return new StoredSummary(
        "shop",
        "/a\n",
        query,
        List.of("accept-language"),
        200,
        12_288,
        7,
        1_000,
        expiresAtMillis,
        List.of("red", "blue"),
        Place.WARM);
  }

  @Test
  void eachResponseIsToldWithoutSecretsAndLineBreaks() {
    StoreQuery query = StoreQuery.of(StoreQuery.Order.LARGEST, 2);
    List<StoredSummary> found =
        List.of(summary("size=1&access_token=s3cret", 31_000), summary("b", 500));
    assertEquals(
        """
        Stored responses, largest first
          /a??size=1&access_token=(6 characters)  12 KiB, used 7 times, fresh for 30 s
            distribution                    shop
            status                          200
            stored                          1970-01-01T00:00:01Z
            fresh until                     1970-01-01T00:00:31Z
            body                            12288 bytes in warm memory
            Vary                            accept-language
            cache tags                      red, blue
        """,
        StoreListing.of(query, found.subList(0, 1), 1_000).text());
    String stale = StoreListing.of(query, found.subList(1, 2), 1_000).text();
    assertTrue(stale.contains("used 7 times, stale since 1 s\n"), stale);
    assertEquals(
        "Stored responses, largest first\n  nothing  no stored response fits\n",
        StoreListing.of(query, List.of(), 1_000).text());
  }
}
