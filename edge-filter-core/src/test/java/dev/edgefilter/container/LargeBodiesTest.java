// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies that flow, and sides that leave in the middle of one: nobody gets a clean end of a part,
 * and no part is stored.
 */
@Tag("container")
final class LargeBodiesTest {
  private static final int PIECE = 1 << 20;
  private static final int PIECES = 4;
  private static final String KEPT = "Cache-Control: max-age=60";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  private final AnyOrigin origin = new AnyOrigin();
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void closeOrigin() throws Exception {
    origin.close();
  }

  /** Each chain with a body whose length is told, and with one whose length is not. */
  static Stream<Arguments> lengths() {
    return Stream.of(Chain.values())
        .flatMap(
            chain ->
                Stream.of(Arguments.of(chain, (long) PIECE * PIECES), Arguments.of(chain, -1L)));
  }

  private Edge start(Chain chain) throws IOException {
    return origin.start(edges, chain, setup -> setup.engine.memoryBytes(64 << 20));
  }

  private static byte[] piece(int number) {
    byte[] piece = new byte[PIECE];
    Arrays.fill(piece, (byte) ('a' + number));
    return piece;
  }

  private static byte[] whole() {
    byte[] whole = new byte[PIECE * PIECES];
    for (int i = 0; i < PIECES; i++) {
      Arrays.fill(whole, i * PIECE, (i + 1) * PIECE, (byte) ('a' + i));
    }
    return whole;
  }

  /** Sends a piece, waits, and sends the others. */
  private AnyOrigin.Script inPieces(long length) {
    return (asked, reply) -> {
      reply.begin(200, KEPT, length);
      reply.write(piece(0));
      AnyOrigin.await(go);
      for (int i = 1; i < PIECES; i++) {
        reply.write(piece(i));
      }
    };
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void bodyFlowsAsItComesAndIsStoredWhole(Chain chain, long length) throws Exception {
    origin.answers(inPieces(length));
    Edge edge = start(chain);
    try (RawConnection viewer = edge.connect()) {
      Edge.send(viewer, "GET", "/a", "Connection: close");
      assertEquals(200, viewer.receiveHead().status());
      assertTrue(viewer.receiveText(PIECE / 2).contains("aaaa"), "before the origin has ended");
      go.countDown();
      viewer.receive(200);
    }
    edge.awaitEnds();

    RawResponse hit = edge.get("/a");
    assertEquals("200 Hit", hit.status() + " " + hit.xCache());
    assertEquals(Integer.toString(PIECE * PIECES), hit.header("Content-Length"));
    assertArrayEquals(whole(), hit.body());
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void originThatLeavesWithinTheBodyLeavesNothing(Chain chain, long length) throws Exception {
    edges.expectLoggedExceptions();
    origin.answers(
        (asked, reply) -> {
          reply.begin(200, KEPT, length);
          reply.write(piece(0));
          AnyOrigin.await(go);
          reply.write(piece(1));
          reply.breakOff();
        });
    Edge edge = start(chain);
    Future<RawResponse> first;
    try (RawConnection viewer = edge.connect()) {
      Edge.send(viewer, "GET", "/a");
      assertEquals(200, viewer.receiveHead().status());
      Future<RawResponse> waiting = edge.later("GET", "/a");
      edge.awaitWaiting(1);
      origin.answers(200, KEPT, "whole");
      go.countDown();
      first = waiting;
    }

    assertEquals("200 whole", first.get().status() + " " + first.get().text());
    edge.awaitEnds();
    assertEquals("200 Hit whole", edge.get("/a").line());
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void viewerSeesThatTheOriginLeft(Chain chain, long length) throws Exception {
    edges.expectLoggedExceptions();
    origin.answers(
        (asked, reply) -> {
          reply.begin(200, KEPT, length);
          reply.write(piece(0));
          reply.write(piece(1));
          reply.breakOff();
        });
    Edge edge = start(chain);

    RawResponse cut = edge.get("/a");
    edge.awaitEnds();
    origin.answers(200, KEPT, "whole");

    assertFalse(cut.complete(), "a clean end of " + cut.body().length + " bytes");
    assertEquals("200 Miss whole", edge.get("/a").line());
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void viewerThatLeavesAloneEndsTheFetch(Chain chain, long length) throws Exception {
    edges.expectLoggedExceptions();
    CountDownLatch failed = new CountDownLatch(1);
    origin.answers(
        (asked, reply) -> {
          reply.begin(200, KEPT, length < 0 ? -1 : length * 100);
          try {
            for (int i = 0; i < PIECES * 100; i++) {
              reply.write(piece(0));
            }
          } catch (IOException e) {
            failed.countDown();
            throw e;
          }
        });
    Edge edge = start(chain);
    RawConnection viewer = edge.connect(8 * 1024);
    Edge.send(viewer, "GET", "/a");
    assertEquals(200, viewer.receiveHead().status());
    viewer.receiveText(PIECE);
    viewer.hangUp();

    AnyOrigin.await(failed);
    edge.awaitEnds();
    origin.answers(200, KEPT, "whole");
    assertEquals("200 Miss whole", edge.get("/a").line());
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void viewerThatLeavesWhileOthersWaitHurtsNobody(Chain chain, long length) throws Exception {
    edges.expectLoggedExceptions();
    origin.answers(inPieces(length));
    Edge edge = start(chain);
    RawConnection viewer = edge.connect(8 * 1024);
    Edge.send(viewer, "GET", "/a");
    assertEquals(200, viewer.receiveHead().status());
    List<Future<RawResponse>> others = List.of(edge.later("GET", "/a"), edge.later("GET", "/a"));
    edge.awaitWaiting(2);
    viewer.hangUp();
    go.countDown();

    for (Future<RawResponse> other : others) {
      RawResponse answer = other.get();
      assertEquals("200 Hit", answer.status() + " " + answer.xCache());
      assertArrayEquals(whole(), answer.body());
    }
    assertEquals(1, origin.asked().size());
  }

  @ParameterizedTest
  @EnumSource
  void extensionsOfChunksAreNoneOfTheOriginsBusiness(Chain chain) throws Exception {
    origin.answers((asked, reply) -> reply.send(200, "X-None: 1", asked.body()));
    Edge edge = start(chain);
    try (RawConnection viewer = edge.connect()) {
      Edge.send(viewer, "POST", "/a", "Transfer-Encoding: chunked");
      viewer.sendText("5;a=b;c=\"d;e\"\r\nhello\r\n1;x\r\n!\r\n0;last\r\n\r\n");
      RawResponse answer = viewer.receive();

      assertEquals(200, answer.status());
      assertFalse(answer.text().contains("d;e"), answer.text());
      assertTrue(answer.text().contains("hello"), answer.text());
    }
  }
}
