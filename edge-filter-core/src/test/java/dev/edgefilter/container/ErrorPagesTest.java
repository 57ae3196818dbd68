// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages that stand in for errors of an application, on the wire. */
@Tag("container")
class ErrorPagesTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static final Handler PAGE =
      (q, r) -> {
        r.setContentType("text/plain;charset=UTF-8");
        r.setHeader("X-Page", q.getMethod() + " " + q.getRequestURI() + " " + q.getQueryString());
        r.getWriter().print("sorry ☹");
      };

  private static EdgeSetup withPages(EdgeSetup setup) {
    setup
        .distribution
        .customError(404, "/errors/404.html", 404, 10)
        .customError(500, "/errors/500.html", 503, 10)
        .customError(403, "/index.html", 200, 10);
    return setup
        .app("/errors/404.html", PAGE)
        .app("/errors/500.html", (q, r) -> r.getWriter().print("later"))
        .app(
            "/index.html",
            (q, r) -> {
              r.setHeader("ETag", "\"i\"");
              r.getOutputStream().print("index");
            });
  }

  /** Every way in which an application can end with the status 404. */
  private static Map<String, Handler> ways() {
    Map<String, Handler> ways = new LinkedHashMap<>();
    ways.put("/send-error", (q, r) -> r.sendError(404, "secret"));
    ways.put(
        "/send-error-after-writing",
        (q, r) -> {
          r.setHeader("X-Of", "error");
          r.setContentLength(500);
          r.getWriter().print("half a page");
          r.sendError(404);
          r.getWriter().print("more");
        });
    ways.put("/status", (q, r) -> r.setStatus(404));
    ways.put(
        "/writer",
        (q, r) -> {
          r.setStatus(404);
          r.setHeader("X-Of", "error");
          r.setContentType("text/html;charset=ISO-8859-1");
          r.getWriter().print("error body");
        });
    ways.put(
        "/flushed",
        (q, r) -> {
          r.setStatus(404);
          r.getWriter().print("error body");
          r.flushBuffer();
          r.getWriter().print("more");
        });
    ways.put(
        "/large",
        (q, r) -> {
          r.setStatus(404);
          r.getOutputStream().write(new byte[200_000]);
        });
    ways.put(
        "/closed",
        (q, r) -> {
          r.setStatus(404);
          ServletOutputStream out = r.getOutputStream();
          out.print("error body");
          out.close();
          r.setHeader("X-Of", "too late");
        });
    ways.put("/forwarded", (q, r) -> q.getRequestDispatcher("/nowhere").forward(q, r));
    ways.put(
        "/async",
        (q, r) -> {
          AsyncContext async = q.startAsync();
          async.start(
              () -> {
                r.setStatus(404);
                r.setHeader("X-Of", "error");
                write(async, "error body");
                async.complete();
              });
        });
    ways.put(
        "/async-send-error",
        (q, r) -> {
          AsyncContext async = q.startAsync();
          async.start(
              () -> {
                try {
                  r.sendError(404);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
                async.complete();
              });
        });
    ways.put(
        "/async-dispatch",
        (q, r) -> {
          AsyncContext async = q.startAsync();
          async.dispatch("/nowhere");
        });
    return ways;
  }

  private static void write(AsyncContext async, String text) {
    try {
      async.getResponse().getWriter().print(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Edge start(ServletContainer.Kind kind, Consumer<EdgeSetup> settings) {
    return edges.start(kind, setup -> settings.accept(withPages(setup)));
  }

  @ParameterizedTest
  @EnumSource
  void everyWayToA404IsAnsweredWithThePage(ServletContainer.Kind kind) throws Exception {
    Map<String, Handler> ways = ways();
    Edge edge = start(kind, setup -> setup.handlers.putAll(ways));
    for (String path : ways.keySet()) {
      for (String what : new String[] {"first ", "kept "}) {
        RawResponse answer = edge.get(path + "?q=1");
        String name = what + path;
        assertEquals("404 Error sorry ☹", answer.line(), name);
        assertTrue(answer.complete(), name);
        assertEquals("GET /errors/404.html null", answer.header("X-Page"), name);
        assertEquals("text/plain;charset=utf-8", type(answer), name);
        assertEquals("", answer.header("X-Of"), name);
        assertFalse(answer.text().contains("secret"), name);
      }
      assertEquals(1, edge.runs(path), path);
    }
    assertEquals(1, edge.runs("/errors/404.html"));
    RawResponse page = edge.get("/errors/404.html");
    assertEquals("200 Hit sorry ☹", page.line());
  }

  private static String type(RawResponse answer) {
    return answer.header("Content-Type").toLowerCase(java.util.Locale.ROOT).replace(" ", "");
  }

  @ParameterizedTest
  @EnumSource
  void oneConnectionServesErrorsAndPagesOneAfterTheOther(ServletContainer.Kind kind)
      throws Exception {
    Map<String, Handler> ways = ways();
    Edge edge =
        start(
            kind,
            setup -> {
              setup.defaultBehavior(b -> b.cachePolicy("CachingDisabled"));
              setup.handlers.putAll(ways);
            });
    try (RawConnection connection = edge.connect()) {
      for (String path : ways.keySet()) {
        assertEquals(
            "404 Error sorry ☹", Edge.send(connection, "GET", path).receive().line(), path);
        RawResponse head = Edge.send(connection, "HEAD", path).receive();
        assertEquals("404 Error ", head.line(), "HEAD " + path);
        assertEquals("GET /errors/404.html null", head.header("X-Page"), "HEAD " + path);
      }
    }
    assertEquals(2 * ways.size(), edge.runs("/errors/404.html"), "nothing is cached here");
  }

  @ParameterizedTest
  @EnumSource
  void exceptionsAreAnsweredWithThePage(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Edge edge =
        start(
            kind,
            setup ->
                setup
                    .app(
                        "/runtime",
                        (q, r) -> {
                          r.setHeader("X-Of", "error");
                          r.getWriter().print("must not be seen");
                          throw new IllegalStateException("wanted");
                        })
                    .app(
                        "/servlet",
                        (q, r) -> {
                          throw new ServletException("wanted");
                        })
                    .app(
                        "/late",
                        (q, r) -> {
                          r.setStatus(500);
                          r.getOutputStream().write(new byte[100_000]);
                          throw new IOException("wanted");
                        })
                    .app(
                        "/dispatched",
                        (q, r) -> {
                          if (q.getAttribute("again") == null) {
                            q.setAttribute("again", true);
                            q.startAsync().dispatch();
                          } else {
                            throw new IllegalStateException("wanted");
                          }
                        }));
    for (String path : new String[] {"/runtime", "/servlet", "/late", "/dispatched"}) {
      RawResponse answer = edge.get(path);
      assertEquals("503 Error later", answer.line(), path);
      assertEquals("", answer.header("X-Of"), path);
    }
    assertEquals("503 Error later", edge.get("/runtime").line());
    assertEquals(1, edge.runs("/runtime"), "kept like an origin's 500");
    edge.clock.advance(Duration.ofSeconds(10));
    edge.get("/runtime");
    assertEquals(2, edge.runs("/runtime"));
  }

  @ParameterizedTest
  @EnumSource
  void theFailureOfThePageIsSent(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup
                  .distribution
                  .customError(404, "/errors/missing", 200, 10)
                  .customError(403, "/errors/broken", 200, 10)
                  .customError(400, "/errors/async", 200, 10)
                  .customError(503, "/errors/empty", 503, 10);
              setup
                  .app("/errors/empty", (q, r) -> r.setStatus(200))
                  .app(
                      "/errors/broken",
                      (q, r) -> {
                        r.getWriter().print("must not be seen");
                        throw new IllegalStateException("wanted");
                      })
                  .app("/errors/async", (q, r) -> q.startAsync())
                  .app("/403", (q, r) -> r.sendError(403))
                  .app("/400", (q, r) -> r.sendError(400))
                  .app("/503", (q, r) -> r.sendError(503));
            });
    RawResponse missing = edge.get("/404");
    assertEquals("404 Error", missing.status() + " " + missing.xCache());
    assertTrue(missing.text().contains("404 ERROR"), missing::text);
    for (String path : new String[] {"/403", "/400"}) {
      RawResponse broken = edge.get(path);
      assertEquals("500 Error", broken.status() + " " + broken.xCache(), path);
      assertTrue(broken.text().contains("500 ERROR"), broken::text);
    }
    assertEquals("503 Error ", edge.get("/503").line());
  }

  @ParameterizedTest
  @EnumSource
  void anErrorThatBecomesAGoodAnswerKnowsConditionsAndRanges(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind, setup -> setup.app("/route", (q, r) -> r.sendError(403)));
    RawResponse first = edge.get("/route", "X-Test-Front: yes");
    assertAll(
        () -> assertEquals("200 Error index", first.line()),
        () -> assertEquals("\"i\"", first.header("ETag")),
        () -> assertEquals("yes", first.header("X-Test-Front"), "filters in front stay"));
    assertEquals(304, edge.get("/route", "If-None-Match: \"i\"").status());
    assertEquals("206 Error nd", edge.get("/route", "Range: bytes=1-2").line());
    assertEquals("200 Error ", edge.head("/route", "Range: bytes=1-2").line());
  }

  @ParameterizedTest
  @EnumSource
  void aWriteListenersErrorIsSentAsItIs(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            setup ->
                setup.app(
                    "/listener",
                    (q, r) -> {
                      AsyncContext async = q.startAsync();
                      r.setStatus(404);
                      ServletOutputStream out = r.getOutputStream();
                      out.setWriteListener(
                          new WriteListener() {
                            @Override
                            public void onWritePossible() throws IOException {
                              out.print("error body");
                              async.complete();
                            }

                            @Override
                            public void onError(Throwable problem) {}
                          });
                    }));
    assertEquals("404 Error error body", edge.get("/listener").line());
    assertEquals("404 Error sorry ☹", edge.get("/listener").line(), "from the store");
  }

  @ParameterizedTest
  @EnumSource
  void postAndRefusedMethodsAreAnsweredWithThePage(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, setup -> setup.app("/fine", (q, r) -> r.setStatus(200)));
    try (RawConnection connection = edge.connect()) {
      RawResponse refused = Edge.send(connection, "DELETE", "/fine").receive();
      assertEquals("200 Error index", refused.line());
      assertEquals("200 Miss ", Edge.send(connection, "GET", "/fine").receive().line());
    }
    assertEquals(1, edge.runs("/fine"));
  }
}
