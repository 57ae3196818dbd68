// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.http.Headers;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever an application does to its response, the viewer gets, and the store keeps, the same. */
@Tag("container")
class AppOutputTest {
  private static final String EURO = "Grüße für 5 €, \uD83D\uDE00";

  /** What the edge or the container adds or does by itself. */
  private static final Set<String> OF_THE_EDGE =
      Set.of(
          "age",
          "via",
          "x-cache",
          "cache-status",
          "x-amz-cf-id",
          "x-amz-cf-pop",
          "date",
          "connection",
          "keep-alive",
          "transfer-encoding",
          "content-length",
          "server");

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static Map<String, Handler> handlers() {
    Map<String, Handler> all = new LinkedHashMap<>();
    all.put("/stream", (q, r) -> r.getOutputStream().print("stream"));
    all.put("/writer", (q, r) -> r.getWriter().print("Grüße für 5 €"));
    all.put(
        "/writer-typed",
        (q, r) -> {
          r.setContentType("text/html");
          r.getWriter().print("<p>plain</p>");
        });
    all.put(
        "/writer-utf8",
        (q, r) -> {
          r.setContentType("text/html;charset=UTF-8");
          r.getWriter().print(EURO);
        });
    all.put(
        "/writer-utf16",
        (q, r) -> {
          r.setContentType("text/plain");
          r.setCharacterEncoding("UTF-16BE");
          PrintWriter writer = r.getWriter();
          for (int i = 0; i < EURO.length(); i++) {
            writer.write(EURO.charAt(i)); // a surrogate pair comes in two writes
          }
        });
    all.put(
        "/writer-late-charset",
        (q, r) -> {
          r.setContentType("text/plain;charset=ISO-8859-15");
          PrintWriter writer = r.getWriter();
          r.setCharacterEncoding("UTF-8");
          r.setContentType("text/html;charset=UTF-8");
          writer.print("5 €");
        });
    all.put(
        "/json",
        (q, r) -> {
          r.setContentType("application/json");
          r.getOutputStream().write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        });
    all.put(
        "/json-writer",
        (q, r) -> {
          r.setContentType("application/json;charset=UTF-8");
          r.getWriter().print("{\"a\":\"" + EURO + "\"}");
        });
    all.put(
        "/length",
        (q, r) -> {
          r.setContentLength(5);
          r.getOutputStream().print("12345");
        });
    all.put(
        "/length-header",
        (q, r) -> {
          r.setHeader("Content-Length", "5");
          r.getWriter().print("12345");
        });
    all.put("/large-writer", (q, r) -> r.getWriter().print("line\n".repeat(40_000)));
    all.put("/large", (q, r) -> r.getOutputStream().write(new byte[200_000]));
    all.put("/buffers", AppOutputTest::writeBuffers);
    all.put(
        "/pieces",
        (q, r) -> {
          for (int i = 0; i < 30_000; i++) {
            r.getOutputStream().write('a' + i % 26);
          }
        });
    all.put(
        "/flushed",
        (q, r) -> {
          r.getWriter().print("first ");
          r.flushBuffer();
          assertTrue(r.isCommitted());
          r.setHeader("X-Late", "1");
          r.addCookie(new Cookie("late", "1"));
          r.setLocale(Locale.FRENCH);
          r.setStatus(500);
          r.getWriter().print("second");
        });
    all.put(
        "/closed",
        (q, r) -> {
          r.getOutputStream().print("all");
          r.getOutputStream().close();
        });
    all.put(
        "/closed-writer",
        (q, r) -> {
          r.getWriter().print("all");
          r.getWriter().close();
          r.getWriter().print("more");
        });
    all.put("/empty", (q, r) -> r.setHeader("X-Empty", "1"));
    all.put("/no-content", (q, r) -> r.setStatus(204));
    all.put(
        "/headers",
        (q, r) -> {
          r.addHeader("X-Many", "1");
          r.addHeader("X-Many", "2");
          r.setIntHeader("X-Int", 7);
          r.setDateHeader("Last-Modified", 1_000_000_000_000L);
          r.setLocale(Locale.GERMANY);
          r.setHeader("X-Gone", "1");
          r.setHeader("X-Set", "1");
          r.setHeader("X-Set", "2");
          r.getOutputStream().print("x");
        });
    all.put(
        "/reset",
        (q, r) -> {
          r.setHeader("X-Before", "1");
          r.setStatus(202);
          r.getWriter().print("wrong");
          r.reset();
          r.setContentType("text/plain");
          r.getOutputStream().print("right");
        });
    all.put(
        "/reset-buffer",
        (q, r) -> {
          r.setHeader("X-Before", "1");
          r.getWriter().print("wrong");
          r.resetBuffer();
          r.getWriter().print("right");
        });
    all.put(
        "/buffer",
        (q, r) -> {
          r.setBufferSize(100_000);
          assertTrue(r.getBufferSize() >= 100_000);
          r.getOutputStream().write(new byte[90_000]);
          assertFalse(r.isCommitted());
          r.setHeader("X-Still", "1");
        });
    all.put("/redirect", (q, r) -> r.sendRedirect("/elsewhere?a=1"));
    all.put("/forward", (q, r) -> q.getRequestDispatcher("/forwarded").forward(q, r));
    all.put(
        "/forwarded",
        (q, r) -> {
          r.setContentType("text/plain");
          r.getWriter().print("forwarded");
        });
    all.put("/forward-redirect", (q, r) -> q.getRequestDispatcher("/redirect").forward(q, r));
    all.put(
        "/include",
        (q, r) -> {
          r.getWriter().print("[");
          q.getRequestDispatcher("/forwarded").include(q, r);
          r.getWriter().print("]");
        });
    all.put(
        "/include-meek",
        (q, r) -> {
          r.setHeader("X-Outer", "1");
          r.getWriter().print("[");
          q.getRequestDispatcher("/included-rude").include(q, r);
          r.setHeader("X-After", "1");
          r.getWriter().print("]");
        });
    all.put(
        "/included-rude",
        (q, r) -> {
          if (q.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) != null) {
            r.setHeader("X-Outer", "2");
            r.addHeader("X-Inner", "1");
            r.setIntHeader("X-Int", 1);
            r.setDateHeader("Last-Modified", 0);
            r.setContentType("application/json");
            r.setContentLength(7);
            r.setLocale(Locale.FRENCH);
            r.setStatus(404);
          }
          r.getWriter().print("included");
        });
    all.put(
        "/include-failing",
        (q, r) -> {
          r.getWriter().print("[");
          q.getRequestDispatcher("/included-failing").include(q, r);
          r.getWriter().print("]");
        });
    all.put(
        "/included-failing",
        (q, r) -> {
          if (q.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) != null) {
            r.sendError(404);
          }
        });
    all.put("/status", (q, r) -> r.setStatus(HttpServletResponse.SC_ACCEPTED));
    return all;
  }

  /** Servlet 6.1, and what containers of 6.0 have as a method of their own. */
  private static void writeBuffers(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    ServletOutputStream out = response.getOutputStream();
    Method write = out.getClass().getMethod("write", ByteBuffer.class);
    write.setAccessible(true);
    for (int size : new int[] {10, 100_000, 20}) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(size);
      for (int i = 0; i < size; i++) {
        buffer.put((byte) ('a' + i % 26));
      }
      write.invoke(out, buffer.flip());
    }
  }

  /** Status, body and all headers that an application can see to. */
  private static String seen(RawResponse response) {
    Map<String, String> headers = new TreeMap<>();
    for (Headers.Line line : response.headers()) {
      String name = line.name().toLowerCase(Locale.ROOT);
      if (!OF_THE_EDGE.contains(name)) {
        headers.merge(name, normal(name, line.value()), (a, b) -> a + ", " + b);
      }
    }
    return response.status() + " " + headers + " " + response.complete() + " " + response.text();
  }

  private static String normal(String name, String value) {
    String text = value.replace("; ", ";").toLowerCase(Locale.ROOT);
    // Containers put their own address in front.
    return name.equals("location") ? text.replaceFirst("^http://[^/]*", "") : text;
  }

  @ParameterizedTest
  @EnumSource
  void viewersSeeWhatTheyWouldSeeWithoutTheEdge(ServletContainer.Kind kind) throws Exception {
    Map<String, Handler> handlers = handlers();
    Edge edge = edges.start(kind, setup -> setup.handlers.putAll(handlers));
    for (String path : handlers.keySet()) {
      String bare = seen(edge.bare("GET", path));
      RawResponse miss = edge.get(path);
      RawResponse hit = edge.get(path);
      assertEquals(bare, seen(miss), path + " on a miss");
      assertEquals("Miss", miss.xCache(), path);
      assertEquals(bare, seen(hit), path + " on a hit");
      assertEquals("Hit", hit.xCache(), path);
      assertEquals(seen(edge.bare("HEAD", path)), seen(edge.head(path)), path + " by HEAD");
    }
  }

  @ParameterizedTest
  @EnumSource
  void redirectNamesNoHostSoThatAllHostsMayShareIt(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .app("/dir/up", (q, r) -> r.sendRedirect("../other?a=b"))
                    .app("/dir/side", (q, r) -> r.sendRedirect("other"))
                    .app("/dir/query", (q, r) -> r.sendRedirect("?a=b"))
                    .app("/dir/full", (q, r) -> r.sendRedirect("https://other.test/x")));
    assertEquals("/other?a=b", edge.get("/dir/up").header("Location"));
    assertEquals("/dir/other", edge.get("/dir/side").header("Location"));
    assertEquals("/dir/query?a=b", edge.get("/dir/query").header("Location"));
    assertEquals("https://other.test/x", edge.get("/dir/full").header("Location"));
    assertEquals("302 Hit ", edge.get("/dir/full").line());
  }

  @ParameterizedTest
  @EnumSource
  void smallAnswersGetALengthAndLargeOnesAreChunked(ServletContainer.Kind kind) throws Exception {
    Edge edge = edges.start(kind, setup -> setup.handlers.putAll(handlers()));
    assertEquals("6", edge.get("/stream").header("Content-Length"));
    assertEquals("chunked", edge.get("/large").header("Transfer-Encoding"));
    assertEquals("200000", edge.get("/large").header("Content-Length"));
    assertEquals("0", edge.get("/redirect").header("Content-Length"));
    assertEquals("chunked", edge.get("/flushed").header("Transfer-Encoding"));
  }

  @ParameterizedTest
  @EnumSource
  void headersCountUntilTheCommit(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/late",
                    (request, response) -> {
                      response.getWriter().print("first");
                      response.setHeader("Cache-Control", "private");
                      response.getWriter().print(" second");
                    }));
    RawResponse first = edge.get("/late");
    assertEquals("200 Miss first second", first.line());
    assertEquals("private", first.header("Cache-Control"));
    assertEquals("Miss", edge.get("/late").xCache());
    assertEquals(2, edge.runs("/late"));
  }

  @ParameterizedTest
  @EnumSource
  void flushedBytesReachTheViewerAtOnce(ServletContainer.Kind kind) throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/slow",
                    (request, response) -> {
                      response.getOutputStream().print("first");
                      response.flushBuffer();
                      assertTrue(seen.await(20, TimeUnit.SECONDS));
                      response.getOutputStream().print("second");
                    }));
    try (RawConnection viewer = edge.connect()) {
      Edge.send(viewer, "GET", "/slow");
      assertEquals("Miss", viewer.receiveHead().xCache());
      assertEquals("first", new String(viewer.receiveChunk(), StandardCharsets.UTF_8));
      seen.countDown();
      assertEquals("second", new String(viewer.receiveChunk(), StandardCharsets.UTF_8));
      assertEquals(0, viewer.receiveChunk().length);
    }
    assertEquals("200 Hit firstsecond", edge.get("/slow").line());
  }

  @ParameterizedTest
  @EnumSource
  void responseRefusesWhatContainersRefuse(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/strict",
                    (request, response) -> {
                      response.getWriter();
                      assertThrows(IllegalStateException.class, response::getOutputStream);
                      response.flushBuffer();
                      assertThrows(IllegalStateException.class, response::reset);
                      assertThrows(IllegalStateException.class, response::resetBuffer);
                      assertThrows(IllegalStateException.class, () -> response.sendError(500));
                      assertThrows(IllegalStateException.class, () -> response.sendRedirect("/"));
                      assertThrows(IllegalStateException.class, () -> response.setBufferSize(1));
                      response.getWriter().print("strict");
                    }));
    assertEquals("200 Miss strict", edge.get("/strict").line());
  }

  @ParameterizedTest
  @EnumSource
  void bodyThatDoesNotFitItsLengthIsNotStored(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/short",
                    (request, response) -> {
                      response.setContentLength(100);
                      response.getOutputStream().print("too short");
                      response.flushBuffer();
                    }));
    RawResponse first = edge.get("/short");
    assertFalse(first.complete());
    edge.get("/short");
    assertEquals(2, edge.runs("/short"));
    assertEquals(0, edge.engine.statistics().entries());
  }

  @ParameterizedTest
  @EnumSource
  void bodyLongerThanItsLengthIsNotStored(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/long",
                    (request, response) -> {
                      response.setContentLength(5);
                      response.getOutputStream().print("12345");
                      response.getOutputStream().print("67890");
                    }));
    edge.get("/long");
    edge.get("/long");
    assertEquals(2, edge.runs("/long"));
    assertEquals(0, edge.engine.statistics().entries());
  }
}
