// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.InvalidationRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What happens to an answer that is on its way while something else happens to the same address: no
 * viewer gets what was taken back before it asked, and nothing old takes the place of something
 * new.
 */
@Tag("container")
final class RacesTest {
  private static final String KEPT = "Cache-Control: max-age=60";
  private static final Duration OVER = Duration.ofSeconds(61);

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  private final AnyOrigin origin = new AnyOrigin();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void closeOrigin() throws Exception {
    origin.close();
  }

  /** Waits before its head, so that the answer is on its way. */
  private AnyOrigin.Script held(AnyOrigin.Script then) {
    return (asked, reply) -> {
      entered.countDown();
      AnyOrigin.await(go);
      then.answer(asked, reply);
    };
  }

  /** Waits in the middle of its body, {@code oldold}. */
  private AnyOrigin.Script halfSent(String headers) {
    return (asked, reply) -> {
      reply.begin(200, headers, 6);
      reply.write("old".getBytes(US_ASCII));
      entered.countDown();
      AnyOrigin.await(go);
      reply.write("old".getBytes(US_ASCII));
    };
  }

  /** An edge that has an answer stored which is over. */
  private Edge stale(Chain chain, String headers, String body) throws Exception {
    Edge edge = origin.answers(200, headers, body).start(edges, chain);
    edge.get("/a");
    edge.awaitEnds();
    edge.clock.advance(OVER);
    return edge;
  }

  /** A request whose answer the origin holds back. */
  private Future<RawResponse> onItsWay(Edge edge, String method, AnyOrigin.Script answer)
      throws Exception {
    origin.answers(held(answer));
    Future<RawResponse> viewer = edge.later(method, "/a");
    AnyOrigin.await(entered);
    return viewer;
  }

  private static AnyOrigin.Script sends(int status, String headers, String body) {
    return (asked, reply) -> reply.send(status, headers, body);
  }

  // --- invalidation ----------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void anInvalidationBeforeTheHeadCoversWhatIsFetchedAndWhoWaits(Chain chain) throws Exception {
    Edge edge = origin.start(edges, chain);
    Future<RawResponse> first = onItsWay(edge, "GET", sends(200, KEPT, "old"));
    Future<RawResponse> before = edge.later("GET", "/a");
    edge.awaitWaiting(1);
    edge.engine.invalidate(EdgeSetup.ID, "/a");
    Future<RawResponse> after = edge.later("GET", "/a");
    edge.awaitWaiting(2);
    origin.answers(200, KEPT, "new");
    go.countDown();

    assertEquals("200 Miss old", first.get().line());
    assertEquals("new", before.get().text());
    assertEquals("new", after.get().text(), "who asked after the invalidation");
    edge.awaitEnds();
    assertEquals("200 Hit new", edge.get("/a").line());
  }

  @ParameterizedTest
  @EnumSource
  void anInvalidationWithinTheBodyCoversWhatIsFetchedAndWhoWaits(Chain chain) throws Exception {
    origin.answers(halfSent(KEPT));
    Edge edge = origin.start(edges, chain);
    Future<RawResponse> first = edge.later("GET", "/a");
    AnyOrigin.await(entered);
    Future<RawResponse> before = edge.later("GET", "/a");
    edge.awaitWaiting(1);
    edge.engine.invalidate(EdgeSetup.ID, "/*");
    origin.answers(200, KEPT, "new");
    go.countDown();

    assertEquals("200 Miss oldold", first.get().line());
    assertEquals("new", before.get().text());
    edge.awaitEnds();
    assertEquals("200 Hit new", edge.get("/a").line());
  }

  @ParameterizedTest
  @EnumSource
  void anInvalidationBeforeA304TakesAwayWhatItConfirms(Chain chain) throws Exception {
    String tagged = KEPT + " / ETag: \"1\"";
    Edge edge = stale(chain, tagged, "old");
    Future<RawResponse> confirmed = onItsWay(edge, "GET", sends(304, tagged, ""));
    edge.engine.invalidate(EdgeSetup.ID, "/a");
    origin.answers(200, tagged, "new");
    go.countDown();

    RawResponse before = confirmed.get();
    assertEquals("200 old", before.status() + " " + before.text());
    assertTrue(
        before.header("Cache-Status").contains("invalidated"), before.header("Cache-Status"));
    edge.awaitEnds();
    RawResponse after = edge.get("/a", "If-None-Match: \"0\"");
    assertEquals("200 Miss new", after.line());
    assertEquals("", origin.last().header("If-None-Match"), "there is nothing to confirm");
    edge.awaitEnds();
    assertEquals("200 Hit new", edge.get("/a").line());
  }

  @ParameterizedTest
  @EnumSource
  void aSoftInvalidationBeforeA304LeavesItStale(Chain chain) throws Exception {
    String tagged = KEPT + " / ETag: \"1\"";
    Edge edge = stale(chain, tagged, "old");
    Future<RawResponse> confirmed = onItsWay(edge, "GET", sends(304, tagged, ""));
    edge.engine.createInvalidation(EdgeSetup.ID, InvalidationRequest.of("/a").softly());
    origin.answers(200, tagged, "new");
    go.countDown();

    assertEquals("old", confirmed.get().text());
    edge.awaitEnds();
    assertEquals("200 Miss new", edge.get("/a").line());
    assertEquals("\"1\"", origin.last().header("If-None-Match"), "it is asked whether it changed");
  }

  // --- unsafe methods --------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void aChangeWhileAnAnswerIsOnItsWayCoversIt(Chain chain) throws Exception {
    Edge edge = origin.start(edges, chain);
    Future<RawResponse> first = onItsWay(edge, "GET", sends(200, KEPT, "old"));
    origin.answers(204, "X-None: 1", "");
    assertEquals(204, edge.ask("PUT", "/a", "Content-Length: 0").status());
    Future<RawResponse> after = edge.later("GET", "/a");
    edge.awaitWaiting(1);
    origin.answers(200, KEPT, "new");
    go.countDown();

    assertEquals("200 Miss old", first.get().line());
    assertEquals("new", after.get().text(), "who asked after the change was made");
    edge.awaitEnds();
    assertEquals("200 Hit new", edge.get("/a").line());
  }

  @ParameterizedTest
  @EnumSource
  void aChangeThatFailsCoversNothing(Chain chain) throws Exception {
    Edge edge = origin.start(edges, chain);
    Future<RawResponse> first = onItsWay(edge, "GET", sends(200, KEPT, "old"));
    origin.answers(409, "X-None: 1", "");
    assertEquals(409, edge.ask("PUT", "/a", "Content-Length: 0").status());
    go.countDown();

    assertEquals("200 Miss old", first.get().line());
    edge.awaitEnds();
    assertEquals("200 Hit old", edge.get("/a").line());
  }

  @ParameterizedTest
  @EnumSource
  void aChangeBeforeA304TakesAwayWhatItConfirms(Chain chain) throws Exception {
    String tagged = KEPT + " / ETag: \"1\"";
    Edge edge = stale(chain, tagged, "old");
    Future<RawResponse> confirmed = onItsWay(edge, "GET", sends(304, tagged, ""));
    origin.answers(200, "X-None: 1", "done");
    edge.ask("DELETE", "/a");
    origin.answers(200, KEPT, "new");
    go.countDown();

    assertEquals("old", confirmed.get().text());
    edge.awaitEnds();
    assertEquals("200 Miss new", edge.get("/a").line());
  }

  // --- variants --------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void variantsThatAreFetchedAtOnceAreToldApart(Chain chain) throws Exception {
    AnyOrigin.Script variants =
        (asked, reply) -> {
          String language = asked.header("X-Kind");
          reply.send(200, KEPT + " / Vary: X-Kind / ETag: \"" + language + "\"", language);
        };
    Edge edge = origin.answers(held(variants)).start(edges, chain);
    List<Future<RawResponse>> viewers = new ArrayList<>();
    viewers.add(edge.later("GET", "/a", "X-Kind: 0"));
    AnyOrigin.await(entered);
    for (int i = 1; i < 6; i++) {
      viewers.add(edge.later("GET", "/a", "X-Kind: " + i % 3));
    }
    edge.awaitWaiting(5);
    go.countDown();

    for (int i = 0; i < 6; i++) {
      RawResponse answer = viewers.get(i).get();
      String kind = Integer.toString(i % 3);
      assertEquals("200 " + kind, answer.status() + " " + answer.text());
      assertEquals("\"" + kind + "\"", answer.header("ETag"));
    }
    edge.awaitEnds();
    int before = origin.asked().size();
    for (int i = 0; i < 3; i++) {
      assertEquals("200 Hit " + i, edge.get("/a", "X-Kind: " + i).line());
    }
    assertEquals(before, origin.asked().size());
  }

  // --- new against old -------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void othersAreServedStaleWhileOneRefreshes(Chain chain) throws Exception {
    String windowed = "Cache-Control: max-age=60, stale-while-revalidate=600 / ETag: \"1\"";
    Edge edge = stale(chain, windowed, "old");
    Future<RawResponse> refresh = onItsWay(edge, "GET", sends(200, windowed, "new"));

    assertEquals("200 Hit old", edge.get("/a").line());
    assertEquals("200 Hit old", edge.get("/a").line());
    assertEquals(2, origin.asked().size(), "one refreshes");
    go.countDown();
    assertEquals("200 Miss new", refresh.get().line());
    edge.awaitEnds();
    assertEquals("200 Hit new", edge.get("/a").line());
  }

  @ParameterizedTest
  @EnumSource
  void anOldAnswerThatEndsLateDoesNotTakeThePlaceOfANewOne(Chain chain) throws Exception {
    String windowed = "Cache-Control: max-age=60, stale-while-revalidate=600";
    Edge edge = stale(chain, windowed, "older");
    origin.answers(halfSent(windowed + " / Date: @0"));
    Future<RawResponse> refresh = edge.later("GET", "/a");
    AnyOrigin.await(entered);
    edge.clock.advance(Duration.ofSeconds(2));
    origin.answers(200, windowed + " / Date: @0", "new");
    assertEquals("200 Miss new", edge.get("/a", "Cache-Control: no-cache").line());
    edge.records(2);
    go.countDown();

    assertEquals("200 Miss oldold", refresh.get().line());
    edge.awaitEnds();
    assertEquals("200 Hit new", edge.get("/a").line());
  }

  @ParameterizedTest
  @EnumSource
  void aConfirmationOfAnOldAnswerDoesNotBringItBack(Chain chain) throws Exception {
    String windowed = "Cache-Control: max-age=60, stale-while-revalidate=600";
    Edge edge = stale(chain, windowed + " / ETag: \"1\"", "old");
    Future<RawResponse> refresh =
        onItsWay(edge, "GET", sends(304, windowed + " / ETag: \"1\"", ""));
    origin.answers(200, windowed + " / ETag: \"2\"", "new");
    assertEquals("200 Miss new", edge.get("/a", "Cache-Control: no-cache").line());
    edge.records(2);
    go.countDown();

    assertEquals("old", refresh.get().text());
    edge.awaitEnds();
    RawResponse hit = edge.get("/a");
    assertEquals("200 Hit new", hit.line());
    assertEquals("\"2\"", hit.header("ETag"));
    assertFalse(hit.header("Cache-Status").contains("stale"));
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerToHeadOfAnOldAnswerDoesNotDropANewOne(Chain chain) throws Exception {
    Edge edge = stale(chain, KEPT + " / ETag: \"1\"", "old");
    Future<RawResponse> head = onItsWay(edge, "HEAD", sends(200, KEPT + " / ETag: \"2\"", "new"));
    origin.answers(200, KEPT + " / ETag: \"2\"", "new");
    assertEquals("200 Miss new", edge.get("/a").line());
    edge.records(2);
    go.countDown();

    assertEquals(200, head.get().status());
    edge.awaitEnds();
    assertEquals("200 Hit new", edge.get("/a").line());
  }
}
