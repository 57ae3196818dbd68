// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import static dev.edgefilter.store.StoreFixtures.DISTRIBUTION;
import static dev.edgefilter.store.StoreFixtures.body;
import static dev.edgefilter.store.StoreFixtures.head;
import static dev.edgefilter.store.StoreFixtures.invalidate;
import static dev.edgefilter.store.StoreFixtures.invalidateSoftly;
import static dev.edgefilter.store.StoreFixtures.key;
import static dev.edgefilter.store.StoreFixtures.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoreQuery;
import dev.edgefilter.store.StoreQuery.Order;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredSummary;
import dev.edgefilter.store.StoredSummary.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators see of the store. */
final class InspectorTest {
  private static final long NOW = 30_000;

  private final TieredResponseStore store =
      TieredResponseStore.builder().memoryBytes(8 << 20).executor(task -> {}).build();

  @AfterEach
  void close() {
    store.close();
  }

  /** A head that arrived at 1,000 ms. */
  private static StoredHead lasting(long millis, String... tags) {
    StoredHead head = head();
    return new StoredHead(
        200,
        head.headers(),
        List.of(),
        List.of(),
        1_000,
        0,
        millis,
        0,
        0,
        false,
        false,
        null,
        head.lastModifiedMillis(),
        List.of(tags));
  }

  private void fill() {
    put(store, key("/b/large"), lasting(50_000, "red"), body(70_000, 1));
    put(store, key("/a"), lasting(90_000, "red", "blue"), body(10, 1));
    put(store, key("/b/stale"), lasting(5_000), body(5_000, 1));
    put(store, key("/b/small?x=1"), lasting(40_000, "blue"), body(0, 1));
    put(store, new CacheKey("E2", "/b/other", null, new String[0]), lasting(60_000), body(20, 1));
    for (int i = 0; i < 3; i++) {
      store.find(key("/b/stale"));
    }
    store.find(key("/a"));
  }

  private List<String> paths(StoreQuery query) {
    List<String> paths = new ArrayList<>();
    for (StoredSummary summary : store.inspect(query, NOW)) {
      paths.add(summary.pathAndQuery());
    }
    return paths;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PATH              | 10 | /a /b/large /b/other /b/small?x=1 /b/stale
          PATH              | 2  | /a /b/large
          LARGEST           | 10 | /b/large /b/stale /b/other /a /b/small?x=1
          LARGEST           | 1  | /b/large
          MOST_USED         | 2  | /b/stale /a
          SOONEST_TO_EXPIRE | 10 | /b/small?x=1 /b/large /b/other /a
          SOONEST_TO_EXPIRE | 1  | /b/small?x=1
          """)
  void whatComesFirstIsShown(Order order, int limit, String expected) {
    fill();
    assertEquals(List.of(expected.split(" ", -1)), paths(StoreQuery.of(order, limit)));
  }

  @Test
  void prefixTagAndDistributionNarrowIt() {
    fill();
    StoreQuery all = StoreQuery.of(Order.PATH, 10);
    assertEquals(
        List.of("/b/large", "/b/other", "/b/small?x=1", "/b/stale"), paths(all.withPrefix("/b/")));
    assertEquals(List.of("/b/small?x=1"), paths(all.withPrefix("/b/small?x")));
    assertEquals(List.of("/a", "/b/large"), paths(all.withTag("RED")));
    assertEquals(List.of("/b/other"), paths(all.inDistribution("E2")));
    assertEquals(
        List.of("/b/large"),
        paths(all.inDistribution(DISTRIBUTION).withTag("red").withPrefix("/b")));
    assertEquals(List.of(), paths(all.withTag("re")));
  }

  @Test
  void whatIsKnownOfAResponseIsTold() {
    fill();
    StoredSummary summary = store.inspect(StoreQuery.of(Order.PATH, 1), NOW).get(0);
    assertEquals(
        new StoredSummary(
            DISTRIBUTION,
            "/a",
            null,
            List.of(),
            200,
            10,
            1,
            1_000,
            91_000,
            List.of("red", "blue"),
            Place.HOT),
        summary);
  }

  @Test
  void whatIsInvalidatedIsNotShownAndWhatIsMarkedExpiresEarlier() {
    fill();
    invalidate(store, "/b/s*");
    invalidateSoftly(store, 25_000, "#blue");
    assertEquals(List.of("/a", "/b/large", "/b/other"), paths(StoreQuery.of(Order.PATH, 10)));
    assertEquals(
        List.of("/b/large", "/b/other"), paths(StoreQuery.of(Order.SOONEST_TO_EXPIRE, 10)));
    assertEquals(25_000, store.inspect(StoreQuery.of(Order.PATH, 1), NOW).get(0).expiresAtMillis());
  }

  @Test
  void manyUsesAreCountedRoughly() {
    put(store, key("/a"), body(10, 1));
    for (int i = 0; i < 100_000; i++) {
      store.find(key("/a"));
    }
    long uses = store.inspect(StoreQuery.of(Order.MOST_USED, 1), NOW).get(0).uses();
    assertTrue(uses > 60_000 && uses < 140_000, () -> uses + " instead of 100,000");
  }

  @Test
  void theLimitIsBounded() {
    assertThrows(IllegalArgumentException.class, () -> StoreQuery.of(Order.PATH, 0));
    assertThrows(IllegalArgumentException.class, () -> StoreQuery.of(Order.PATH, 1_001));
  }
}
