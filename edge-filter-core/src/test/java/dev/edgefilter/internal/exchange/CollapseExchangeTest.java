// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.ReuseReason;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import dev.edgefilter.origin.ApplicationException;
import dev.edgefilter.store.CacheKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One fetch for many viewers; every thread stands where a latch holds it. */
@Timeout(60)
final class CollapseExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    released.countDown();
    threads.shutdownNow();
  }

  /** The first request is held until it is released; others are answered at once. */
  private void holdTheFirst(ScriptedOrigin.Script first, String othersHeaders) {
    edge.app.does(
        (request, sink) -> {
          if (edge.app.asked() == 1) {
            asked.countDown();
            await(released);
            first.answer(request, sink);
          } else {
            edge.app.send(sink, 200, othersHeaders, "own");
          }
        });
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private Future<Answer> leader() throws InterruptedException {
    Future<Answer> leader = start(() -> edge.run(edge.viewer("GET", "/a", "-")));
    asked.await();
    return leader;
  }

  private Future<Answer> start(Callable<Answer> exchange) {
    return threads.submit(exchange);
  }

  /** Starts so many viewers and returns when all of them wait. */
  private List<Future<Answer>> waiters(int count) {
    List<Future<Answer>> waiting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      waiting.add(start(() -> edge.run(edge.viewer("GET", "/a", "-"))));
    }
    awaitWaiters(count);
    return waiting;
  }

  private void awaitWaiters(int count) {
    Flight flight = edge.collapser.underWay(key());
    while (flight.waiters() < count) {
      Thread.onSpinWait();
    }
  }

  private static CacheKey key() {
    return new CacheKey("E1", "/a", null, new String[] {"scheme", "http", "host", "h"});
  }

  @Test
  void oneFetchServesAllWhoWait() throws Exception {
    holdTheFirst(
        (request, sink) -> edge.app.send(sink, 200, "Cache-Control: max-age=60", "shared"), "-");
    Future<Answer> leader = leader();
    List<Future<Answer>> waiting = waiters(5);
    assertEquals(1, edge.collapser.flights());
    released.countDown();

    Answer first = leader.get();
    assertEquals("Miss from cloudfront", first.xCache());
    assertEquals(CollapseReason.LEADS, first.reason(Step.COLLAPSE));
    for (Future<Answer> waiter : waiting) {
      Answer answer = waiter.get();
      assertAll(
          () -> assertEquals("shared", answer.body()),
          () -> assertEquals("Hit from cloudfront", answer.xCache()),
          () ->
              assertEquals(
                  "EdgeFilter; fwd=miss; collapsed; ttl=60; detail=fresh", answer.cacheStatus()),
          () -> assertEquals(CollapseReason.COLLAPSED, answer.reason(Step.COLLAPSE)));
    }
    assertEquals(1, edge.app.asked());
  }

  @Test
  void nobodyWaitsWhereCloudFrontForwardsCookies() throws Exception {
    edge.fidelity(Fidelity.CLOUDFRONT)
        .policy(TestEdge.policy(0, 0, 3600).cookies(NameSelection.whitelist("lang")));
    holdTheFirst(
        (request, sink) -> edge.app.send(sink, 200, "Cache-Control: max-age=60", "first"),
        "Cache-Control: max-age=60");
    Future<Answer> first = leader();

    Answer second = edge.get("/a");
    assertEquals("own", second.body(), "and that while the first is still being answered");
    assertEquals("Miss from cloudfront", second.xCache());
    assertEquals(CollapseReason.COOKIES_FORWARDED, second.reason(Step.COLLAPSE));
    assertEquals(0, edge.collapser.flights());
    assertEquals("Hit from cloudfront", edge.ask("HEAD", "/a", "-").xCache());
    released.countDown();
    assertEquals("first", first.get().body());
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
    assertEquals(2, edge.app.asked());
  }

  @Test
  void staleAnswersAreStillRenewedByOneWhereCloudFrontForwardsCookies() throws Exception {
    edge.fidelity(Fidelity.CLOUDFRONT)
        .policy(TestEdge.policy(0, 0, 3600).cookies(NameSelection.all()));
    edge.app.does(
        (request, sink) ->
            edge.app.send(sink, 200, "Cache-Control: max-age=1, stale-while-revalidate=60", "x"));
    edge.get("/a");
    edge.passSeconds(10);

    assertEquals(CollapseReason.LEADS, edge.get("/a").reason(Step.COLLAPSE));
    assertEquals(2, edge.app.asked());
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
  }

  @Test
  void safeFidelityCollapsesWithCookies() throws Exception {
    edge.policy(TestEdge.policy(0, 0, 3600).cookies(NameSelection.all()));
    holdTheFirst(
        (request, sink) -> edge.app.send(sink, 200, "Cache-Control: max-age=60", "shared"), "-");
    Future<Answer> leader = leader();
    List<Future<Answer>> waiting = waiters(1);
    released.countDown();

    leader.get();
    assertEquals("shared", waiting.get(0).get().body());
    assertEquals(1, edge.app.asked());
  }

  @Test
  void aHeadWaitsForAGet() throws Exception {
    holdTheFirst(
        (request, sink) -> edge.app.send(sink, 200, "Cache-Control: max-age=60", "shared"), "-");
    Future<Answer> leader = leader();
    Future<Answer> head = start(() -> edge.run(edge.viewer("HEAD", "/a", "-")));
    awaitWaiters(1);
    released.countDown();

    leader.get();
    assertEquals("Hit from cloudfront", head.get().xCache());
    assertEquals("6", head.get().header("Content-Length"));
    assertEquals(1, edge.app.asked());
  }

  @Test
  void aHeadThatWaitedInVainDoesNotSpoilTheKey() throws Exception {
    holdTheFirst(
        (request, sink) -> {
          throw new ApplicationException(new IllegalStateException("broken"));
        },
        "Cache-Control: max-age=60");
    Future<Answer> leader = leader();
    Future<Answer> head = start(() -> edge.run(edge.viewer("HEAD", "/a", "-")));
    awaitWaiters(1);
    released.countDown();

    assertEquals(StorageReason.HEAD, head.get().reason(Step.STORAGE));
    assertTrue(failed(leader));
    assertEquals(false, edge.collapser.isMarked(key(), edge.now.get()));
  }

  private static boolean failed(Future<Answer> exchange) throws InterruptedException {
    try {
      exchange.get();
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  @Test
  void errorsAreSharedWithThoseWhoWait() throws Exception {
    holdTheFirst((request, sink) -> edge.app.send(sink, 500, "-", "down"), "-");
    Future<Answer> leader = leader();
    List<Future<Answer>> waiting = waiters(2);
    released.countDown();

    assertEquals(500, leader.get().status());
    for (Future<Answer> waiter : waiting) {
      assertEquals("down", waiter.get().body());
      assertEquals("Error from cloudfront", waiter.get().xCache());
    }
    assertEquals(1, edge.app.asked());
  }

  @Test
  void whatCannotBeSharedIsNotQueuedFor() throws Exception {
    CountDownLatch bodyHeld = new CountDownLatch(1);
    holdTheFirst(
        (request, sink) -> {
          sink.head(new ResponseHead(200, Headers.of("Cache-Control", "private")));
          await(bodyHeld);
          sink.body(ScriptedOrigin.bytes("for one"));
          sink.end();
        },
        "Cache-Control: private");
    Future<Answer> leader = leader();
    List<Future<Answer>> waiting = waiters(3);
    released.countDown();

    for (Future<Answer> waiter : waiting) {
      Answer answer = waiter.get();
      assertEquals("own", answer.body(), "and that before the leader's body is complete");
      assertEquals(CollapseReason.NOT_SHAREABLE, answer.reason(Step.COLLAPSE));
      assertEquals("EdgeFilter; fwd=uri-miss; detail=private", answer.cacheStatus());
    }
    assertEquals(0, edge.collapser.flights());
    Answer later = edge.run(edge.viewer("GET", "/a", "-"));
    assertEquals(null, later.reason(Step.COLLAPSE), "for a while no one leads either");
    bodyHeld.countDown();
    assertEquals("for one", leader.get().body());
    assertEquals(5, edge.app.asked());
  }

  @Test
  void theMarkOfWhatCannotBeSharedEndsAfterTenSeconds() {
    edge.app.answers(200, "Cache-Control: private", "a");
    edge.get("/a");
    edge.passSeconds(9);
    assertEquals(null, edge.get("/a").reason(Step.COLLAPSE));
    edge.passSeconds(10);
    assertEquals(CollapseReason.LEADS, edge.get("/a").reason(Step.COLLAPSE));
    edge.app.answers(200, "Cache-Control: max-age=1", "a");
    edge.get("/a");
    edge.passSeconds(1);
    assertEquals(CollapseReason.LEADS, edge.get("/a").reason(Step.COLLAPSE), "shareable: no mark");
  }

  @Test
  void aMarkedKeyStillPassesAViewersRange() {
    edge.app.answers(200, "Cache-Control: private", "a");
    edge.get("/a");
    edge.app.answers(206, "Content-Range: bytes 0-0/9 / Cache-Control: private", "x");

    Answer range = edge.get("/a", "Range: bytes=0-0");

    assertEquals("bytes=0-0", edge.app.lastRequest().headers().first("Range"));
    assertEquals(206, range.status());
    assertEquals("bytes 0-0/9", range.header("Content-Range"));
    assertEquals(ReuseReason.NOT_SHAREABLE, range.reason(Step.REUSE));
    assertEquals("EdgeFilter; fwd=bypass; detail=not-shareable", range.cacheStatus());
  }

  @Test
  void validatedEachTimeMeansNoQueueEither() {
    edge.app.answers(200, "Cache-Control: no-cache / ETag: \"v\"", "a");
    edge.get("/a");
    edge.app.answers(304, "-", "");
    edge.passSeconds(60);

    assertEquals(CollapseReason.LEADS, edge.get("/a").reason(Step.COLLAPSE));
    assertEquals(null, edge.get("/a").reason(Step.COLLAPSE), "marked by the confirmation");
  }

  @Test
  void whenTheFetchFailsAllGoOnByThemselves() throws Exception {
    holdTheFirst(
        (request, sink) -> {
          throw new ApplicationException(new IllegalStateException("broken"));
        },
        "Cache-Control: max-age=60");
    Future<Answer> leader = leader();
    List<Future<Answer>> waiting = waiters(2);
    released.countDown();

    assertTrue(failed(leader));
    for (Future<Answer> waiter : waiting) {
      assertEquals("own", waiter.get().body());
      assertEquals(CollapseReason.FAILED, waiter.get().reason(Step.COLLAPSE));
    }
  }

  @Test
  void whenTheBodyBreaksOffAllGoOnByThemselves() throws Exception {
    holdTheFirst(
        (request, sink) -> {
          sink.head(new ResponseHead(200, Headers.of("Cache-Control", "max-age=60")));
          sink.body(ScriptedOrigin.bytes("half"));
          throw new ApplicationException(new IllegalStateException("broken"));
        },
        "Cache-Control: max-age=60");
    Future<Answer> leader = leader();
    List<Future<Answer>> waiting = waiters(2);
    released.countDown();

    assertTrue(failed(leader));
    for (Future<Answer> waiter : waiting) {
      assertEquals("own", waiter.get().body());
    }
  }

  @Test
  void whenTheOriginReturnsWithoutAnEndAllGoOnByThemselves() throws Exception {
    holdTheFirst(
        (request, sink) -> {
          sink.head(new ResponseHead(200, Headers.of("Cache-Control", "max-age=60")));
          sink.body(ScriptedOrigin.bytes("half"));
        },
        "Cache-Control: max-age=60");
    Future<Answer> leader = leader();
    List<Future<Answer>> waiting = waiters(1);
    released.countDown();

    assertEquals("own", waiting.get(0).get().body());
    assertTrue(leader.get().exchange().cutShort);
  }

  @Test
  void theFillOutlivesItsViewerWhenOthersWait() throws Exception {
    holdTheFirst(
        (request, sink) -> {
          sink.head(new ResponseHead(200, Headers.of("Cache-Control", "max-age=60")));
          sink.body(ScriptedOrigin.bytes("first "));
          sink.body(ScriptedOrigin.bytes("second"));
          sink.end();
        },
        "-");
    FakeViewer leaves = edge.viewer("GET", "/a", "-");
    leaves.hangsUpAfter = 3;
    Future<Answer> leader = start(() -> edge.run(leaves));
    asked.await();
    List<Future<Answer>> waiting = waiters(1);
    released.countDown();

    assertEquals("first second", waiting.get(0).get().body());
    assertTrue(leader.get().exchange().viewerGone());
    assertEquals(1, edge.app.asked());
  }

  @Test
  void nobodyFetchesOnForAViewerWhoLeftAlone() throws Exception {
    edge.app.answers(200, "Cache-Control: max-age=60", "body");
    FakeViewer leaves = edge.viewer("GET", "/a", "-");
    leaves.hangsUpAfter = 3;

    assertTrue(failed(start(() -> edge.run(leaves))));
    assertEquals("Miss from cloudfront", edge.get("/a").xCache());
  }

  @Test
  void staleWhileRevalidateAnswersAtOnceWhileOneViewerAsks() throws Exception {
    edge.app.answers(200, "Cache-Control: max-age=60, stale-while-revalidate=30", "old");
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.does(
        (request, sink) -> {
          asked.countDown();
          await(released);
          edge.app.send(sink, 200, "Cache-Control: max-age=60", "new");
        });
    Future<Answer> leader = leader();

    Answer stale = edge.get("/a");
    Answer head = edge.ask("HEAD", "/a", "-");
    released.countDown();

    assertAll(
        () -> assertEquals("old", stale.body()),
        () -> assertEquals("Hit from cloudfront", stale.xCache()),
        () ->
            assertEquals(
                "EdgeFilter; hit; ttl=0; detail=stale-while-revalidate", stale.cacheStatus()),
        () -> assertEquals("Hit from cloudfront", head.xCache()),
        () -> assertEquals("new", leader.get().body()),
        () -> assertEquals("Miss from cloudfront", leader.get().xCache()),
        () -> assertEquals("new", edge.get("/a").body()),
        () -> assertEquals(2, edge.app.asked()));
  }

  @Test
  void staleWhileRevalidateWorksForWhatIsNeverFresh() throws Exception {
    edge.app.answers(200, "Cache-Control: max-age=0, stale-while-revalidate=30", "old");
    edge.get("/a");
    edge.app.does(
        (request, sink) -> {
          asked.countDown();
          await(released);
          edge.app.send(sink, 200, "Cache-Control: max-age=0, stale-while-revalidate=30", "new");
        });
    Future<Answer> leader = leader();

    assertEquals("old", edge.get("/a").body());
    released.countDown();
    assertEquals("new", leader.get().body());
    assertEquals(2, edge.app.asked());
  }

  @Test
  void otherKeysDoNotWait() throws Exception {
    holdTheFirst(
        (request, sink) -> edge.app.send(sink, 200, "Cache-Control: max-age=60", "shared"), "-");
    Future<Answer> leader = leader();

    assertEquals("own", edge.get("/b").body());
    released.countDown();
    leader.get();
  }

  @Test
  void onlySomeWaitOnceTheLeaderNeedsThreadsItself() throws Exception {
    holdTheFirst(
        (request, sink) -> edge.app.send(sink, 200, "Cache-Control: max-age=60", "shared"),
        "Cache-Control: max-age=60");
    Future<Answer> leader = leader();
    List<Future<Answer>> waiting = waiters(18);
    edge.collapser.leaderWentAsync(edge.collapser.underWay(key()));
    while (edge.app.asked() < 3) {
      Thread.onSpinWait();
    }
    released.countDown();

    leader.get();
    int limited = 0;
    for (Future<Answer> waiter : waiting) {
      limited += waiter.get().reason(Step.COLLAPSE) == CollapseReason.WAIT_LIMIT ? 1 : 0;
    }
    assertEquals(2, limited);
    assertEquals(3, edge.app.asked());
  }
}
