// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is of one connection is neither passed on nor stored nor sent again: the headers of
 * connections, those that {@code Connection} names, and fields behind a body (RFC 9110, 7.6.1; RFC
 * 9111, 3.1).
 */
@Tag("container")
final class HopByHopTest {
  private static final String OF_CONNECTION =
      "Connection: X-Hop, x-other-hop / X-Hop: 1 / X-Other-Hop: 2 / Keep-Alive: timeout=99"
          + " / Proxy-Connection: keep-alive / Proxy-Authenticate: Basic / TE: trailers"
          + " / Upgrade: h9";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  private final AnyOrigin origin = new AnyOrigin();

  @AfterEach
  void closeOrigin() throws Exception {
    origin.close();
  }

  private static void assertClean(RawResponse answer) {
    for (String name :
        List.of("X-Hop", "X-Other-Hop", "Proxy-Connection", "Proxy-Authenticate", "TE")) {
      assertEquals("", answer.header(name), name);
    }
    assertFalse(answer.header("Keep-Alive").contains("99"), "that of the other connection");
    assertFalse(answer.header("Upgrade").contains("h9"), "that of the other connection");
    assertFalse(answer.header("Connection").toLowerCase(Locale.ROOT).contains("hop"));
  }

  @ParameterizedTest
  @EnumSource
  void headersOfAConnectionAreNeitherPassedOnNorStored(Chain chain) throws Exception {
    String headers = "Cache-Control: max-age=60 / ETag: \"1\" / X-End: 1 / " + OF_CONNECTION;
    Edge edge = origin.answers(200, headers, "page").start(edges, chain);

    RawResponse miss = edge.get("/a");
    edge.awaitEnds();
    RawResponse hit = edge.get("/a");
    RawResponse head = edge.head("/a");
    RawResponse unchanged = edge.get("/a", "If-None-Match: \"1\"");

    assertAll(
        () -> assertEquals("200 Miss page", miss.line()),
        () -> assertEquals("200 Hit page", hit.line()),
        () -> assertEquals("200 Hit ", head.line()),
        () -> assertEquals("304 Hit ", unchanged.line()));
    for (RawResponse answer : List.of(miss, hit, head, unchanged)) {
      assertClean(answer);
      assertEquals("1", answer.header("X-End"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thoseOfAConfirmationUpdateNothing(Chain chain) throws Exception {
    String headers = "Cache-Control: max-age=60 / ETag: \"1\"";
    Edge edge =
        origin.answers(200, headers + " / X-Hop: stored / X-Up: 1", "page").start(edges, chain);
    edge.get("/a");
    edge.awaitEnds();
    edge.clock.advance(Duration.ofSeconds(61));
    origin.answers(
        304, headers + " / X-Up: 2 / Connection: X-Hop, X-New / X-Hop: other / X-New: 1", "");

    RawResponse confirmed = edge.get("/a");
    RawResponse hit = edge.get("/a");

    assertEquals("200 RefreshHit page", confirmed.line());
    assertEquals("200 Hit page", hit.line());
    for (RawResponse answer : List.of(confirmed, hit)) {
      assertEquals("stored", answer.header("X-Hop"), "that of the stored answer is end to end");
      assertEquals("2", answer.header("X-Up"));
      assertEquals("", answer.header("X-New"));
      assertFalse(answer.header("Connection").contains("X-"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thoseOfAnAnswerToHeadUpdateNothing(Chain chain) throws Exception {
    String headers = "Cache-Control: max-age=60 / ETag: \"1\"";
    Edge edge = origin.answers(200, headers + " / X-Up: 1", "page").start(edges, chain);
    edge.get("/a");
    edge.awaitEnds();
    edge.clock.advance(Duration.ofSeconds(61));
    origin.answers(200, headers + " / X-Up: 2 / " + OF_CONNECTION, "page");

    assertClean(edge.head("/a"));
    RawResponse hit = edge.get("/a");

    assertEquals("200 Hit page", hit.line());
    assertEquals("2", hit.header("X-Up"));
    assertClean(hit);
  }
}
