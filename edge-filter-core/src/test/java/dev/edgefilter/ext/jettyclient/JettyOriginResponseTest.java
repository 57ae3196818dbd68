// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("StringConcatToTextBlock")
@Timeout(60)
class JettyOriginResponseTest {

  private final RecordingSink sink = new RecordingSink();

  @Test
  void passesHeadersAsReceived() throws IOException {
    String head =
        "HTTP/1.1 200 Fine\r\ncontent-type: text/plain\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
            + "Content-Encoding: gzip\r\nX-Empty:\r\nKeep-Alive: timeout=5\r\n"
            + "Content-Length: 4\r\n\r\nnope";
    try (RawOrigin raw = RawOrigin.answering(head);
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(Origins.get("/"), sink);

      Headers expected =
          Headers.of(
              "content-type", "text/plain",
              "Set-Cookie", "a=1",
              "Set-Cookie", "b=2",
              "Content-Encoding", "gzip",
              "X-Empty", "",
              "Keep-Alive", "timeout=5",
              "Content-Length", "4");
      assertEquals(new ResponseHead(200, expected), sink.head);
      assertEquals("nope", sink.body(), "not decoded");
      assertTrue(sink.ended);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | 200 | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello~0~X-Trailer: 1~~ | hello
          GET  | 200 | HTTP/1.1 200 OK~~hello                                     | hello
          GET  | 200 | HTTP/1.0 200 OK~~hello                                     | hello
          GET  | 206 | HTTP/1.1 206 Part~Content-Range: bytes 0-4/9~Content-Length: 5~~hello | hello
          HEAD | 200 | HTTP/1.1 200 OK~Content-Length: 5~~                        | ''
          GET  | 204 | HTTP/1.1 204 No Content~~                                  | ''
          GET  | 304 | HTTP/1.1 304 Not Modified~Content-Length: 5~ETag: "x"~~    | ''
          GET  | 302 | HTTP/1.1 302 Found~Location: /there~Content-Length: 2~~go  | go
          GET  | 401 | HTTP/1.1 401 Unauthorized~Content-Length: 2~~no            | no
          GET  | 407 | HTTP/1.1 407 Proxy~Content-Length: 2~~no                   | no
          GET  | 200 | HTTP/1.1 103 Early Hints~Link: </a>~~HTTP/1.1 200 OK~Content-Length: 2~~ok | ok
          """)
  void deliversResponse(String method, int status, String wire, String body) throws IOException {
    try (RawOrigin raw = RawOrigin.answering(wire.replace("~", "\r\n"));
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(Origins.request(method, "/"), sink);

      assertEquals(status, sink.head.status());
      assertEquals(body, sink.body());
      assertFalse(sink.head.headers().contains("Link"), "an interim response is not the response");
      assertTrue(sink.ended);
      assertEquals(1, raw.heads().size());
    }
  }

  @Test
  void slowStreamReachesTheViewerAsItComes() throws Exception {
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n1\n");
                  await(sink.flushed);
                  connection.send("2\n");
                  connection.socket().shutdownOutput();
                });
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(Origins.get("/"), sink);

      assertEquals("1\n2\n", sink.body());
    }
  }

  private static void await(java.util.concurrent.CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void originIsReadNoFasterThanTheViewerTakesIt() throws Exception {
    byte[] piece = new byte[64 * 1024];
    long total = 512L * 1024 * 1024;
    AtomicLong sent = new AtomicLong();
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + total + "\r\n\r\n");
                  OutputStream out = connection.socket().getOutputStream();
                  while (sent.get() < total) {
                    out.write(piece);
                    sent.addAndGet(piece.length);
                  }
                });
        Origin origin = Origins.http(raw.port())) {
      AtomicLong sentBeforeReading = new AtomicLong(-1);
      OriginSink slow =
          new OriginSink() {
            @Override
            public boolean head(ResponseHead head) {
              return sink.head(head);
            }

            @Override
            public void body(ByteBuffer bytes) throws IOException {
              if (sentBeforeReading.get() < 0) {
                sentBeforeReading.set(whenItStands(sent));
              }
              sink.body(bytes);
            }

            @Override
            public void flush() {
              sink.flush();
            }

            @Override
            public void end() {
              sink.end();
            }
          };
      sink.keeping = false;
      origin.fetch(Origins.get("/"), slow);

      assertTrue(sentBeforeReading.get() < 32L * 1024 * 1024, "sent: " + sentBeforeReading);
      assertEquals(total, sink.bytes);
      assertTrue(sink.ended);
    }
  }

  /** The value once it has not moved for a while. */
  private static long whenItStands(AtomicLong value) throws IOException {
    try {
      long before = -1;
      while (value.get() != before) {
        before = value.get();
        new CompletableFuture<Void>().completeOnTimeout(null, 300, TimeUnit.MILLISECONDS).get();
      }
      return before;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Test
  void viewerThatLeavesEndsTheOriginRequest() throws Exception {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    sink.leavesAfterBytes = 100_000;
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  connection.send("HTTP/1.1 200 OK\r\n\r\n");
                  try {
                    while (true) {
                      connection.send("x".repeat(10_000));
                    }
                  } catch (IOException e) {
                    closed.complete(true);
                  }
                });
        Origin origin = Origins.http(raw.port(), 3, 20)) {
      IOException left =
          assertThrows(IOException.class, () -> origin.fetch(Origins.get("/"), sink));

      assertEquals("viewer left", left.getMessage());
      assertSame(IOException.class, left.getClass());
      assertTrue(closed.get(20, TimeUnit.SECONDS));
      assertFalse(sink.ended);
      assertEquals(1, raw.heads().size(), "not asked again");
    }
  }

  @Test
  void endlessBodyThatIsNotWantedIsCutOff() throws IOException {
    sink.wanted = false;
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  connection.send("HTTP/1.1 200 OK\r\n\r\n");
                  while (true) {
                    connection.send("x".repeat(10_000));
                  }
                });
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(Origins.get("/"), sink);

      assertTrue(sink.ended);
      assertEquals(0, sink.bytes);
    }
  }

  @Test
  void shortBodyThatIsNotWantedKeepsTheConnection() throws IOException {
    sink.wanted = false;
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) ->
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(Origins.get("/"), sink);
      RecordingSink second = new RecordingSink();
      origin.fetch(Origins.get("/"), second);

      assertEquals(0, sink.bytes);
      assertEquals("hello", second.body());
      assertEquals(1, raw.connections());
    }
  }

  @Test
  void jettyServerAnswersOverOneConnection() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("localhost");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            int port = Request.getRemotePort(request);
            Content.Sink.write(
                response,
                true,
                request.getMethod() + " " + request.getHttpURI() + " " + port,
                callback);
            return true;
          }
        });
    server.start();
    try (Origin origin = Origins.http(connector.getLocalPort())) {
      origin.fetch(Origins.get("/a"), sink);
      RecordingSink second = new RecordingSink();
      origin.fetch(Origins.get("/a"), second);

      assertTrue(sink.body().startsWith("GET http://www.example.com/a "), sink.body());
      assertEquals(sink.body(), second.body());
    } finally {
      server.stop();
    }
  }

  /** A connection that ends as it is used again must not touch the bytes of the next one. */
  @Test
  void shortBodyWithTheEndOfTheConnectionRightBehindItIsWhole() throws IOException {
    try (RawOrigin raw = RawOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Origin origin = Origins.http(raw.port())) {
      for (int i = 0; i < 500; i++) {
        RecordingSink each = new RecordingSink();
        origin.fetch(Origins.get("/"), each);
        assertEquals("ok", each.body());
      }
    }
  }
}
