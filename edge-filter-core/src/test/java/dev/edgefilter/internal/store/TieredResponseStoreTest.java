// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import static dev.edgefilter.store.StoreFixtures.begin;
import static dev.edgefilter.store.StoreFixtures.body;
import static dev.edgefilter.store.StoreFixtures.head;
import static dev.edgefilter.store.StoreFixtures.invalidate;
import static dev.edgefilter.store.StoreFixtures.invalidateSoftly;
import static dev.edgefilter.store.StoreFixtures.key;
import static dev.edgefilter.store.StoreFixtures.put;
import static dev.edgefilter.store.StoreFixtures.readAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.ResponseStore;
import dev.edgefilter.store.ResponseStoreContract;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoreRefusal;
import dev.edgefilter.store.StoreStatistics;
import dev.edgefilter.store.StoredResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class TieredResponseStoreTest extends ResponseStoreContract {
  private final Queue<Runnable> sweeps = new ArrayDeque<>();

  @Override
  protected ResponseStore open() {
    return store(64 << 20).build();
  }

  @Test
  void neitherMemoryNorIndexExceedsItsBoundOverManyDistinctUrls() {
    try (TieredResponseStore store = store(2 << 20).maxIndexBytes(1 << 20).build()) {
      for (int i = 0; i < 300_000; i++) {
        put(store, key("/distinct/" + i), body(i % 40, i));
        if (i % 1000 == 0) {
          assertWithinBounds(store.statistics());
        }
      }
      StoreStatistics end = store.statistics();
      assertWithinBounds(end);
      assertEquals(300_000, end.stored());
      assertEquals(300_000, end.entries() + end.evicted() + end.notAdmitted() + end.bodiesLost());
    }
  }

  @Test
  void bodiesOfAllSizesStayWithinTheMemory() {
    try (TieredResponseStore store = store(33 << 20).build()) {
      for (int i = 0; i < 3_000; i++) {
        put(store, key("/" + i), body((i * 7919) % 200_000, i));
        assertWithinBounds(store.statistics());
      }
      int alive = 0;
      for (int i = 0; i < 3_000; i++) {
        for (StoredResponse stored : store.find(key("/" + i))) {
          assertArrayEquals(body((i * 7919) % 200_000, i), readAll(store, stored));
          alive++;
        }
      }
      assertTrue(alive > 150, "only " + alive + " are left");
      invalidate(store, "/*");
      runSweeps();
      assertEquals(0, store.tiers().buffersInUse());
    }
  }

  @Test
  void numberOfResponsesIsBoundedAndTheUsedOnesStay() {
    try (TieredResponseStore store = store(8 << 20).maxEntries(100).build()) {
      for (int i = 0; i < 50; i++) {
        put(store, key("/hot/" + i), body(10, i));
      }
      for (int i = 0; i < 1_000; i++) {
        put(store, key("/once/" + i), body(10, i));
        for (int j = 0; j < 50; j++) {
          assertEquals(1, store.find(key("/hot/" + j)).length, "lost /hot/" + j);
        }
      }
      assertEquals(100, store.statistics().entries());
      assertEquals(950, store.statistics().evicted() + store.statistics().notAdmitted());
    }
  }

  @Test
  void scanOfAddressesAskedForOnceLeavesTheHotOnesAlone() {
    try (TieredResponseStore store = store(8 << 20).build()) {
      for (int round = 0; round < 4; round++) {
        for (int i = 0; i < 300; i++) {
          request(store, "/hot/" + i);
        }
      }
      long stored = store.statistics().stored();
      for (int i = 0; i < 6_000; i++) {
        request(store, "/once/" + i);
        if (i % 3 == 0) {
          request(store, "/hot/" + i / 3 % 300);
        }
      }
      StoreStatistics end = store.statistics();
      assertTrue(end.stored() - stored < 6_010, () -> "hot ones were fetched again: " + end);
      assertTrue(end.notAdmitted() > 5_000, end::toString);
      assertEquals(0, end.bodiesLost());
    }
  }

  @Test
  void whatIsAskedForAgainAndAgainIsLetIn() {
    try (TieredResponseStore store = store(8 << 20).build()) {
      for (int i = 0; i < 2_000; i++) {
        request(store, "/once/" + i);
        assertEquals(1, store.find(key("/once/" + i)).length, "a newcomer is a hit at once");
      }
      for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 100; i++) {
          request(store, "/new/" + i);
        }
        for (int i = 0; i < 200; i++) {
          request(store, "/more/" + round + '/' + i);
        }
      }
      int alive = 0;
      for (int i = 0; i < 100; i++) {
        alive += store.find(key("/new/" + i)).length;
      }
      assertTrue(alive > 90, "only " + alive + " were let in");
    }
  }

  @Test
  void newHeadKeepsThePlaceOfTheOldOne() {
    try (TieredResponseStore store = store(8 << 20).maxEntries(80).build()) {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 60; i++) {
          request(store, "/hot/" + i);
        }
      }
      for (int i = 0; i < 60; i++) {
        assertTrue(store.refresh(store.find(key("/hot/" + i))[0], head(), store.stamp()));
      }
      for (int i = 0; i < 1_000; i++) {
        request(store, "/once/" + i);
      }
      int alive = 0;
      for (int i = 0; i < 60; i++) {
        alive += store.find(key("/hot/" + i)).length;
      }
      assertTrue(alive > 55, "only " + alive + " of the refreshed ones are left");
    }
  }

  private static void request(TieredResponseStore store, String path) {
    if (store.find(key(path)).length == 0) {
      put(store, key(path), new byte[10_000]);
    }
  }

  @Test
  void tooLargeBodiesAreRefused() {
    try (TieredResponseStore store = store(8 << 20).build()) {
      assertEquals(1 << 20, store.maxBodyBytes());
      assertNull(store.begin(key("/a"), head(), (1 << 20) + 1, store.stamp()));
      put(store, key("/b"), body(1 << 20, 1));
      ResponseWriter writer = begin(store, key("/c"), head(), -1);
      assertTrue(writer.write(ByteBuffer.wrap(body(1 << 20, 1))));
      assertFalse(writer.write(ByteBuffer.wrap(body(1, 1))));
      assertNull(writer.commit());
      assertEquals(StoreRefusal.TOO_LARGE, writer.refusal());
      assertEquals(2, store.statistics().rejected());
      invalidate(store, "/*");
      runSweeps();
      assertEquals(0, store.tiers().buffersInUse(), "what was written is free again");
    }
  }

  @Test
  void fillGivesUpWhenReadersHoldAllBuffers() {
    try (TieredResponseStore store = store(1 << 20).build()) {
      List<BodyReader> readers = new ArrayList<>();
      boolean gaveUp = false;
      for (int i = 0; i < 100 && !gaveUp; i++) {
        ResponseWriter writer = begin(store, key("/" + i), head(), 60_000);
        gaveUp = !writer.write(ByteBuffer.wrap(body(60_000, i)));
        StoredResponse stored = writer.commit();
        if (stored != null) {
          BodyReader reader = store.read(stored);
          assertNotNull(reader);
          readers.add(reader);
        }
      }
      assertTrue(gaveUp);
      assertEquals(1, store.statistics().rejected());
      for (int i = 0; i < readers.size(); i++) {
        byte[] bytes = new byte[60_000];
        readers.get(i).at(0).get(bytes);
        assertArrayEquals(body(60_000, i), bytes);
        readers.get(i).close();
      }
      put(store, key("/again"), body(60_000, 1));
    }
  }

  @Test
  void wildcardFreesMemoryOnlyInTheSweepButHidesAtOnce() {
    try (TieredResponseStore store = store(8 << 20).build()) {
      put(store, key("/a/b"), body(10, 1));
      put(store, key("/c"), body(10, 1));
      invalidate(store, "/a/*");
      assertEquals(2, store.statistics().entries());
      assertEquals(1, sweeps.size());
      runSweeps();
      assertEquals(1, store.statistics().entries());
      assertEquals(1, store.statistics().invalidated());
      assertEquals(1, store.tiers().buffersInUse());
    }
  }

  @Test
  void tagFreesMemoryInTheSweepAndSoftInvalidationNever() {
    try (TieredResponseStore store = store(8 << 20).build()) {
      put(store, key("/a"), head().withTags(List.of("t")), body(10, 1));
      put(store, key("/b"), head().withTags(List.of("s")), body(10, 1));
      invalidate(store, "#t");
      invalidateSoftly(store, 1, "#s", "/b*", "/b");
      runSweeps();
      assertEquals(1, store.statistics().entries());
      assertEquals(1, store.statistics().invalidated());
      assertEquals(1, store.find(key("/b"))[0].staleFromMillis());
    }
  }

  @Test
  void exactPathFreesMemoryAtOnce() {
    try (TieredResponseStore store = store(8 << 20).build()) {
      put(store, key("/a", "host", "x"), body(10, 1));
      put(store, key("/a", "host", "y"), body(10, 1));
      invalidate(store, "/a");
      assertEquals(0, store.statistics().entries());
      assertEquals(0, store.tiers().buffersInUse());
      assertEquals(0, sweeps.size());
    }
  }

  @Test
  void aFailingExecutorDelaysOnlyTheSweep() {
    TieredResponseStoreBuilder builder =
        TieredResponseStore.builder()
            .memoryBytes(2 << 20)
            .executor(
                task -> {
                  throw new java.util.concurrent.RejectedExecutionException("full");
                });
    try (TieredResponseStore store = builder.build()) {
      put(store, key("/a"), body(10, 1));
      invalidate(store, "/*");
      assertEquals(0, store.find(key("/a")).length);
    }
  }

  @Test
  void readerEndsWhenItsResponseIsEvicted() {
    try (TieredResponseStore store = store(2 << 20).maxBodyBytes(256 << 10).build()) {
      StoredResponse stored = put(store, key("/a"), body(256 << 10, 1));
      try (BodyReader reader = store.read(stored)) {
        assertNotNull(reader);
        for (int i = 0; i < 300; i++) {
          put(store, key("/" + i / 3), body(65_536, i)); // three times, and so preferred
        }
        assertNull(reader.at(200_000));
        assertNull(reader.at(0), "nor is what it held before");
      }
      assertEquals(0, store.find(key("/a")).length);
    }
  }

  @Test
  void nonsensicalBoundsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> store(1000).build());
    assertThrows(IllegalArgumentException.class, () -> store(2 << 20).maxEntries(0));
    assertThrows(IllegalArgumentException.class, () -> store(2 << 20).maxIndexBytes(0));
    assertThrows(IllegalArgumentException.class, () -> store(2 << 20).maxBodyBytes(-5));
  }

  @Test
  void ownThreadSweepsAndEndsWithTheStore() {
    try (TieredResponseStore store = TieredResponseStore.builder().memoryBytes(2 << 20).build()) {
      put(store, key("/a"), body(10, 1));
      invalidate(store, "/*");
      while (store.statistics().entries() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  private TieredResponseStoreBuilder store(long memoryBytes) {
    return TieredResponseStore.builder().memoryBytes(memoryBytes).executor(sweeps::add);
  }

  private void runSweeps() {
    Runnable sweep = sweeps.poll();
    while (sweep != null) {
      sweep.run();
      sweep = sweeps.poll();
    }
  }

  private static void assertWithinBounds(StoreStatistics statistics) {
    assertTrue(statistics.memoryBytes() <= statistics.maxMemoryBytes(), statistics::toString);
    assertTrue(statistics.indexBytes() <= statistics.maxIndexBytes(), statistics::toString);
    assertTrue(statistics.entries() <= statistics.maxEntries(), statistics::toString);
  }
}
