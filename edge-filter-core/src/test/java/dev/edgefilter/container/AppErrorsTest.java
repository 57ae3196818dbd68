// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors of an application: what the viewer sees, and that a broken answer is never kept. */
@Tag("container")
class AppErrorsTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static Map<String, Handler> failures() {
    Map<String, Handler> all = new LinkedHashMap<>();
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
        "/io",
        (q, r) -> {
          throw new IOException("wanted");
        });
    all.put(
        "/error",
        (q, r) -> {
          throw new AssertionError("wanted");
        });
    all.put(
        "/held",
        (q, r) -> {
          r.setHeader("Cache-Control", "max-age=100");
          r.getOutputStream().print("must not be seen");
          throw new IllegalStateException("wanted");
        });
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void exceptionBeforeTheCommitIsAnErrorAndIsNotStored(ServletContainer.Kind kind)
      throws Exception {
    edges.expectLoggedExceptions();
    Map<String, Handler> failures = failures();
    Edge edge = edges.start(kind, setup -> setup.handlers.putAll(failures));
    for (String path : failures.keySet()) {
      RawResponse first = edge.get(path);
      assertEquals(500, first.status(), path);
      assertFalse(first.text().contains("must not be seen"), path);
      if (!path.equals("/error")) {
        assertEquals("Error", first.xCache(), path);
      }
      assertEquals(500, edge.get(path).status(), path);
      assertEquals(2, edge.runs(path), path);
    }
    assertEquals(0, edge.engine.statistics().entries());
  }

  @ParameterizedTest
  @EnumSource
  void exceptionAfterTheCommitBreaksTheConnection(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .app(
                        "/chunked",
                        (q, r) -> {
                          r.getOutputStream().write(new byte[300_000]);
                          throw new IllegalStateException("wanted");
                        })
                    .app(
                        "/flushed",
                        (q, r) -> {
                          r.getWriter().print("part");
                          r.flushBuffer();
                          throw new ServletException("wanted");
                        })
                    .app(
                        "/length",
                        (q, r) -> {
                          r.setContentLength(400_000);
                          r.getOutputStream().write(new byte[300_000]);
                          throw new IOException("wanted");
                        })
                    .app(
                        "/error",
                        (q, r) -> {
                          r.getOutputStream().write(new byte[300_000]);
                          throw new AssertionError("wanted");
                        }));
    for (String path : new String[] {"/chunked", "/flushed", "/length", "/error"}) {
      RawResponse first = edge.get(path);
      assertEquals("200 Miss", first.status() + " " + first.xCache(), path);
      assertFalse(first.complete(), path);
      assertFalse(edge.get(path).complete(), path);
      assertEquals(2, edge.runs(path), path);
    }
    assertEquals(0, edge.engine.statistics().entries());
  }

  @ParameterizedTest
  @EnumSource
  void sendErrorIsWrittenByTheContainerAndNeverStored(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .app("/missing", (q, r) -> r.sendError(404))
                    .app("/teapot", (q, r) -> r.sendError(418, "short and stout"))
                    .app(
                        "/held",
                        (q, r) -> {
                          r.setHeader("Cache-Control", "public, max-age=100");
                          r.getWriter().print("must not be seen");
                          r.sendError(503);
                          r.getWriter().print("must not be seen");
                        }));
    String[][] table = {{"/missing", "404"}, {"/teapot", "418"}, {"/held", "503"}};
    for (String[] row : table) {
      RawResponse first = edge.get(row[0]);
      assertEquals(row[1] + " Error", first.status() + " " + first.xCache(), row[0]);
      assertFalse(first.text().contains("must not be seen"), row[0]);
      assertEquals("Error", edge.get(row[0]).xCache(), row[0]);
      assertEquals(2, edge.runs(row[0]), row[0]);
      assertEquals(
          "EdgeFilter; fwd=uri-miss; detail=send-error", first.header("Cache-Status"), row[0]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void errorPageOfTheApplicationIsSentAndNeverStored(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .app("/gone", (q, r) -> r.sendError(410))
                    .app(
                        SharedContainer.GONE_PAGE,
                        (q, r) -> {
                          r.setContentType("text/plain");
                          r.getWriter().print("gone with the wind");
                        }));
    assertEquals("410 Error gone with the wind", edge.get("/gone").line());
    assertEquals("410 Error gone with the wind", edge.get("/gone").line());
    assertEquals(2, edge.runs("/gone"));
    assertEquals(2, edge.runs(SharedContainer.GONE_PAGE));
  }

  @ParameterizedTest
  @EnumSource
  void errorWithABodyIsKeptForTenSeconds(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/missing",
                    (q, r) -> {
                      r.setStatus(404);
                      r.getWriter().print("nothing here");
                    }));
    assertEquals("404 Error nothing here", edge.get("/missing").line());
    edge.clock.advance(Duration.ofMillis(9_999));
    RawResponse kept = edge.get("/missing");
    assertEquals("404 Error nothing here", kept.line());
    assertEquals("9", kept.header("Age"));
    assertEquals(1, edge.runs("/missing"));
    edge.clock.advance(Duration.ofMillis(1));
    edge.get("/missing");
    assertEquals(2, edge.runs("/missing"));
  }

  @ParameterizedTest
  @EnumSource
  void errorCachingTimeIsTheDistributions(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.distribution.errorCaching(503, 0);
              setup.distribution.errorCaching(404, 100);
              setup.app("/busy", (q, r) -> r.setStatus(503)).app("/no", (q, r) -> r.setStatus(404));
            });
    edge.get("/busy");
    edge.get("/busy");
    assertEquals(2, edge.runs("/busy"));
    edge.get("/no");
    edge.clock.advance(Duration.ofSeconds(99));
    edge.get("/no");
    assertEquals(1, edge.runs("/no"));
  }
}
