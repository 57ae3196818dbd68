// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.ext.jettyclient.RawOrigin;
import dev.edgefilter.http.Headers;
import dev.edgefilter.origin.OriginOptions;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What viewers that speak HTTP/2 get, of a server over HTTP/1.1 and of the application. */
@Tag("container")
final class Http2ResponsesTest {
  private static final int LARGE = 4_000_000;
  private static final List<String> PATHS = List.of("/far/a", "/app/a");
  private static final List<String> OF_CONNECTION =
      List.of("Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade");

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static RawOrigin answering(String... lines) throws IOException {
    return RawOrigin.start((connection, head) -> connection.send(String.join("\r\n", lines)));
  }

  private Edge edge(ServletContainer.Kind kind, RawOrigin origin, Consumer<EdgeSetup> more) {
    return edges.startHttp2(
        kind,
        setup -> {
          setup.engine.memoryBytes(64 << 20).collapseWait(Duration.ofSeconds(25));
          setup.distribution.origin(RemoteServer.origin("far", origin.port()).build());
          setup.defaultBehavior(behavior -> behavior.targetOrigin("app"));
          setup.behavior("/far/*", behavior -> behavior.targetOrigin("far"));
          more.accept(setup);
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatIsStoredAnswersInEveryWay(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin =
        answering("HTTP/1.1 200 OK", "ETag: \"1\"", "Content-Length: 10", "", "0123456789")) {
      Edge edge =
          edge(
              kind,
              origin,
              setup ->
                  setup.app(
                      "/app/a",
                      (request, response) -> {
                        response.setHeader("ETag", "\"1\"");
                        response.getOutputStream().print("0123456789");
                      }));
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        for (String path : PATHS) {
          assertEquals("200 Miss 0123456789", viewer.get(path).line());
          assertEquals("200 Hit 0123456789", viewer.get(path).line());
          RawResponse head = viewer.ask("HEAD", path);
          assertEquals("200 Hit  10", head.line() + " " + head.header("Content-Length"));
          RawResponse condition = viewer.get(path, "If-None-Match: \"1\"");
          assertEquals("304 Hit ", condition.line());
          assertEquals("\"1\"", condition.header("ETag"));
          RawResponse range = viewer.get(path, "Range: bytes=2-4");
          assertEquals("206 Hit 234", range.line());
          assertEquals("bytes 2-4/10", range.header("Content-Range"));
          RawResponse parts = viewer.get(path, "Range: bytes=0-1,8-9");
          assertEquals(206, parts.status());
          assertTrue(parts.text().contains("\r\n\r\n01\r\n"), parts.text());
          assertTrue(parts.text().contains("\r\n\r\n89\r\n"), parts.text());
          assertTrue(parts.complete());
          RawResponse behind = viewer.get(path, "Range: bytes=20-");
          assertEquals(416, behind.status());
        }
      }
      assertEquals(1, origin.heads().size());
      assertEquals(1, edge.runs("/app/a"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void headersOfAConnectionAreNeverSent(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin =
        answering(
            "HTTP/1.1 200 OK",
            "Connection: keep-alive, X-Hop",
            "Keep-Alive: timeout=5",
            "Proxy-Connection: keep-alive",
            "Upgrade: h2c",
            "X-Hop: 1",
            "X-End: 2",
            "Transfer-Encoding: chunked",
            "",
            "4",
            "good",
            "0",
            "",
            "")) {
      Edge edge =
          edge(
              kind,
              origin,
              setup ->
                  setup.app(
                      "/app/a",
                      (request, response) -> {
                        response.setHeader("Connection", "keep-alive, X-Hop");
                        response.setHeader("Keep-Alive", "timeout=5");
                        response.setHeader("Proxy-Connection", "keep-alive");
                        response.setHeader("Upgrade", "h2c");
                        response.setHeader("X-Hop", "1");
                        response.setHeader("X-End", "2");
                        response.getOutputStream().print("good");
                      }));
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        for (String path : PATHS) {
          for (String word : List.of("Miss", "Hit")) {
            RawResponse answer = viewer.get(path);
            assertEquals("200 " + word + " good", answer.line());
            for (String name : OF_CONNECTION) {
              assertEquals("", answer.header(name), name);
            }
            assertEquals(" 2", answer.header("X-Hop") + " " + answer.header("X-End"));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fieldsAfterTheBodyReachTheViewer(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin =
        answering(
            "HTTP/1.1 200 OK",
            "Trailer: X-Sum",
            "Transfer-Encoding: chunked",
            "",
            "4",
            "good",
            "0",
            "X-Sum: 42",
            "X-Other: 1",
            "",
            "")) {
      Edge edge =
          edge(
              kind,
              origin,
              setup -> {
                for (String path : List.of("/app/a", "/app/b")) {
                  setup.app(path, (request, response) -> sendWithTrailer(response));
                }
                for (String path : List.of("/app/flushed", "/app/flushed/b")) {
                  setup.app(
                      path,
                      (request, response) -> {
                        sendWithTrailer(response);
                        response.flushBuffer();
                      });
                }
              });
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        for (String path : PATHS) {
          Http2Viewer.Call call = viewer.send("GET", path);
          assertEquals("200 Miss good", call.answer().line());
          assertTrue(call.answer().complete());
          assertEquals(Headers.of("x-sum", "42"), call.trailers());
        }
        Http2Viewer.Call hit = viewer.send("GET", "/far/a");
        assertEquals("200 Hit good", hit.answer().line());
        assertEquals(Headers.EMPTY, hit.trailers());

        Http2Viewer.Call flushed = viewer.send("GET", "/app/flushed");
        assertEquals("200 Miss good", flushed.answer().line());
        assertEquals(Headers.of("x-sum", "42"), flushed.trailers());
      }
      for (String path : List.of("/app/b", "/app/flushed/b")) {
        try (RawConnection viewer = edge.connect()) {
          Edge.send(viewer, "GET", path, "TE: trailers", "Connection: close");
          assertEquals("X-Sum", viewer.receiveHead().header("Trailer"));
          String body = viewer.receive(200).text().toLowerCase(Locale.ROOT);
          assertTrue(body.endsWith("4\r\ngood\r\n0\r\nx-sum: 42\r\n\r\n"), body);
        }
      }
    }
  }

  private static void sendWithTrailer(HttpServletResponse response) throws IOException {
    response.setHeader("Trailer", "X-Sum");
    response.setTrailerFields(() -> Map.of("x-sum", "42"));
    response.getOutputStream().print("good");
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatBreaksOffNeverEndsCleanly(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    for (String framing :
        List.of(
            "Content-Length: 10\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")) {
      try (RawOrigin origin = RawOrigin.answering("HTTP/1.1 200 OK\r\n" + framing)) {
        Edge edge =
            edge(
                kind,
                origin,
                setup -> {
                  setup.app(
                      "/app/a",
                      (request, response) -> {
                        response.getOutputStream().print("half");
                        response.flushBuffer();
                        throw new IOException("wanted");
                      });
                  setup.app(
                      "/app/short",
                      (request, response) -> {
                        response.setContentLength(10);
                        response.getOutputStream().print("half");
                      });
                  setup.app(
                      "/app/async",
                      (request, response) -> {
                        response.setContentLength(10);
                        AsyncContext context = request.startAsync();
                        response.getOutputStream().print("half");
                        response.flushBuffer();
                        context.complete();
                      });
                });
        for (String path : List.of("/far/a", "/app/a", "/app/short", "/app/async")) {
          try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
            RawResponse answer = viewer.get(path);
            assertFalse(answer.status() == 200 && answer.complete(), path);
          }
        }
        assertEquals(4, edge.records(4).size());
        assertEquals(0, edge.engine.statistics().entries());
        edge.assertNothingIsLeft();
        assertTrue(edges.log().contains("wanted"), "the application's own exception is reported");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFetchOutlivesTheViewerThatResetItWhenOthersWait(ServletContainer.Kind kind)
      throws Exception {
    edges.expectLoggedExceptions();
    CountDownLatch entered = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    byte[] body = PatternOrigin.bytes(0, LARGE - 1);
    try (RawOrigin origin =
        RawOrigin.start(
            (connection, head) -> {
              entered.countDown();
              await(go);
              connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
              connection.socket().getOutputStream().write(body);
            })) {
      Edge edge =
          edge(
              kind,
              origin,
              setup ->
                  setup.app(
                      "/app/a",
                      (request, response) -> {
                        entered.countDown();
                        await(go);
                        response.getOutputStream().write(body);
                      }));
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        List<Http2Viewer.Call> leaving =
            List.of(viewer.send("GET", "/far/a"), viewer.send("GET", "/app/a"));
        await(entered);
        List<Future<RawResponse>> waiting =
            List.of(edge.later("GET", "/far/a"), edge.later("GET", "/app/a"));
        edge.awaitWaiting(2);
        for (Http2Viewer.Call call : leaving) {
          call.reset();
        }
        go.countDown();
        for (Future<RawResponse> each : waiting) {
          RawResponse answer = each.get();
          assertEquals("200 Hit", answer.status() + " " + answer.xCache());
          assertTrue(Arrays.equals(body, answer.body()));
        }
      }
      assertEquals(1, origin.heads().size());
      assertEquals(1, edge.runs("/app/a"));
      assertEquals(4, edge.records(4).size());
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(25, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** The body is too large for what is on its way to a viewer that takes nothing. */
  @ParameterizedTest
  @EnumSource
  void aBodyThatIsResetLeavesTheConnectionToOthers(
      ServletContainer.Kind kind, @TempDir Path directory) throws Exception {
    edges.expectLoggedExceptions();
    byte[] body = PatternOrigin.bytes(0, LARGE - 1);
    try (RawOrigin origin =
        RawOrigin.start(
            (connection, head) -> {
              connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
              connection.socket().getOutputStream().write(body);
            })) {
      Edge edge =
          edge(
              kind,
              origin,
              setup -> {
                setup.engine.storeDirectory(directory.resolve("store")).diskBytes(1L << 30);
                setup.app("/app/a", (q, r) -> r.getOutputStream().write(body));
                setup.app("/app/small", (q, r) -> r.getOutputStream().print("small"));
              });
      int asked = 0;
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        for (String path : PATHS) {
          Http2Viewer.Call miss = viewer.sendPaused(path);
          assertEquals("Miss", miss.head().xCache());
          miss.reset();
          edge.records(++asked);
          assertTrue(Arrays.equals(body, edge.get(path).body()), path);
          edge.records(++asked);
          assertTrue(Arrays.equals(body, viewer.get(path).body()), path);
          edge.records(++asked);
        }
      }
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        for (String path : PATHS) {
          Http2Viewer.Call hit = viewer.sendPaused(path);
          assertEquals("Hit", hit.head().xCache());
          hit.reset();
          edge.records(++asked);
          RawResponse range = viewer.get(path, "Range: bytes=100000-399999");
          assertEquals(206, range.status());
          assertTrue(Arrays.equals(PatternOrigin.bytes(100_000, 399_999), range.body()), path);
          edge.records(++asked);
        }
        assertEquals("small", viewer.get("/app/small").text());
      }
      edge.assertNothingIsLeft();
      edge.engine.close(); // before the directory goes
    }
  }

  @ParameterizedTest
  @EnumSource
  void earlyHintsPassWhereTheOptionSaysSo(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin =
        answering(
            "HTTP/1.1 103 Early Hints",
            "Link: </s.css>",
            "",
            "HTTP/1.1 200 OK",
            "Content-Length: 4",
            "",
            "good")) {
      Edge edge =
          edge(
              kind,
              origin,
              setup -> setup.engine.originOptions(OriginOptions.DEFAULT.withInterimPassed(true)));
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        Http2Viewer.Call call = viewer.send("GET", "/far/a");
        RawResponse answer = call.answer();
        assertEquals("200 Miss good", answer.line());
        assertEquals("", answer.header("Link"));
        assertEquals("103 </s.css>", call.interim().status() + " " + call.interim().header("Link"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyEventArrivesAtOnce(ServletContainer.Kind kind) throws Exception {
    CountDownLatch[] seen = {new CountDownLatch(1), new CountDownLatch(1)};
    try (RawOrigin origin =
        RawOrigin.start(
            (connection, head) -> {
              connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              for (CountDownLatch each : seen) {
                connection.send("4\r\npart\r\n");
                await(each);
              }
              connection.send("0\r\n\r\n");
            })) {
      Edge edge = edge(kind, origin, setup -> {});
      try (Http2Viewer viewer = new Http2Viewer(edge.port)) {
        Http2Viewer.Call call = viewer.send("GET", "/far/a");
        assertEquals("part", call.body(4));
        seen[0].countDown();
        assertEquals("partpart", call.body(8));
        seen[1].countDown();
        assertTrue(call.answer().complete());
        assertEquals("partpart", new String(call.answer().body(), StandardCharsets.US_ASCII));
      }
    }
  }
}
