// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.http.Headers;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginException.Kind;
import dev.edgefilter.origin.OriginOptions;
import dev.edgefilter.origin.OriginRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HTTP/2 with prior knowledge; that of ALPN is in {@link JettyOriginTlsTest}. */
@Timeout(60)
class Http2OriginTest {
  private static final int LARGE = 5_000_000;

  private final RecordingSink sink = new RecordingSink();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Server server = new Server();
  private ServerConnector connector;

  @BeforeEach
  void startServer() throws Exception {
    HttpConfiguration settings = new HttpConfiguration();
    connector =
        new ServerConnector(
            server,
            new HttpConnectionFactory(settings),
            new HTTP2CServerConnectionFactory(settings));
    connector.setHost("localhost");
    server.addConnector(connector);
    server.setHandler(new Answers());
    server.start();
  }

  @AfterEach
  void stopServer() throws Exception {
    server.stop();
  }

  private final class Answers extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      asked.add(
          request.getConnectionMetaData().getProtocol()
              + " "
              + request.getMethod()
              + " "
              + request.getHttpURI().getPathQuery()
              + " "
              + request.getHttpURI().getAuthority());
      switch (request.getHttpURI().getPath()) {
        case "/echo" -> Content.copy(request, response, callback);
        case "/trailers" -> {
          try {
            String body = Content.Source.asString(request, StandardCharsets.US_ASCII);
            HttpFields came = request.getTrailers();
            String sum = came == null ? "" : came.get("X-Sum");
            Content.Sink.write(response, true, body + " " + sum, callback);
          } catch (IOException e) {
            callback.failed(e);
          }
        }
        case "/large" -> response.write(true, ByteBuffer.allocate(LARGE), callback);
        case "/broken" ->
            response.write(
                false,
                ByteBuffer.wrap("some".getBytes(StandardCharsets.US_ASCII)),
                Callback.from(() -> callback.failed(new IOException("broken")), callback::failed));
        default ->
            response.write(
                true, ByteBuffer.wrap("ok".getBytes(StandardCharsets.US_ASCII)), callback);
      }
      return true;
    }
  }

  private Origin origin(int port) {
    return new JettyOriginConnector()
        .connect(
            Origins.config("localhost", port, OriginProtocolPolicy.HTTP_ONLY, 20).build(),
            OriginOptions.DEFAULT.withHttp2(Set.of("app")));
  }

  private Origin origin() {
    return origin(connector.getLocalPort());
  }

  @Test
  void requestsGoOutInHttp2WithTheHostThatTheyHave() throws IOException {
    try (Origin origin = origin()) {
      for (int i = 0; i < 3; i++) {
        RecordingSink each = new RecordingSink();
        origin.fetch(Origins.get("/a%20b"), each);
        assertEquals("200 ok", each.head.status() + " " + each.body());
        assertTrue(each.ended);
      }
      assertEquals(1, connector.getConnectedEndPoints().size(), "over one connection");
    }
    assertEquals("HTTP/2.0 GET /a%20b www.example.com", asked.get(0));
    assertEquals(1, Set.copyOf(asked).size());
  }

  @Test
  void bodiesGoBothWays() throws IOException {
    byte[] body = "hello".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    try (Origin origin = origin()) {
      origin.fetch(
          new OriginRequest(
              "POST",
              "http",
              "/echo",
              null,
              Headers.of("Host", "www.example.com"),
              new ByteArrayInputStream(body)),
          sink);
    }
    assertEquals("hello".repeat(100_000), sink.body());
  }

  @Test
  void trailersFollowTheBody() throws IOException {
    for (String sum : new String[] {"42", ""}) {
      RecordingSink each = new RecordingSink();
      Headers trailers = sum.isEmpty() ? Headers.EMPTY : Headers.of("X-Sum", sum);
      try (Origin origin = origin()) {
        origin.fetch(
            new OriginRequest(
                    "POST",
                    "http",
                    "/trailers",
                    null,
                    Headers.EMPTY,
                    new ByteArrayInputStream("hello".getBytes(StandardCharsets.US_ASCII)))
                .withTrailers(
                    Headers.of("Host", "www.example.com", "Trailer", "x-sum"), () -> trailers),
            each);
      }
      assertEquals("hello " + sum, each.body());
    }
  }

  @Test
  void bodyLargerThanTheWindowArrives() throws IOException {
    sink.keeping = false;
    try (Origin origin = origin()) {
      origin.fetch(Origins.get("/large"), sink);
    }
    assertEquals(LARGE, sink.bytes);
    assertTrue(sink.ended);
  }

  @Test
  void streamThatIsResetNeverEndsCleanly() {
    try (Origin origin = origin()) {
      OriginException failure =
          assertThrows(OriginException.class, () -> origin.fetch(Origins.get("/broken"), sink));
      assertEquals(Kind.BROKEN_OFF, failure.kind());
    }
    assertFalse(sink.ended);
  }

  @Test
  void viewerWhoLeavesEndsTheStreamAndNotTheConnection() throws IOException {
    sink.leavesAfterBytes = 1;
    try (Origin origin = origin()) {
      assertThrows(IOException.class, () -> origin.fetch(Origins.get("/large"), sink));
      RecordingSink next = new RecordingSink();
      origin.fetch(Origins.get("/"), next);
      assertEquals("ok", next.body());
      assertEquals(1, connector.getConnectedEndPoints().size());
    }
  }

  @Test
  void upgradesUseHttp1() throws IOException {
    try (Origin origin = origin()) {
      Headers headers =
          Headers.of("Host", "www.example.com", "Connection", "Upgrade", "Upgrade", "websocket");
      origin.fetch(new OriginRequest("GET", "http", "/", null, headers, null), sink);
    }
    assertTrue(asked.get(0).startsWith("HTTP/1.1 GET / "), asked.toString());
  }

  @Test
  void serverThatSpeaksOnlyHttp1Fails() throws IOException {
    try (RawOrigin raw = RawOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Origin origin = origin(raw.port())) {
      assertThrows(OriginException.class, () -> origin.fetch(Origins.get("/"), sink));
    }
    assertFalse(sink.ended);
  }
}
