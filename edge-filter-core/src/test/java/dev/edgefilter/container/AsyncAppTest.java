// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.NameSelection;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Asynchronous servlets are captured and delivered like others, however they end. */
@Tag("container")
class AsyncAppTest {
  private static final long LIMIT_SECONDS = 20;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static void inThread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            "application");
    thread.setDaemon(true);
    thread.start();
  }

  /** What an application does in a thread of its own. */
  private interface Work {
    void run() throws Exception;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS));
  }

  private static void assertMissThenHit(Edge edge, String path, String body) throws Exception {
    assertEquals("200 Miss " + body, edge.get(path).line());
    assertEquals("200 Hit " + body, edge.get(path).line());
    assertEquals(1, edge.runs(path));
  }

  @ParameterizedTest
  @EnumSource
  void answerCompletedByAnotherThreadIsStored(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      AsyncContext context = request.startAsync();
                      CountDownLatch returned = new CountDownLatch(1);
                      inThread(
                          () -> {
                            await(returned);
                            context.getResponse().getWriter().print("later");
                            context.complete();
                          });
                      returned.countDown();
                    }));
    assertMissThenHit(edge, "/page", "later");
  }

  @ParameterizedTest
  @EnumSource
  void answerMayBeCompleteBeforeTheServletReturns(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      AsyncContext context = request.startAsync();
                      CountDownLatch completed = new CountDownLatch(1);
                      inThread(
                          () -> {
                            response.getOutputStream().print("early");
                            context.complete();
                            completed.countDown();
                          });
                      await(completed);
                    }));
    assertMissThenHit(edge, "/page", "early");
  }

  @ParameterizedTest
  @EnumSource
  void headMayBeCommittedByAnotherThreadBeforeTheServletReturns(ServletContainer.Kind kind)
      throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      AsyncContext context = request.startAsync();
                      CountDownLatch committed = new CountDownLatch(1);
                      CountDownLatch returned = new CountDownLatch(1);
                      inThread(
                          () -> {
                            response.getOutputStream().print("one ");
                            response.flushBuffer();
                            committed.countDown();
                            await(returned);
                            response.getOutputStream().print("two");
                            context.complete();
                          });
                      await(committed);
                      returned.countDown();
                    }));
    assertMissThenHit(edge, "/page", "one two");
  }

  @ParameterizedTest
  @EnumSource
  void dispatchGoesOnWithTheSameResponse(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .app(
                        "/page",
                        (request, response) -> {
                          response.setHeader("X-First", "1");
                          AsyncContext context = request.startAsync();
                          inThread(() -> context.dispatch("/target"));
                        })
                    .app(
                        "/target",
                        (request, response) -> {
                          response.setHeader("X-Second", "1");
                          response.getWriter().print("dispatched");
                        }));
    RawResponse miss = edge.get("/page");
    RawResponse hit = edge.get("/page");
    assertEquals("200 Miss dispatched", miss.line());
    assertEquals("200 Hit dispatched", hit.line());
    assertEquals("11", hit.header("X-First") + hit.header("X-Second"));
    assertEquals(1, edge.runs("/target"));
  }

  @ParameterizedTest
  @EnumSource
  void servletMayGoAsyncAgainAfterADispatch(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .app(
                        "/page",
                        (request, response) -> {
                          AsyncContext context = request.startAsync(request, response);
                          inThread(() -> context.dispatch("/target"));
                        })
                    .app(
                        "/target",
                        (request, response) -> {
                          AsyncContext context = request.startAsync();
                          inThread(
                              () -> {
                                response.getWriter().print("twice");
                                context.complete();
                              });
                        }));
    assertMissThenHit(edge, "/page", "twice");
  }

  @ParameterizedTest
  @EnumSource
  void timeoutIsAnErrorAndIsNotStored(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      response.getWriter().print("never");
                      request.startAsync().setTimeout(50);
                    }));
    RawResponse first = edge.get("/page");
    assertEquals(500, first.status());
    assertFalse(first.text().contains("never"));
    edge.get("/page");
    assertEquals(2, edge.runs("/page"));
    assertEquals(0, edge.engine.statistics().entries());
  }

  @ParameterizedTest
  @EnumSource
  void whatAListenerMakesOfATimeoutIsSentAndNotStored(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      AsyncContext context = request.startAsync();
                      context.setTimeout(50);
                      context.addListener(new CompletesOnTimeout());
                    }));
    assertEquals("200 Miss too late", edge.get("/page").line());
    assertEquals("200 Miss too late", edge.get("/page").line());
    assertEquals(2, edge.runs("/page"));
  }

  private static final class CompletesOnTimeout implements AsyncListener {
    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      event.getAsyncContext().getResponse().getWriter().print("too late");
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  @ParameterizedTest
  @EnumSource
  void exceptionAfterStartAsyncIsAnErrorAndIsNotStored(ServletContainer.Kind kind)
      throws Exception {
    edges.expectLoggedExceptions();
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      request.startAsync();
                      throw new IllegalStateException("wanted");
                    }));
    assertEquals(500, edge.get("/page").status());
    assertEquals(500, edge.get("/page").status());
    assertEquals(2, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void exceptionOfADispatchIsAnErrorAndIsNotStored(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .app("/page", (q, r) -> q.startAsync().dispatch("/target"))
                    .app(
                        "/target",
                        (q, r) -> {
                          r.getWriter().print("must not be seen");
                          throw new IllegalStateException("wanted");
                        }));
    RawResponse first = edge.get("/page");
    assertEquals(500, first.status());
    assertFalse(first.text().contains("must not be seen"));
    assertEquals(500, edge.get("/page").status());
    assertEquals(2, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void sendErrorOfAnAsyncServletIsNotStored(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      AsyncContext context = request.startAsync();
                      inThread(
                          () -> {
                            response.sendError(503);
                            context.complete();
                          });
                    }));
    RawResponse first = edge.get("/page");
    assertEquals("503 Error", first.status() + " " + first.xCache());
    assertEquals(503, edge.get("/page").status());
    assertEquals(2, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void largeBodyOfAnAsyncServletIsStored(ServletContainer.Kind kind) throws Exception {
    byte[] body = new byte[1_000_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i % 127);
    }
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/file",
                    (request, response) -> {
                      AsyncContext context = request.startAsync();
                      inThread(
                          () -> {
                            response.getOutputStream().write(body);
                            context.complete();
                          });
                    }));
    assertArrayEquals(body, edge.get("/file").body());
    RawResponse hit = edge.get("/file");
    assertEquals("Hit", hit.xCache());
    assertArrayEquals(body, hit.body());
  }

  @ParameterizedTest
  @EnumSource
  void othersWaitForAnAsyncServlet(ServletContainer.Kind kind) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      AsyncContext context = request.startAsync();
                      inThread(
                          () -> {
                            await(go);
                            response.getWriter().print("shared");
                            context.complete();
                          });
                    }));
    Future<RawResponse> first = edge.later("GET", "/page");
    Future<RawResponse> second = edge.later("GET", "/page");
    edge.awaitWaiting(1);
    go.countDown();
    assertEquals("shared", first.get().text());
    assertEquals("shared", second.get().text());
    assertEquals(1, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenAfterATimeoutReachesNobody(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .app(
                        "/page",
                        (request, response) -> {
                          AsyncContext context = request.startAsync();
                          context.setTimeout(50);
                          inThread(
                              () -> {
                                await(answered);
                                try {
                                  response.getOutputStream().write(new byte[100_000]);
                                  context.complete();
                                } catch (IllegalStateException e) {
                                  // the container says that it is too late
                                } finally {
                                  written.countDown();
                                }
                              });
                        })
                    .app(
                        "/next",
                        (request, response) -> {
                          answered.countDown();
                          await(written);
                          response.getWriter().print("next");
                        }));
    try (RawConnection viewer = edge.connect()) {
      assertEquals(
          500, Edge.send(viewer, "GET", "/page", "Connection: keep-alive").receive().status());
    }
    assertEquals("200 Miss next", edge.get("/next").line());
    assertEquals("200 Hit next", edge.get("/next").line());
    assertEquals(1, edge.engine.statistics().entries());
  }

  @ParameterizedTest
  @EnumSource
  void manyAnswersRaceWithTheirServlets(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .policy(EdgeSetup.policy("by-query").queryStrings(NameSelection.all()).build())
                    .defaultBehavior(behavior -> behavior.cachePolicy("by-query"))
                    .app(
                        "/page",
                        (request, response) -> {
                          String query = request.getQueryString();
                          AsyncContext context = request.startAsync();
                          context.start(
                              () -> {
                                try {
                                  response.getWriter().print(query);
                                } catch (IOException e) {
                                  throw new IllegalStateException(e);
                                }
                                context.complete();
                              });
                        }));
    for (int round = 0; round < 2; round++) {
      List<Future<RawResponse>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(edge.later("GET", "/page?" + i));
      }
      for (int i = 0; i < 100; i++) {
        String expected = (round == 0 ? "200 Miss " : "200 Hit ") + i;
        assertEquals(expected, answers.get(i).get().line());
      }
    }
    assertEquals(100, edge.runs("/page"));
  }
}
