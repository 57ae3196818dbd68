// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies that come bit by bit: event streams, write listeners, slow viewers, other protocols. */
@Tag("container")
class StreamsTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + i / 255);
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void everyEventArrivesAtOnceAndNoneIsStored(ServletContainer.Kind kind) throws Exception {
    CountDownLatch[] seen = {new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1)};
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/events",
                    (request, response) -> {
                      response.setContentType("text/event-stream;charset=UTF-8");
                      for (int i = 0; i < 3; i++) {
                        response.getWriter().print("data: " + i + "\n\n");
                        response.getWriter().flush();
                        assertTrue(seen[i].await(20, TimeUnit.SECONDS));
                      }
                    }));
    try (RawConnection viewer = edge.connect();
        RawConnection other = edge.connect()) {
      Edge.send(viewer, "GET", "/events");
      assertEquals("Miss", viewer.receiveHead().xCache());
      assertEquals("data: 0\n\n", new String(viewer.receiveChunk(), StandardCharsets.UTF_8));
      // Another viewer is not queued behind an endless answer.
      Edge.send(other, "GET", "/events");
      assertEquals(200, other.receiveHead().status());
      assertEquals("data: 0\n\n", new String(other.receiveChunk(), StandardCharsets.UTF_8));
      seen[0].countDown();
      assertEquals("data: 1\n\n", new String(viewer.receiveChunk(), StandardCharsets.UTF_8));
      seen[1].countDown();
      assertEquals("data: 2\n\n", new String(viewer.receiveChunk(), StandardCharsets.UTF_8));
      seen[2].countDown();
      assertEquals(0, viewer.receiveChunk().length);
      while (other.receiveChunk().length > 0) {
        assertEquals(2, edge.runs("/events"));
      }
    }
    assertEquals(0, edge.engine.statistics().entries());
  }

  /** Writes a body in pieces as the container asks for them. */
  private static final class Pieces implements WriteListener {
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final byte[] body;
    private final int piece;
    private int position;
    final CountDownLatch failed = new CountDownLatch(1);

    Pieces(AsyncContext context, byte[] body, int piece) throws IOException {
      this.context = context;
      this.out = context.getResponse().getOutputStream();
      this.body = body;
      this.piece = piece;
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        if (position == body.length) {
          context.complete();
          return;
        }
        int length = Math.min(piece, body.length - position);
        out.write(body, position, length);
        position += length;
      }
    }

    @Override
    public void onError(Throwable problem) {
      failed.countDown();
      context.complete();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bodyOfAWriteListenerArrivesWholeAndIsStored(ServletContainer.Kind kind) throws Exception {
    int[][] sizes = {{10, 10}, {10, 1}, {20_000, 100}, {3_000_000, 5_000}, {3_000_000, 3_000_000}};
    for (int[] size : sizes) {
      byte[] body = bytes(size[0]);
      Edge edge =
          edges.start(
              kind,
              setup ->
                  setup.app(
                      "/file",
                      (request, response) -> {
                        AsyncContext context = request.startAsync();
                        Pieces pieces = new Pieces(context, body, size[1]);
                        response.getOutputStream().setWriteListener(pieces);
                      }));
      RawResponse miss = edge.get("/file");
      RawResponse hit = edge.get("/file");
      assertEquals("Miss", miss.xCache());
      assertEquals("Hit", hit.xCache());
      assertArrayEquals(body, miss.body());
      assertArrayEquals(body, hit.body());
      edge.assertNothingIsLeft();
    }
  }

  @ParameterizedTest
  @EnumSource
  void slowViewerOfAWriteListenerGetsEverything(ServletContainer.Kind kind) throws Exception {
    byte[] body = bytes(6_000_000);
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/file",
                    (request, response) -> {
                      response.setContentLength(body.length);
                      Pieces pieces = new Pieces(request.startAsync(), body, 50_000);
                      response.getOutputStream().setWriteListener(pieces);
                    }));
    try (RawConnection viewer = edge.connect(4096)) {
      Edge.send(viewer, "GET", "/file");
      assertArrayEquals(body, viewer.receive().body());
    }
    assertArrayEquals(body, edge.get("/file").body());
    assertEquals(1, edge.runs("/file"));
  }

  @ParameterizedTest
  @EnumSource
  void viewerThatLeavesAWriteListenerLeavesNothingStored(ServletContainer.Kind kind)
      throws Exception {
    edges.expectLoggedExceptions();
    byte[] body = bytes(20_000_000);
    Pieces[] running = new Pieces[1];
    CountDownLatch started = new CountDownLatch(1);
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.engine.memoryBytes(128L << 20).maxBodyBytes(32L << 20);
              setup.app(
                  "/file",
                  (request, response) -> {
                    running[0] = new Pieces(request.startAsync(), body, 100_000);
                    started.countDown();
                    response.getOutputStream().setWriteListener(running[0]);
                  });
            });
    RawConnection viewer = edge.connect(4096);
    Edge.send(viewer, "GET", "/file");
    assertTrue(started.await(20, TimeUnit.SECONDS));
    viewer.receiveHead();
    viewer.hangUp();
    edge.records(1);
    assertEquals(0, edge.engine.statistics().entries());
  }

  @ParameterizedTest
  @EnumSource
  void slowViewerDoesNotHoldUpTheStore(ServletContainer.Kind kind) throws Exception {
    byte[] body = bytes(2_000_000);
    Edge edge =
        edges.start(kind, setup -> setup.app("/file", (q, r) -> r.getOutputStream().write(body)));
    edge.get("/file");
    try (RawConnection slow = edge.connect(4096)) {
      Edge.send(slow, "GET", "/file");
      slow.receiveHead();
      Future<RawResponse> quick = edge.later("GET", "/file");
      assertArrayEquals(body, quick.get(20, TimeUnit.SECONDS).body());
      edge.engine.invalidate(EdgeSetup.ID, "/*");
      // What is being sent is not taken away.
      assertEquals(body.length, slow.receiveText(body.length).length());
    }
  }

  @ParameterizedTest
  @EnumSource
  void upgradePassesThrough(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/echo",
                    (request, response) -> {
                      response.setHeader("Connection", "Upgrade");
                      response.setHeader("Upgrade", "echo");
                      response.setStatus(101);
                      request.upgrade(Echo.class);
                    }));
    try (RawConnection viewer = edge.connect()) {
      Edge.send(viewer, "GET", "/echo", "Connection: Upgrade", "Upgrade: echo");
      RawResponse head = viewer.receiveHead();
      assertEquals(101, head.status());
      assertEquals("echo", head.header("Upgrade"));
      assertFalse(head.headers().contains("X-Cache"));
      if (kind == ServletContainer.Kind.TOMCAT) { // Jetty, also without the edge, reads nothing
        viewer.sendText("hello");
        assertEquals("hello", viewer.receiveText(5));
        viewer.sendText("again");
        assertEquals("again", viewer.receiveText(5));
      }
    }
  }

  /** Asking for another protocol is no way around what the edge makes of a request. */
  @ParameterizedTest
  @EnumSource
  void upgradeShowsTheApplicationOnlyWhatIsForwarded(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (q, r) ->
                        r.getWriter()
                            .print(
                                q.getHeader("X-Secret")
                                    + q.getHeader("CloudFront-Viewer-Country")
                                    + q.getQueryString()
                                    + q.getHeader("Upgrade")
                                    + q.getHeader("Sec-WebSocket-Key"))));
    RawResponse answer =
        edge.get(
            "/page?a=1",
            "Connection: keep-alive, Upgrade",
            "Upgrade: x",
            "X-Secret: s",
            "CloudFront-Viewer-Country: XX",
            "Sec-WebSocket-Key: k");
    assertEquals("200 nullnullnullxk", answer.status() + " " + answer.text());
  }

  /** Sends back what it gets. */
  public static final class Echo implements HttpUpgradeHandler {
    @Override
    public void init(WebConnection connection) {
      try {
        ServletInputStream in = connection.getInputStream();
        in.setReadListener(new Reader(in, connection.getOutputStream()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void destroy() {}
  }

  private record Reader(ServletInputStream in, ServletOutputStream out) implements ReadListener {
    @Override
    public void onDataAvailable() throws IOException {
      byte[] bytes = new byte[5];
      while (in.isReady()) {
        int read = in.read(bytes);
        if (read < 0) {
          return;
        }
        out.write(bytes, 0, read);
        out.flush();
      }
    }

    @Override
    public void onAllDataRead() {}

    @Override
    public void onError(Throwable problem) {}
  }
}
