// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.NameSelection;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One run of the application for many viewers, and what happens when somebody leaves. */
@Tag("container")
class CollapsingTest {
  private static final int MANY = 50;
  private static final byte[] LARGE = new byte[4_000_000];

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(25, TimeUnit.SECONDS));
  }

  private Edge start(
      ServletContainer.Kind kind, CountDownLatch entered, CountDownLatch go, Handler then) {
    return edges.start(
        kind,
        setup -> {
          setup.engine.collapseWait(Duration.ofSeconds(25)).memoryBytes(64 << 20);
          setup.app(
              "/page",
              (request, response) -> {
                entered.countDown();
                await(go);
                then.handle(request, response);
              });
        });
  }

  @ParameterizedTest
  @EnumSource
  void manyViewersOfASlowPageLetTheApplicationRunOnce(ServletContainer.Kind kind) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Edge edge = start(kind, new CountDownLatch(1), go, (q, r) -> r.getWriter().print("slow page"));
    List<Future<RawResponse>> viewers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      viewers.add(edge.later("GET", "/page"));
    }
    edge.awaitWaiting(MANY - 1);
    go.countDown();
    int hits = 0;
    for (Future<RawResponse> viewer : viewers) {
      RawResponse response = viewer.get();
      assertEquals("200 slow page", response.status() + " " + response.text());
      hits += response.xCache().equals("Hit") ? 1 : 0;
    }
    assertEquals(MANY - 1, hits);
    assertEquals(1, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void answersThatCannotBeSharedAreNotQueuedBehindEachOther(ServletContainer.Kind kind)
      throws Exception {
    assertNotQueued(kind, "Cache-Control", "private");
    assertNotQueued(kind, "Cache-Control", "no-store");
    assertNotQueued(kind, "Cache-Control", "max-age=0");
    assertNotQueued(kind, "Set-Cookie", "id=1");
  }

  private void assertNotQueued(ServletContainer.Kind kind, String name, String value)
      throws Exception {
    CountDownLatch all = new CountDownLatch(3);
    CountDownLatch go = new CountDownLatch(1);
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.engine.collapseWait(Duration.ofSeconds(25));
              setup.policy(EdgeSetup.policy("cookies").cookies(NameSelection.all()).build());
              setup.defaultBehavior(behavior -> behavior.cachePolicy("cookies"));
              setup.app(
                  "/mine",
                  (request, response) -> {
                    response.setHeader(name, value);
                    response.getWriter().print("mine");
                    response.flushBuffer();
                    all.countDown();
                    await(go);
                  });
            });
    List<Future<RawResponse>> viewers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      viewers.add(edge.later("GET", "/mine"));
    }
    await(all); // all three are in the application, although none has ended
    go.countDown();
    for (Future<RawResponse> viewer : viewers) {
      assertEquals("200 Miss mine", viewer.get().line(), value);
    }
    edge.assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource
  void fillOutlivesItsFirstViewerWhenOthersWait(ServletContainer.Kind kind) throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Edge edge = start(kind, entered, go, (q, r) -> r.getOutputStream().write(LARGE));
    RawConnection first = edge.connect();
    Edge.send(first, "GET", "/page");
    await(entered);
    Future<RawResponse> second = edge.later("GET", "/page");
    edge.awaitWaiting(1);
    first.hangUp();
    go.countDown();
    RawResponse response = second.get();
    assertEquals("200 Hit", response.status() + " " + response.xCache());
    assertEquals(LARGE.length, response.body().length);
    assertEquals(1, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void viewerThatLeavesAnAsyncServletHurtsNobody(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.engine.collapseWait(Duration.ofSeconds(25)).memoryBytes(64 << 20);
              setup.app(
                  "/page",
                  (request, response) -> {
                    AsyncContext context = request.startAsync();
                    entered.countDown();
                    context.start(() -> writeLater(go, context));
                  });
            });
    RawConnection first = edge.connect();
    Edge.send(first, "GET", "/page");
    await(entered);
    Future<RawResponse> second = edge.later("GET", "/page");
    edge.awaitWaiting(1);
    first.hangUp();
    go.countDown();
    RawResponse response = second.get();
    assertEquals(200, response.status());
    assertTrue(response.complete());
    assertEquals(LARGE.length, response.body().length);
    assertEquals(LARGE.length, edge.get("/page").body().length);
  }

  private static void writeLater(CountDownLatch go, AsyncContext context) {
    try {
      await(go);
      context.getResponse().getOutputStream().write(LARGE);
    } catch (IOException | InterruptedException e) {
      // the viewer has gone
    }
    context.complete();
  }

  @ParameterizedTest
  @EnumSource
  void fillEndsWithItsViewerWhenNobodyWaits(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    Edge edge =
        start(
            kind,
            entered,
            go,
            (q, r) -> {
              try {
                for (int i = 0; i < 10; i++) {
                  r.getOutputStream().write(LARGE);
                }
              } catch (IOException e) {
                failed.countDown();
                throw e;
              }
            });
    RawConnection first = edge.connect();
    Edge.send(first, "GET", "/page");
    await(entered);
    first.hangUp();
    go.countDown();
    await(failed);
    assertTrue(edge.records(1).get(0).finalResult().token().equals("Error"));
    assertEquals(0, edge.engine.statistics().entries());
  }

  @ParameterizedTest
  @EnumSource
  void whenTheApplicationFailsThoseWhoWaitAskForThemselves(ServletContainer.Kind kind)
      throws Exception {
    edges.expectLoggedExceptions();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Edge edge =
        start(
            kind,
            entered,
            go,
            (q, r) -> {
              throw new IllegalStateException("wanted");
            });
    Future<RawResponse> first = edge.later("GET", "/page");
    await(entered);
    Future<RawResponse> second = edge.later("GET", "/page");
    edge.awaitWaiting(1);
    go.countDown();
    assertEquals(500, first.get().status());
    assertEquals(500, second.get().status());
    assertEquals(2, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void viewerDoesNotWaitLongerThanTheLimit(ServletContainer.Kind kind) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.engine.collapseWait(Duration.ofMillis(20));
              setup.app(
                  "/page",
                  (request, response) -> {
                    if (request.getHeader("X-Amz-Cf-Id") != null && go.getCount() > 0) {
                      go.countDown();
                    }
                    response.getWriter().print("page");
                  });
              setup.app(
                  "/slow",
                  (request, response) -> {
                    await(go);
                    response.getWriter().print("slow");
                  });
            });
    Future<RawResponse> first = edge.later("GET", "/slow");
    Future<RawResponse> second = edge.later("GET", "/slow");
    assertFalse(first.isDone() && second.isDone());
    edge.get("/page");
    assertEquals("slow", first.get().text());
    assertEquals("slow", second.get().text());
  }

  @ParameterizedTest
  @EnumSource
  void rangesAndConditionsOfThoseWhoWaitAreAnsweredFromTheSameFetch(ServletContainer.Kind kind)
      throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Edge edge =
        start(
            kind,
            entered,
            go,
            (q, r) -> {
              r.setHeader("ETag", "\"1\"");
              r.getWriter().print("0123456789");
            });
    Future<RawResponse> first = edge.later("GET", "/page", "Range: bytes=5-");
    await(entered);
    Future<RawResponse> range = edge.later("GET", "/page", "Range: bytes=2-3");
    Future<RawResponse> condition = edge.later("GET", "/page", "If-None-Match: \"1\"");
    Future<RawResponse> head = edge.later("HEAD", "/page");
    edge.awaitWaiting(3);
    go.countDown();
    assertEquals("206 Miss 56789", first.get().line());
    assertEquals("206 Hit 23", range.get().line());
    assertEquals("304 Hit ", condition.get().line());
    assertEquals("200 Hit ", head.get().line());
    assertEquals(1, edge.runs("/page"));
  }
}
