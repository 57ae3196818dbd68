// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WebSocket and other protocols through the edge to a remote origin. */
@Tag("container")
final class UpgradeTest {
  private static final int LONGEST_WRITE = 64 << 10;

  private static final String SWITCHING =
      String.join(
          "\r\n",
          "HTTP/1.1 101 Switching Protocols",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Accept: abc",
          "",
          "");

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge edge(ServletContainer.Kind kind, RawOrigin origin) {
    return edges.start(
        kind,
        setup -> {
          setup.distribution.origin(RemoteServer.origin("far", origin.port()).build());
          setup.defaultBehavior(behavior -> behavior.targetOrigin("far"));
        });
  }

  private static RawConnection open(Edge edge) throws IOException {
    return Edge.send(
        edge.connect(),
        "GET",
        "/chat",
        "Connection: keep-alive, Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Key: k",
        "Sec-WebSocket-Version: 13");
  }

  private static void echo(RawOrigin.Connection connection) throws IOException {
    connection.send(SWITCHING + "early");
    byte[] buffer = new byte[8192];
    for (int read = connection.in().read(buffer); read > 0; read = connection.in().read(buffer)) {
      connection.send(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesGoBothWaysUntilTheViewerCloses(ServletContainer.Kind kind) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    String large = "0123456789".repeat(100_000);
    try (RawOrigin origin =
        RawOrigin.start(
            (connection, head) -> {
              echo(connection);
              closed.countDown();
            })) {
      Edge edge = edge(kind, origin);
      try (RawConnection viewer = open(edge)) {
        RawResponse head = viewer.receiveHead();
        assertEquals(
            "101 websocket abc",
            head.status()
                + " "
                + head.header("Upgrade")
                + " "
                + head.header("Sec-WebSocket-Accept"));
        assertEquals("early", viewer.receiveText(5));
        viewer.sendText("hello");
        assertEquals("hello", viewer.receiveText(5));
        Thread sender =
            new Thread(
                () -> {
                  try {
                    viewer.sendText(large);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
        sender.start();
        assertEquals(large, viewer.receiveText(large.length()));
        sender.join();
      }
      assertTrue(closed.await(20, TimeUnit.SECONDS), "the origin sees the end");
      AccessLogRecord record = edge.records(1).get(0);
      assertEquals(101, record.status());
      assertEquals(ResultType.MISS, record.finalResult());
      // The last write is counted when it has returned, and the viewer may be gone by then.
      assertTrue(record.bodyBytes() <= large.length() + 10, record.bodyBytes() + " bytes");
      assertTrue(
          record.bodyBytes() > large.length() - LONGEST_WRITE, record.bodyBytes() + " bytes");
      String sent = origin.heads().get(0);
      assertTrue(sent.contains("Upgrade: websocket\r\n"), sent);
      assertTrue(sent.contains("Connection: Upgrade\r\n"), sent);
      assertTrue(sent.contains("Sec-WebSocket-Key: k\r\n"), sent);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theViewerSeesTheEndWhenTheOriginCloses(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin =
        RawOrigin.start(
            (connection, head) -> {
              connection.send(SWITCHING);
              connection.send("bye");
              connection.socket().close();
            })) {
      Edge edge = edge(kind, origin);
      try (RawConnection viewer = open(edge)) {
        assertEquals(101, viewer.receiveHead().status());
        assertEquals("bye", viewer.receive(0).text());
      }
      assertEquals(3, edge.records(1).get(0).bodyBytes());
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnWhenItsOriginIsTakenOutOfTheConfiguration(ServletContainer.Kind kind)
      throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawOrigin origin =
        RawOrigin.start(
            (connection, head) -> {
              echo(connection);
              closed.countDown();
            })) {
      Edge edge = edge(kind, origin);
      try (RawConnection viewer = open(edge)) {
        assertEquals(101, viewer.receiveHead().status());
        assertEquals("early", viewer.receiveText(5));

        edge.engine.publish(withoutOrigin(edge.engine.config()));

        assertEquals(404, edge.get("/chat").status(), "the application is asked now");
        viewer.send("still here");
        assertEquals("still here", viewer.receiveText(10));
      }
      assertTrue(closed.await(20, TimeUnit.SECONDS), "the origin sees the end");
    }
  }

  private static EdgeConfig withoutOrigin(EdgeConfig config) {
    return EdgeConfig.builder()
        .distribution(
            Distribution.builder()
                .id(config.distributions().get(0).id())
                .origin(OriginConfig.self("app"))
                .build())
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void endsWithTheEngine(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin = RawOrigin.start((connection, head) -> echo(connection))) {
      Edge edge = edge(kind, origin);
      try (RawConnection viewer = open(edge)) {
        assertEquals(101, viewer.receiveHead().status());
        assertEquals("early", viewer.receiveText(5));

        edge.engine.close();

        assertEquals("", viewer.receive(0).text());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOriginMayRefuse(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin =
        RawOrigin.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")) {
      Edge edge = edge(kind, origin);
      try (RawConnection viewer = open(edge)) {
        assertEquals("403 Error no", viewer.receive().line());
      }
      assertEquals("403 Error no", edge.get("/chat").line(), "an answer of its own");
      assertEquals(2, origin.heads().size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOriginThatIsNotThereIsA502(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    RawOrigin origin = RawOrigin.answering("");
    origin.close();
    try (RawConnection viewer = open(edge(kind, origin))) {
      assertEquals(502, viewer.receive().status());
    }
  }
}
