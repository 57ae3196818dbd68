// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when a stored answer is no longer fresh. */
@Tag("container")
class StaleAnswersTest {
  private static final Duration OVER = Duration.ofSeconds(61);

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  /** Says that nothing has changed, in one of the ways there are. */
  private interface NotModified {
    void send(HttpServletResponse response) throws IOException;
  }

  private Edge confirmedBy(ServletContainer.Kind kind, NotModified answer) {
    return edges.start(
        kind,
        setup ->
            setup.app(
                "/page",
                (request, response) -> {
                  response.setHeader("ETag", "\"v1\"");
                  response.setHeader("Cache-Control", "max-age=60");
                  if ("\"v1\"".equals(request.getHeader("If-None-Match"))) {
                    response.setHeader("X-Count", "2");
                    answer.send(response);
                  } else {
                    response.setHeader("X-Count", "1");
                    response.setContentType("text/plain");
                    response.getWriter().print("stored body");
                  }
                }));
  }

  @ParameterizedTest
  @EnumSource
  void confirmedAnswerIsServedFromTheStoreAndFreshAgain(ServletContainer.Kind kind)
      throws Exception {
    Map<String, NotModified> ways = new LinkedHashMap<>();
    ways.put("setStatus", response -> response.setStatus(304));
    ways.put("sendError", response -> response.sendError(304));
    ways.put(
        "setStatus and flush",
        response -> {
          response.setStatus(304);
          response.flushBuffer();
        });
    for (Map.Entry<String, NotModified> way : ways.entrySet()) {
      Edge edge = confirmedBy(kind, way.getValue());
      edge.get("/page");
      edge.clock.advance(OVER);
      RawResponse refreshed = edge.get("/page");
      assertEquals("200 RefreshHit stored body", refreshed.line(), way.getKey());
      assertEquals("2", refreshed.header("X-Count"), way.getKey());
      assertTrue(refreshed.header("Content-Type").startsWith("text/plain"), way.getKey());
      edge.clock.advance(Duration.ofSeconds(59));
      assertEquals("200 Hit stored body", edge.get("/page").line(), way.getKey());
      assertEquals(2, edge.runs("/page"), way.getKey());
    }
  }

  @ParameterizedTest
  @EnumSource
  void viewersOwnConditionIsAnsweredAfterTheRefresh(ServletContainer.Kind kind) throws Exception {
    Edge edge = confirmedBy(kind, response -> response.setStatus(304));
    edge.get("/page");
    edge.clock.advance(OVER);
    assertEquals("304 RefreshHit ", edge.get("/page", "If-None-Match: \"v1\"").line());
    edge.clock.advance(OVER);
    assertEquals("200 RefreshHit stored body", edge.get("/page", "If-None-Match: \"v0\"").line());
    edge.clock.advance(OVER);
    assertEquals("206 RefreshHit body", edge.get("/page", "Range: bytes=7-").line());
  }

  @ParameterizedTest
  @EnumSource
  void asyncServletMayConfirm(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      boolean known = request.getHeader("If-None-Match") != null;
                      AsyncContext context = request.startAsync();
                      context.start(
                          () -> {
                            try {
                              response.setHeader("ETag", "\"v1\"");
                              if (known) {
                                response.setStatus(304);
                              } else {
                                response.getWriter().print("stored body");
                              }
                            } catch (IOException e) {
                              throw new IllegalStateException(e);
                            }
                            context.complete();
                          });
                    }));
    assertEquals("200 Miss stored body", edge.get("/page").line());
    edge.clock.advance(OVER);
    assertEquals("200 RefreshHit stored body", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void changedAnswerReplacesTheStoredOne(ServletContainer.Kind kind) throws Exception {
    int[] version = {0};
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      version[0]++;
                      response.setHeader("ETag", "\"" + version[0] + "\"");
                      response.getWriter().print("version " + version[0]);
                    }));
    edge.get("/page");
    edge.clock.advance(OVER);
    assertEquals("200 Miss version 2", edge.get("/page").line());
    assertEquals("200 Hit version 2", edge.get("/page").line());
  }

  private static Map<String, Handler> failures() {
    Map<String, Handler> all = new LinkedHashMap<>();
    all.put("/status", (q, r) -> r.setStatus(500));
    all.put("/send-error", (q, r) -> r.sendError(503));
    all.put(
        "/runtime",
        (q, r) -> {
          throw new IllegalStateException("wanted");
        });
    all.put(
        "/servlet",
        (q, r) -> {
          throw new ServletException("wanted");
        });
    all.put(
        "/body",
        (q, r) -> {
          r.setStatus(500);
          r.setHeader("X-Error", "1");
          r.setContentType("text/html");
          r.getWriter().print("a long page of an error".repeat(5_000));
        });
    all.put(
        "/async",
        (q, r) -> {
          AsyncContext context = q.startAsync();
          r.sendError(500);
          context.complete();
        });
    all.put("/dispatched", (q, r) -> dispatchOnce(q));
    return all;
  }

  private static void dispatchOnce(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      throw new IllegalStateException("wanted");
    }
    request.startAsync().dispatch();
  }

  @ParameterizedTest
  @EnumSource
  void staleAnswerStandsInForAnError(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Map<String, Handler> failures = failures();
    boolean[] fails = {false};
    Edge edge =
        edges.start(
            kind,
            setup ->
                failures.forEach(
                    (path, failure) ->
                        setup.app(
                            path,
                            (request, response) -> {
                              if (fails[0]) {
                                failure.handle(request, response);
                              } else {
                                response.setHeader(
                                    "Cache-Control", "max-age=60, stale-if-error=600");
                                response.getWriter().print("good");
                              }
                            })));
    for (String path : failures.keySet()) {
      fails[0] = false;
      assertEquals("200 Miss good", edge.get(path).line(), path);
      fails[0] = true;
      edge.clock.advance(Duration.ofSeconds(100));
      RawResponse stale = edge.get(path);
      assertEquals("200 Hit good", stale.line(), path);
      assertEquals("100", stale.header("Age"), path);
      assertEquals("", stale.header("X-Error"), path);
      assertTrue(stale.header("Cache-Status").contains("stale-if-error"), path);
      int runs = edge.runs(path);
      // The application is left alone for the error caching minimum TTL.
      edge.clock.advance(Duration.ofSeconds(9));
      assertEquals("200 Hit good", edge.get(path).line(), path);
      assertEquals(runs, edge.runs(path), path);
      edge.clock.advance(Duration.ofSeconds(1_000));
      assertTrue(edge.get(path).status() >= 500, path);
    }
  }

  @ParameterizedTest
  @EnumSource
  void staleAnswerDoesNotStandInWhereItMustBeRevalidated(ServletContainer.Kind kind)
      throws Exception {
    boolean[] fails = {false};
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      if (fails[0]) {
                        response.sendError(500);
                      } else {
                        response.setHeader("Cache-Control", "max-age=60, must-revalidate");
                        response.getWriter().print("good");
                      }
                    }));
    edge.get("/page");
    fails[0] = true;
    edge.clock.advance(OVER);
    RawResponse error = edge.get("/page");
    assertEquals("500 Error", error.status() + " " + error.xCache());
  }

  @ParameterizedTest
  @EnumSource
  void othersAreServedStaleWhileOneViewerAsksAgain(ServletContainer.Kind kind) throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    int[] version = {0};
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      version[0]++;
                      response.setHeader("Cache-Control", "max-age=60, stale-while-revalidate=60");
                      if (version[0] == 2) {
                        entered.countDown();
                        assertTrue(go.await(20, TimeUnit.SECONDS));
                      }
                      response.getWriter().print("version " + version[0]);
                    }));
    edge.get("/page");
    edge.clock.advance(OVER);
    Future<RawResponse> asks = edge.later("GET", "/page");
    assertTrue(entered.await(20, TimeUnit.SECONDS));
    RawResponse stale = edge.get("/page");
    assertEquals("200 Hit version 1", stale.line());
    assertEquals("200 Hit ", edge.head("/page").line());
    assertTrue(stale.header("Cache-Status").contains("stale-while-revalidate"));
    go.countDown();
    assertEquals("200 Miss version 2", asks.get().line());
    assertEquals("200 Hit version 2", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void answerWithNoCacheIsConfirmedEveryTime(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      response.setHeader("Cache-Control", "no-cache");
                      response.setHeader("Last-Modified", "Wed, 01 May 2019 10:00:00 GMT");
                      if (request.getDateHeader("If-Modified-Since") == 1_556_704_800_000L) {
                        response.setStatus(304);
                      } else {
                        response.getWriter().print("body");
                      }
                    }));
    assertEquals("200 Miss body", edge.get("/page").line());
    assertEquals("200 RefreshHit body", edge.get("/page").line());
    assertEquals("200 RefreshHit body", edge.get("/page").line());
    assertEquals(3, edge.runs("/page"));
  }
}
