// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import static dev.edgefilter.store.StoreFixtures.body;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTiersTest {
  private static final int MEMORY = 64 << 20;

  @ParameterizedTest
  @ValueSource(longs = {1 << 20, 3_000_000, 16 << 20, 32 << 20, 64 << 20, 100_000_001, 8L << 30})
  void partsNeverExceedTheWhole(long memoryBytes) {
    MemoryLayout layout = MemoryLayout.of(memoryBytes);
    assertTrue(layout.hotBytes() + layout.warmBytes() <= memoryBytes);
    assertTrue(layout.hotBytes() + layout.warmBytes() > memoryBytes - layout.slabBytes());
    assertEquals(layout.hotBytes(), (long) layout.slabs() * layout.slabBytes());
    assertEquals(0, layout.slabBytes() % SegmentSize.LARGE.bytes());
  }

  @ParameterizedTest
  @CsvSource({
    "0, TINY",
    "1024, TINY",
    "1025, SMALL",
    "4096, SMALL",
    "4097, MEDIUM",
    "16384, MEDIUM",
    "16385, LARGE",
    "65536, LARGE",
    "1000000, LARGE"
  })
  void smallestFittingClassIsTaken(long bytes, SegmentSize size) {
    assertEquals(size, SegmentSize.fitting(bytes));
  }

  @Test
  void directMemoryTakenFromTheSystemStaysWithinTheBound() {
    long before = directBytes();
    try (MemoryTiers tiers = new MemoryTiers(MEMORY)) {
      for (int i = 0; i < 5_000; i++) {
        write(tiers, 1 + (i * 7919) % 100_000, i);
      }
      long taken = directBytes() - before;
      // Ehcache also takes a few bytes for its own tables.
      assertTrue(taken <= MEMORY + (1 << 20), "took " + taken);
      assertTrue(tiers.memoryBytes() <= MEMORY);
      assertTrue(tiers.memoryBytes() > MEMORY / 2, "and uses " + tiers.memoryBytes());
    }
  }

  @Test
  void evictedSegmentsAreFoundWarmAndComeBackOnTheSecondUse() {
    try (MemoryTiers tiers = new MemoryTiers(MEMORY)) {
      List<Body> bodies = new ArrayList<>();
      // More large segments than the hot tier has, but fewer than both tiers together.
      for (int i = 0; i < 900; i++) {
        bodies.add(write(tiers, 60_000, i));
      }
      Body warm = firstDemoted(bodies);
      int seed = bodies.indexOf(warm);
      assertNull(warm.resident(0));
      assertArrayEquals(body(60_000, seed), read(tiers, warm));
      assertNull(warm.resident(0), "the first use is served from the warm tier");
      assertArrayEquals(body(60_000, seed), read(tiers, warm));
      assertNotNull(warm.resident(0), "the second one brings it back");
      assertArrayEquals(body(60_000, seed), read(tiers, warm));
    }
  }

  @Test
  void ownerIsToldWhenABodyIsLost() {
    try (MemoryTiers tiers = new MemoryTiers(2 << 20)) {
      List<Body> lost = new ArrayList<>();
      List<Body> all = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Body body = write(tiers, 60_000, i);
        body.ownedBy(() -> lost.add(body));
        all.add(body);
      }
      assertFalse(lost.isEmpty());
      for (Body body : all) {
        assertEquals(lost.contains(body), body.lost());
        assertEquals(lost.contains(body), tiers.open(body, 0) == null);
      }
    }
  }

  @Test
  void droppedBodyGivesItsBuffersBackWhenTheLastReaderLetsGo() {
    try (MemoryTiers tiers = new MemoryTiers(2 << 20)) {
      Body body = write(tiers, 150_000, 1);
      assertEquals(3, tiers.buffersInUse());
      Segment held = tiers.open(body, 1);
      assertNotNull(held);
      tiers.drop(body);
      tiers.drop(body);
      assertEquals(1, tiers.buffersInUse());
      assertNull(tiers.open(body, 1));
      held.release();
      assertEquals(0, tiers.buffersInUse());
      assertFalse(held.tryAcquire(), "a released segment never comes back to life");
    }
  }

  @Test
  void abandonedWriterGivesItsBuffersBack() {
    try (MemoryTiers tiers = new MemoryTiers(2 << 20)) {
      BodyWriter writer = tiers.newBody(-1);
      assertTrue(writer.write(ByteBuffer.wrap(body(150_000, 1))));
      assertEquals(3, tiers.buffersInUse());
      writer.abandon();
      assertEquals(0, tiers.buffersInUse());
    }
  }

  private static Body firstDemoted(List<Body> bodies) {
    for (Body body : bodies) {
      if (body.demoted() && !body.lost()) {
        return body;
      }
    }
    throw new AssertionError("none was demoted");
  }

  private static Body write(MemoryTiers tiers, int length, int seed) {
    BodyWriter writer = tiers.newBody(length);
    assertTrue(writer.write(ByteBuffer.wrap(body(length, seed))));
    Body body = writer.finish();
    assertNotNull(body);
    return body;
  }

  private static byte[] read(MemoryTiers tiers, Body body) {
    Segment segment = tiers.open(body, 0);
    assertNotNull(segment);
    byte[] bytes = new byte[(int) body.length()];
    segment.view(0).get(bytes);
    segment.release();
    return bytes;
  }

  private static long directBytes() {
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      if (pool.getName().equals("direct")) {
        return pool.getMemoryUsed();
      }
    }
    return 0;
  }
}
