// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ranges of cold large objects of a remote origin, slice by slice. */
@Tag("container")
final class SlicedRangesTest {
  private static final long LENGTH = 3_000_000_000L;
  private static final int SLICE = 64 * 1024;
  private static final int MANY = 40;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  private final PatternOrigin origin = new PatternOrigin(LENGTH);

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup -> {
          setup.engine.originConnector(config -> origin).sliceBytes(SLICE);
          setup.engine.collapseWait(Duration.ofSeconds(25));
          setup.distribution.origin(
              OriginConfig.remote("far", "far.example.test", OriginProtocolPolicy.HTTPS_ONLY));
          setup.defaultBehavior(behavior -> behavior.targetOrigin("far"));
        });
  }

  private static void assertRange(RawResponse response, String xCache, long first, long last) {
    assertEquals("206 " + xCache, response.status() + " " + response.xCache());
    assertEquals("bytes " + first + "-" + last + "/" + LENGTH, response.header("Content-Range"));
    assertEquals(Long.toString(last - first + 1), response.header("Content-Length"));
    assertTrue(Arrays.equals(PatternOrigin.bytes(first, last), response.body()), "the bytes");
    assertTrue(response.complete());
  }

  private static String slice(long number) {
    return number * SLICE + "-" + ((number + 1) * SLICE - 1);
  }

  @ParameterizedTest
  @EnumSource
  void aRangeFarInsideOfAColdObjectDoesNotWaitForTheWhole(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind);
    long first = 2_900_000_000L;
    long last = first + 150_000;

    assertRange(edge.get("/f", "Range: bytes=" + first + "-" + last), "Miss", first, last);
    assertRange(edge.get("/f", "Range: bytes=" + first + "-" + last), "Hit", first, last);

    List<String> expected = new ArrayList<>();
    for (long number = first / SLICE; number <= last / SLICE; number++) {
      expected.add(slice(number));
    }
    assertEquals(expected, origin.asked);
    assertRange(edge.get("/f", "Range: bytes=-5"), "Miss", LENGTH - 5, LENGTH - 1);
    assertEquals("416", Integer.toString(edge.get("/f", "Range: bytes=" + LENGTH + "-").status()));
  }

  @ParameterizedTest
  @EnumSource
  void anOpenRangeFlowsSliceBySliceUntilThePlayerLeaves(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind);
    try (RawConnection player = edge.connect(8 * 1024)) {
      Edge.send(player, "GET", "/f", "Range: bytes=0-");
      RawResponse head = player.receiveHead();
      assertEquals("206 " + LENGTH, head.status() + " " + head.header("Content-Length"));
      player.receiveText(10 * SLICE);
      player.hangUp();
    }
    assertTrue(edge.records(1).get(0).bodyBytes() >= 10 * SLICE);
    int fetched = origin.asked.size();
    assertTrue(fetched >= 10 && fetched < 10_000, () -> fetched + " slices");
    assertFalse(origin.asked.contains("whole"));
    assertRange(edge.get("/f", "Range: bytes=1-600000"), "Hit", 1, 600_000);
  }

  @ParameterizedTest
  @EnumSource
  void manyViewersOfOneColdRangeAskOncePerSlice(ServletContainer.Kind kind) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    origin.gate = range -> assertTrue(go.await(25, TimeUnit.SECONDS));
    Edge edge = start(kind);
    List<Future<RawResponse>> viewers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      viewers.add(edge.later("GET", "/f", "Range: bytes=1000000-1200000"));
    }
    edge.awaitWaiting(MANY - 1);
    go.countDown();

    for (Future<RawResponse> viewer : viewers) {
      RawResponse response = viewer.get();
      assertEquals(206, response.status());
      assertTrue(Arrays.equals(PatternOrigin.bytes(1_000_000, 1_200_000), response.body()));
    }
    assertEquals(1_200_000 / SLICE - 1_000_000 / SLICE + 1, origin.asked.size());
    assertEquals(origin.asked.size(), origin.asked.stream().distinct().count());
  }

  @ParameterizedTest
  @EnumSource
  void anObjectThatChangesOnTheWayIsCutOffNotMixed(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Edge edge = start(kind);
    edge.get("/f", "Range: bytes=1000000-1000001");
    origin.entityTag = "\"v2\"";

    RawResponse cut = edge.get("/f", "Range: bytes=1000000-1200000");
    RawResponse again = edge.get("/f", "Range: bytes=1000000-1200000");

    assertFalse(cut.complete());
    assertEquals("\"v1\"", cut.header("ETag"));
    assertTrue(cut.body().length <= SLICE, () -> cut.body().length + " bytes of the old one");
    assertRange(again, again.xCache(), 1_000_000, 1_200_000);
    assertEquals("\"v2\"", again.header("ETag"));
  }
}
