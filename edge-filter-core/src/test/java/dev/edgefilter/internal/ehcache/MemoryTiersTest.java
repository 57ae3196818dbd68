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
    assertEquals(0, layout.hotBytes() % layout.slabBytes());
    assertTrue(layout.largestSegment().bytes() >= layout.slabBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "0, KIB_1",
    "1024, KIB_1",
    "1025, KIB_2",
    "2048, KIB_2",
    "2049, KIB_4",
    "4096, KIB_4",
    "4097, KIB_8",
    "8193, KIB_16",
    "16384, KIB_16",
    "16385, KIB_32",
    "32769, KIB_64",
    "65536, KIB_64",
    "65537, KIB_128",
    "131073, KIB_256",
    "262145, MIB_1",
    "9000000, MIB_1"
  })
  void smallestFittingClassIsTaken(long bytes, SegmentSize size) {
    assertEquals(size, SegmentSize.fitting(bytes, SegmentSize.MIB_1));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0       |
          1       | 1
          65536   | 65536
          90000   | 65536 24464
          100000  | 100000
          300000  | 262144 37856
          500000  | 262144 237856
          786432  | 786432
          1048576 | 1048576
          1048577 | 1048576 1
          2500000 | 1048576 1048576 262144 131072 9632
          """)
  void bodyIsCutIntoFewSegmentsWithoutLeavingLargeOnesEmpty(long length, String pieces) {
    BodyLayout layout = BodyLayout.of(length, SegmentSize.MIB_1);
    StringBuilder found = new StringBuilder();
    long start = 0;
    for (int i = 0; i < layout.segments(); i++) {
      assertEquals(start, layout.startOf(i));
      assertEquals(i, layout.indexAt(start));
      assertEquals(i, layout.indexAt(start + layout.lengthOf(i) - 1));
      assertTrue(layout.lengthOf(i) <= layout.sizeOf(i).bytes());
      start += layout.lengthOf(i);
      found.append(i == 0 ? "" : " ").append(layout.lengthOf(i));
    }
    assertEquals(length, start);
    assertEquals(pieces == null ? "" : pieces, found.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 70_000, 262_144, 300_000, 1_048_576, 2_500_000, 5_000_001})
  void bodyOfUnknownLengthEndsUpLikeOneOfKnownLength(int length) {
    try (MemoryTiers tiers = new MemoryTiers(64 << 20, Runnable::run)) {
      byte[] content = body(length, 3);
      BodyWriter writer = tiers.newBody(-1);
      for (int at = 0; at < length; at += 7_777) {
        assertTrue(writer.write(ByteBuffer.wrap(content, at, Math.min(7_777, length - at))));
      }
      Body body = writer.finish();
      assertNotNull(body);
      assertEquals(BodyLayout.of(length, SegmentSize.MIB_1).segments(), tiers.buffersInUse());
      assertArrayEquals(content, read(tiers, body));
      tiers.drop(body);
      assertEquals(0, tiers.buffersInUse());
    }
  }

  @Test
  void largeSegmentsAreFoundWarmAndComeBackOnTheSecondUse() {
    try (MemoryTiers tiers = new MemoryTiers(64 << 20, Runnable::run)) {
      List<Body> bodies = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        bodies.add(write(tiers, 1_400_000, i));
      }
      Body warm = firstDemoted(bodies);
      int seed = bodies.indexOf(warm);
      for (int i = 0; i < 3; i++) {
        assertArrayEquals(body(1_400_000, seed), read(tiers, warm));
      }
    }
  }

  @Test
  void directMemoryTakenFromTheSystemStaysWithinTheBound() {
    long before = directBytes();
    try (MemoryTiers tiers = new MemoryTiers(MEMORY, Runnable::run)) {
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
    try (MemoryTiers tiers = new MemoryTiers(MEMORY, Runnable::run)) {
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
    try (MemoryTiers tiers = new MemoryTiers(2 << 20, Runnable::run)) {
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
    try (MemoryTiers tiers = new MemoryTiers(2 << 20, Runnable::run)) {
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
  void bodiesAreStoredWhileReadersHoldManyThatHaveLeft() {
    try (MemoryTiers tiers = new MemoryTiers(2 << 20, Runnable::run)) {
      List<Segment> held = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        held.add(tiers.open(write(tiers, 60_000, i), 0));
      }
      for (int i = 10; i < 200; i++) {
        write(tiers, 60_000, i);
      }
      for (Segment segment : held) {
        assertNotNull(segment);
        segment.release();
      }
    }
  }

  @Test
  void abandonedWriterGivesItsBuffersBack() {
    try (MemoryTiers tiers = new MemoryTiers(2 << 20, Runnable::run)) {
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
    ByteBuffer bytes = ByteBuffer.allocate((int) body.length());
    for (int i = 0; i < body.segments(); i++) {
      Segment segment = tiers.open(body, i);
      assertNotNull(segment);
      bytes.put(segment.view(0));
      segment.release();
    }
    return bytes.array();
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
