// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Origins that break the rules of HTTP: no viewer gets a clean end of a short body, and nothing of
 * it is stored.
 */
@Tag("container")
final class HostileOriginsTest {
  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
  private static final String KEPT = "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge edge(ServletContainer.Kind kind, int port, int attempts, Fidelity fidelity) {
    return edges.start(
        kind,
        setup -> {
          setup.engine.fidelity(fidelity);
          setup.distribution.origin(
              OriginConfig.builder("far", "localhost")
                  .connectionAttempts(attempts)
                  .custom(new CustomOriginConfig(port, port, OriginProtocolPolicy.HTTP_ONLY, 1, 5))
                  .build());
          setup.defaultBehavior(
              behavior -> behavior.targetOrigin("far").allowedMethods(AllowedMethods.ALL));
        });
  }

  private interface Check {
    void run(Edge edge, AtomicReference<RawOrigin.Script> next) throws Exception;
  }

  private void with(ServletContainer.Kind kind, int attempts, RawOrigin.Script hostile, Check check)
      throws Exception {
    with(kind, attempts, Fidelity.SAFE, hostile, check);
  }

  private void with(
      ServletContainer.Kind kind,
      int attempts,
      Fidelity fidelity,
      RawOrigin.Script hostile,
      Check check)
      throws Exception {
    AtomicReference<RawOrigin.Script> script = new AtomicReference<>(hostile);
    try (RawOrigin origin =
        RawOrigin.start((connection, head) -> script.get().answer(connection, head))) {
      check.run(edge(kind, origin.port(), attempts, fidelity), script);
    }
  }

  private static void good(RawOrigin.Connection connection, String head) throws IOException {
    connection.send(GOOD);
  }

  /** The first answer must be seen to be cut short, and the next one come from the origin. */
  private void assertCutShort(ServletContainer.Kind kind, RawOrigin.Script hostile)
      throws Exception {
    edges.expectLoggedExceptions();
    with(
        kind,
        1,
        hostile,
        (edge, next) -> {
          RawResponse first = edge.get("/a");
          next.set(HostileOriginsTest::good);
          RawResponse second = edge.get("/a");

          // What was not sent yet, a container takes back for an error page of its own.
          assertFalse(first.complete() && first.status() < 500, "a clean end of " + first.line());
          assertEquals("200 Miss good", second.line());
        });
  }

  @ParameterizedTest
  @EnumSource
  void oneThatDiesWithinABodyOfKnownLength(ServletContainer.Kind kind) throws Exception {
    assertCutShort(
        kind,
        (connection, head) -> {
          connection.send(KEPT + "Content-Length: 100000\r\n\r\n" + "x".repeat(50_000));
          connection.reset();
        });
  }

  @ParameterizedTest
  @EnumSource
  void oneThatEndsSoonerThanItsContentLength(ServletContainer.Kind kind) throws Exception {
    assertCutShort(
        kind,
        (connection, head) -> {
          connection.send(KEPT + "Content-Length: 10\r\n\r\nshort");
          connection.socket().shutdownOutput();
        });
  }

  @ParameterizedTest
  @EnumSource
  void oneThatDiesBetweenTwoChunks(ServletContainer.Kind kind) throws Exception {
    assertCutShort(
        kind,
        (connection, head) -> {
          connection.send(KEPT + "Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n");
          connection.socket().shutdownOutput();
        });
  }

  @ParameterizedTest
  @EnumSource
  void oneThatSendsABrokenChunk(ServletContainer.Kind kind) throws Exception {
    assertCutShort(
        kind,
        (connection, head) -> {
          connection.send(KEPT + "Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\nZZ\r\nxx\r\n");
          connection.awaitClosed();
        });
  }

  @ParameterizedTest
  @EnumSource
  void oneThatStallsWithinTheBody(ServletContainer.Kind kind) throws Exception {
    assertCutShort(
        kind,
        (connection, head) -> {
          connection.send(KEPT + "Content-Length: 100000\r\n\r\n" + "x".repeat(50_000));
          connection.awaitClosed();
        });
  }

  @ParameterizedTest
  @EnumSource
  void oneThatSaysNothing(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    with(
        kind,
        1,
        (connection, head) -> connection.awaitClosed(),
        (edge, next) -> assertEquals(504, edge.get("/a").status()));
  }

  @ParameterizedTest
  @EnumSource
  void oneThatSendsMoreThanItsContentLength(ServletContainer.Kind kind) throws Exception {
    with(
        kind,
        1,
        (connection, head) ->
            connection.send(
                KEPT
                    + "Content-Length: 4\r\n\r\nkept"
                    + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison"),
        (edge, next) -> {
          assertEquals("200 Miss kept", edge.get("/a").line());
          next.set(HostileOriginsTest::good);
          assertEquals("200 Miss good", edge.get("/b").line(), "not what was sent too much");
          assertEquals("200 Hit kept", edge.get("/a").line());
        });
  }

  @ParameterizedTest
  @EnumSource
  void oneThatResetsTheSecondRequestOfAConnection(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    AtomicInteger asked = new AtomicInteger();
    with(
        kind,
        3,
        (connection, head) -> {
          if (asked.incrementAndGet() % 2 == 0) {
            connection.reset();
          } else {
            connection.send(GOOD);
          }
        },
        (edge, next) -> {
          assertEquals("200 Miss good", edge.get("/a").line());
          assertEquals("200 Miss good", edge.get("/b").line(), "it is asked once more");
          assertEquals(3, asked.get());
          assertEquals(502, edge.ask("POST", "/c", "Content-Length: 0").status());
          assertEquals(4, asked.get(), "a POST is not");
        });
  }

  @ParameterizedTest
  @EnumSource
  void oneThatRefusesConnections(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    RawResponse answer = edge(kind, port, 2, Fidelity.SAFE).get("/a");
    assertEquals("502 Error", answer.status() + " " + answer.xCache());
    assertTrue(answer.complete());
  }

  @ParameterizedTest
  @EnumSource
  void oneThatSendsHeadersWithoutEnd(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    with(
        kind,
        1,
        (connection, head) -> {
          connection.send("HTTP/1.1 200 OK\r\n");
          while (true) {
            connection.send("X-More: " + "x".repeat(1000) + "\r\n");
          }
        },
        (edge, next) -> assertEquals(502, edge.get("/a").status()));
  }

  @ParameterizedTest
  @EnumSource
  void oneThatSaysTwoLengths(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    with(
        kind,
        1,
        (connection, head) ->
            connection.send(
                KEPT + "Content-Length: 4\r\nContent-Length: 40\r\n\r\n" + "x".repeat(40)),
        (edge, next) -> {
          assertEquals(502, edge.get("/a").status());
        });
  }

  static Stream<Arguments> codings() {
    return Stream.of(ServletContainer.Kind.values())
        .flatMap(
            kind ->
                Stream.of(
                    Arguments.of(kind, "x-none", "x"),
                    Arguments.of(kind, "gzip", "x"),
                    Arguments.of(kind, "gzip, chunked", "1\r\nx\r\n0\r\n\r\n"),
                    Arguments.of(kind, "x-none, chunked", "1\r\nx\r\n0\r\n\r\n")));
  }

  /** Where such a body ends is clear, what it means is not: only who coded it can undo it. */
  @ParameterizedTest
  @MethodSource("codings")
  void oneThatNamesATransferCodingThatNobodyUndoes(
      ServletContainer.Kind kind, String coding, String body) throws Exception {
    edges.expectLoggedExceptions();
    with(
        kind,
        1,
        (connection, head) -> {
          connection.send(KEPT + "Transfer-Encoding: " + coding + "\r\n\r\n" + body);
          connection.socket().shutdownOutput();
        },
        (edge, next) -> {
          RawResponse refused = edge.get("/a");
          assertEquals("502 Error", refused.status() + " " + refused.xCache());
          assertTrue(refused.header("Cache-Status").contains("origin-invalid-response"));
          next.set(HostileOriginsTest::good);
          edge.clock.advance(Duration.ofSeconds(11)); // the error is kept for ten
          assertEquals("200 Miss good", edge.get("/a").line());
        });
  }

  /** Browsers and most servers read such a body so: old ones send "identity" or "binary". */
  @ParameterizedTest
  @EnumSource
  void oneThatNamesATransferCodingThatDoesNotExistIsBelievedToSendTheContent(
      ServletContainer.Kind kind) throws Exception {
    with(
        kind,
        1,
        Fidelity.STANDARD,
        (connection, head) -> {
          connection.send(KEPT + "transfer-encoding: Identity\r\nX-After: 1\r\n\r\nwhole");
          connection.socket().shutdownOutput();
        },
        (edge, next) -> {
          RawResponse first = edge.get("/a");
          next.set(HostileOriginsTest::good);
          RawResponse second = edge.get("/a");

          assertEquals("200 Miss whole", first.line());
          assertEquals("1", first.header("X-After"));
          assertEquals("200 Hit whole", second.line());
          assertEquals("", second.header("Transfer-Encoding"));
          assertEquals("", second.header("X-Transfer-Coding"));
        });
  }

  static Stream<Arguments> codingsOfNoContent() {
    return Stream.of(ServletContainer.Kind.values())
        .flatMap(
            kind ->
                Stream.of(
                        "Transfer-Encoding: gzip~~x",
                        "Transfer-Encoding: x-none, X-GZIP;q=1~~x",
                        "Transfer-Encoding: x-none, chunked~~1~x~0~~",
                        "Transfer-Encoding: x-none~Content-Length: 1~~x",
                        "Content-Length: 1~Transfer-Encoding: x-none~~x",
                        "Transfer-Encoding: x-none~Transfer-Encoding: chunked~~1~x~0~~")
                    .map(answer -> Arguments.of(kind, answer)));
  }

  @ParameterizedTest
  @MethodSource("codingsOfNoContent")
  void oneWhoseCodingHidesTheContentOrItsEnd(ServletContainer.Kind kind, String answer)
      throws Exception {
    edges.expectLoggedExceptions();
    with(
        kind,
        1,
        Fidelity.STANDARD,
        (connection, head) -> {
          connection.send(KEPT + answer.replace("~", "\r\n"));
          connection.socket().shutdownOutput();
        },
        (edge, next) -> {
          assertEquals(502, edge.get("/a").status());
          next.set(HostileOriginsTest::good);
          edge.clock.advance(Duration.ofSeconds(11)); // the error is kept for ten
          assertEquals("200 Miss good", edge.get("/a").line());
        });
  }

  static Stream<Arguments> codingsOfNoBody() {
    return Stream.of(ServletContainer.Kind.values())
        .flatMap(
            kind ->
                Stream.of("chunked", "gzip, chunked", "x-none, chunked", "gzip", "x-none")
                    .map(coding -> Arguments.of(kind, coding)));
  }

  /**
   * An answer without a body may tell how its body would have been coded, which concerns nobody
   * (RFC 9112, 6.1 and 6.3).
   */
  @ParameterizedTest
  @MethodSource("codingsOfNoBody")
  void oneThatNamesATransferCodingWhereThereIsNoBody(ServletContainer.Kind kind, String coding)
      throws Exception {
    String coded = "Transfer-Encoding: " + coding + "\r\n\r\n";
    String kept = "Cache-Control: max-age=60\r\nETag: \"1\"\r\n";
    with(
        kind,
        1,
        (connection, head) -> connection.send("HTTP/1.1 200 OK\r\n" + kept + coded),
        (edge, next) -> {
          RawResponse first = edge.head("/a");
          assertEquals("200 Miss ", first.line());
          assertEquals("", first.header("Transfer-Encoding").replace("chunked", ""));
          assertEquals("", first.header("Content-Length"));

          next.set(
              (connection, head) ->
                  connection.send("HTTP/1.1 200 OK\r\n" + kept + "Content-Length: 4\r\n\r\nkept"));
          edge.get("/a");
          edge.clock.advance(Duration.ofSeconds(61));
          next.set((connection, head) -> connection.send("HTTP/1.1 304 Same\r\n" + kept + coded));
          RawResponse confirmed = edge.get("/a");
          assertEquals("200 RefreshHit kept", confirmed.line());
          assertEquals("4", confirmed.header("Content-Length"));
          assertEquals("", confirmed.header("Transfer-Encoding"));
          next.set(HostileOriginsTest::good);
          assertEquals("200 Miss good", edge.get("/b").line(), "on whichever connection");
        });
  }

  /** Whoever reads the one and whoever reads the other see different bodies (RFC 9112, 6.3). */
  @ParameterizedTest
  @EnumSource
  void oneThatSaysALengthBesideChunks(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    with(
        kind,
        1,
        (connection, head) ->
            connection.send(
                KEPT
                    + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "8\r\nin\r\nfull\r\n0\r\n\r\n"),
        (edge, next) -> {
          assertEquals(502, edge.get("/a").status());
          next.set(HostileOriginsTest::good);
          assertEquals("200 Miss good", edge.get("/b").line(), "not what was left of the other");
        });
  }
}
