// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import dev.edgefilter.http.ByteRange;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.RangeSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Parts that a server sends (206): what is stored of them is told apart by their validators, is
 * never joined with parts of something else, and never stands for the whole (RFC 9111, 3.3, 3.4).
 */
@Tag("container")
final class PartialAnswersTest {
  private static final int SLICE = 64 * 1024;
  private static final int LENGTH = 4 * SLICE;

  /** The second slice and the third, each in part. */
  private static final String IN_SECOND = "Range: bytes=70000-130000";

  private static final String IN_THIRD = "Range: bytes=140000-190000";
  private static final String ACROSS = "Range: bytes=100000-180000";
  private static final String FRESH = "Cache-Control: max-age=60\r\n";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  private RawOrigin origin;

  /** The answer to a request; of the container's thread and the origin's. */
  private volatile RawOrigin.Script script;

  @BeforeEach
  void startOrigin() throws IOException {
    origin = RawOrigin.start((connection, head) -> script.answer(connection, head));
  }

  @AfterEach
  void closeOrigin() throws IOException {
    origin.close();
  }

  private Edge edge(ServletContainer.Kind kind, Fidelity fidelity) {
    int port = origin.port();
    return edges.start(
        kind,
        setup -> {
          setup.engine.sliceBytes(SLICE).fidelity(fidelity);
          setup.distribution.origin(
              OriginConfig.builder("far", "localhost")
                  .connectionAttempts(1)
                  .custom(new CustomOriginConfig(port, port, OriginProtocolPolicy.HTTP_ONLY, 20, 5))
                  .build());
          setup.defaultBehavior(behavior -> behavior.targetOrigin("far"));
        });
  }

  /** A body of one letter, so that a mixed one shows. */
  private static byte[] bytes(char letter, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) letter);
    return bytes;
  }

  /** Answers ranges and wholes of a body of one letter. */
  private static RawOrigin.Script serves(char letter, int length, String headers) {
    return (connection, head) -> {
      ByteRange range = rangeOf(head, length);
      int sent = range == null ? length : (int) range.length();
      connection.send(
          (range == null
                  ? "HTTP/1.1 200 OK\r\n"
                  : "HTTP/1.1 206 Part\r\nContent-Range: " + range.contentRange(length) + "\r\n")
              + headers
              + "Content-Length: "
              + sent
              + "\r\n\r\n"
              + new String(bytes(letter, sent), StandardCharsets.ISO_8859_1));
    };
  }

  private static ByteRange rangeOf(String head, int length) {
    for (String line : head.split("\r\n", -1)) {
      if (line.startsWith("Range: ")) {
        return RangeSet.parse(line.substring("Range: ".length())).resolve(length).get(0);
      }
    }
    return null;
  }

  /** The ranges that the server was asked for, as numbers of slices; "whole" without one. */
  private List<String> asked() {
    List<String> asked = new ArrayList<>();
    for (String head : origin.heads()) {
      ByteRange range = rangeOf(head, Integer.MAX_VALUE);
      asked.add(range == null ? "whole" : Long.toString(range.first() / SLICE));
    }
    return asked;
  }

  private static void assertPart(RawResponse response, char letter, int bytes) {
    assertTrue(response.complete());
    assertEquals(206, response.status());
    assertArrayEquals(bytes(letter, bytes), response.body());
  }

  static Stream<Arguments> differingValidators() {
    String date = "Last-Modified: Wed, 01 Jan 2020 00:00:0";
    return Stream.of(ServletContainer.Kind.values())
        .flatMap(
            kind ->
                Stream.of(
                    Arguments.of(kind, "ETag: \"1\"", "ETag: \"2\"", LENGTH),
                    Arguments.of(kind, "ETag: \"1\"", "ETag: W/\"1\"", LENGTH),
                    Arguments.of(kind, "ETag: \"1\"", "ETag: \"1\"", LENGTH - 1),
                    Arguments.of(kind, "ETag: \"1\"", date + "1 GMT", LENGTH),
                    Arguments.of(kind, date + "1 GMT", date + "2 GMT", LENGTH),
                    Arguments.of(kind, "ETag: W/\"1\"", "ETag: W/\"1\"", LENGTH),
                    Arguments.of(kind, "X-None: 1", "X-None: 1", LENGTH)));
  }

  @ParameterizedTest
  @MethodSource("differingValidators")
  void partsWithDifferingValidatorsAreNeverCombined(
      ServletContainer.Kind kind, String validator, String later, int length) throws Exception {
    edges.expectLoggedExceptions();
    script = serves('a', LENGTH, FRESH + validator + "\r\n");
    Edge edge = edge(kind, Fidelity.STANDARD);
    assertPart(edge.get("/f", IN_SECOND), 'a', 60_001);
    script = serves('b', length, FRESH + later + "\r\n");

    RawResponse across = edge.get("/f", ACROSS);
    RawResponse again = edge.get("/f", ACROSS);

    assertNotMixed(across);
    assertNotMixed(again);
    assertFalse(
        across.complete() && across.body().length < 80_001, "a short answer that ends cleanly");
  }

  private static void assertNotMixed(RawResponse response) {
    byte[] body = response.body();
    assertTrue(body.length > 0);
    assertArrayEquals(bytes((char) body[0], body.length), body);
  }

  @ParameterizedTest
  @EnumSource
  void partsWithOneValidatorAreCombined(ServletContainer.Kind kind) throws Exception {
    script = serves('a', LENGTH, FRESH + "ETag: \"1\"\r\n");
    Edge edge = edge(kind, Fidelity.STANDARD);
    edge.get("/f", IN_SECOND);
    edge.get("/f", IN_THIRD);

    RawResponse across = edge.get("/f", ACROSS);

    assertPart(across, 'a', 80_001);
    assertEquals("Hit", across.xCache());
    assertEquals("bytes 100000-180000/" + LENGTH, across.header("Content-Range"));
    assertEquals(List.of("1", "2"), asked());
  }

  @ParameterizedTest
  @EnumSource
  void partsNeverAnswerForTheWholeEvenIfAllAreThere(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    script = serves('a', LENGTH, FRESH + "ETag: \"1\"\r\n");
    Edge edge = edge(kind, Fidelity.STANDARD);
    assertPart(edge.get("/f", "Range: bytes=70000-"), 'a', LENGTH - 70_000);
    assertPart(edge.get("/f", "Range: bytes=0-9"), 'a', 10);
    assertEquals(List.of("1", "2", "3", "0"), asked());

    script = (connection, head) -> connection.reset();
    assertEquals(502, edge.get("/f").status(), "no part for the whole of a dead server");
    script = serves('b', LENGTH, FRESH + "ETag: \"2\"\r\n");
    RawResponse whole = edge.get("/f");

    assertEquals("200 Miss", whole.status() + " " + whole.xCache());
    assertEquals("", whole.header("Content-Range"));
    assertArrayEquals(bytes('b', LENGTH), whole.body());
    assertEquals(List.of("whole", "whole"), asked().subList(4, 6));
    assertPart(edge.get("/f", IN_SECOND), 'b', 60_001);
  }

  @ParameterizedTest
  @EnumSource
  void aPartOfAWholeThatNobodyAskedInPartsIsNotStored(ServletContainer.Kind kind) throws Exception {
    script =
        (connection, head) ->
            connection.send(
                "HTTP/1.1 206 Part\r\nContent-Range: bytes 0-3/9\r\nETag: \"1\"\r\n"
                    + FRESH
                    + "Content-Length: 4\r\n\r\npart");
    Edge edge = edge(kind, Fidelity.STANDARD);

    edge.get("/f");
    script = serves('a', 9, FRESH + "ETag: \"1\"\r\n");

    assertEquals("200 Miss aaaaaaaaa", edge.get("/f").line());
  }

  @ParameterizedTest
  @EnumSource
  void aFailureForTheRestOfAStoredPartIsSeenAndSpoilsNothing(ServletContainer.Kind kind)
      throws Exception {
    edges.expectLoggedExceptions();
    script = serves('a', LENGTH, FRESH + "ETag: \"1\"\r\n");
    Edge edge = edge(kind, Fidelity.STANDARD);
    edge.get("/f", IN_SECOND);

    for (Failure failure : Failure.values()) {
      script = failure.script;
      RawResponse behind = edge.get("/f", ACROSS);
      RawResponse before = edge.get("/f", "Range: bytes=60000-130000");

      // The head was sent with the stored part, or is that of a failure: never a clean short 206.
      assertFalse(endsCleanly(behind), () -> failure + " behind: " + behind.status());
      assertNotMixed(behind);
      assertFalse(endsCleanly(before), () -> failure + " before: " + before.status());
      assertTrue(failure.hasHead || before.status() >= 500, () -> failure + ": " + before.status());
      // An error is kept for the whole object (ErrorCachingMinTTL), but hides nothing that is
      // fresh.
      RawResponse stored = edge.get("/f", IN_SECOND);
      assertPart(stored, 'a', 60_001);
      assertEquals("Hit", stored.xCache());
      assertFalse(endsCleanly(edge.get("/f")), () -> failure + ", the whole");
      edge.clock.advance(Duration.ofSeconds(11));
    }
    script = serves('a', LENGTH, FRESH + "ETag: \"1\"\r\n");
    assertPart(edge.get("/f", ACROSS), 'a', 80_001);
  }

  private static boolean endsCleanly(RawResponse response) {
    return response.complete() && response.status() < 500;
  }

  /** Ways in which a server fails for a part; one that has sent a head may have it passed on. */
  private enum Failure {
    RESET(false, (connection, head) -> connection.reset()),
    BUSY(
        false,
        (connection, head) ->
            connection.send("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy")),
    RESET_BEHIND_THE_HEAD(
        true,
        (connection, head) -> {
          ByteRange range = rangeOf(head, LENGTH);
          connection.send(
              "HTTP/1.1 206 Part\r\nETag: \"1\"\r\nContent-Range: "
                  + (range == null ? "" : range.contentRange(LENGTH))
                  + "\r\nContent-Length: "
                  + SLICE
                  + "\r\n\r\n");
          connection.reset();
        });

    private final boolean hasHead;
    private final RawOrigin.Script script;

    Failure(boolean hasHead, RawOrigin.Script script) {
      this.hasHead = hasHead;
      this.script = script;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPartHasAHeuristicLifetimeOfItsOwn(ServletContainer.Kind kind) throws Exception {
    Edge edge = edge(kind, Fidelity.STANDARD);
    String modified = HttpDate.format(edge.clock.millis() - 1_000_000);
    script =
        (connection, head) ->
            serves(
                    'a',
                    LENGTH,
                    "Date: "
                        + HttpDate.format(edge.clock.millis())
                        + "\r\nETag: \"1\"\r\nLast-Modified: "
                        + modified
                        + "\r\n")
                .answer(connection, head);

    assertEquals("Miss", edge.get("/f", IN_SECOND).xCache());
    edge.clock.advance(Duration.ofSeconds(99)); // a tenth of a thousand seconds
    assertEquals("Hit", edge.get("/f", IN_SECOND).xCache());
    edge.clock.advance(Duration.ofSeconds(1));
    assertPart(edge.get("/f", IN_SECOND), 'a', 60_001);
    assertEquals(List.of("1", "1"), asked());
  }
}
