// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginException.Kind;
import dev.edgefilter.origin.OriginRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("StringConcatToTextBlock")
@Timeout(60)
class JettyOriginFailureTest {

  private final RecordingSink sink = new RecordingSink();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          body shorter than its length | HTTP/1.1 200 OK~Content-Length: 9~~hello           | BROKEN_OFF
          no body where one is due     | HTTP/1.1 200 OK~Content-Length: 9~~                | BROKEN_OFF
          chunks without an end        | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello~ | BROKEN_OFF
          chunk cut in the middle      | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~9~hello | BROKEN_OFF
          """)
  void brokenBodyNeverEndsCleanly(String name, String wire, Kind kind) throws IOException {
    try (RawOrigin raw = RawOrigin.answering(wire.replace("~", "\r\n"));
        Origin origin = Origins.http(raw.port(), 3, 20)) {
      assertEquals(kind, failure(origin, Origins.get("/")).kind());
      assertEquals(200, sink.head.status());
      assertFalse(sink.ended);
      assertEquals(1, raw.heads().size(), "not asked again after a head");
    }
  }

  @Test
  void chunkSizeThatIsNoNumberIsRefusedAtOnce() throws IOException {
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  connection.send(
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\noops\r\n");
                  connection.awaitClosed();
                });
        Origin origin = Origins.http(raw.port(), 3, 20)) {
      assertEquals(Kind.BROKEN_OFF, failure(origin, Origins.get("/")).kind());
      assertFalse(sink.ended);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not HTTP                       | SSH-2.0-OpenSSH_9~~
          status that is no number       | HTTP/1.1 abc~~
          two lengths that differ        | HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 2~~hello
          length and chunks              | HTTP/1.1 200 OK~Content-Length: 3~Transfer-Encoding: chunked~~0~~
          coding after the chunks        | HTTP/1.1 200 OK~Transfer-Encoding: chunked, gzip~~5~hello~0~~
          coding and a length            | HTTP/1.1 200 OK~Transfer-Encoding: x-none~Content-Length: 5~~hello
          negative length                | HTTP/1.1 200 OK~Content-Length: -3~~
          switch that nobody asked for   | HTTP/1.1 101 Switching~Upgrade: x~Connection: upgrade~~
          """)
  void responseThatIsNotHttpIsRefused(String name, String wire) throws IOException {
    try (RawOrigin raw = RawOrigin.answering(wire.replace("~", "\r\n"));
        Origin origin = Origins.http(raw.port(), 3, 20)) {
      assertEquals(Kind.INVALID_RESPONSE, failure(origin, Origins.get("/")).kind());
      assertNull(sink.head);
      assertEquals(1, raw.heads().size(), "not asked again");
    }
  }

  @ParameterizedTest
  @CsvSource({"32000, true", "33000, false"})
  void headHasAtMost32Kibibytes(int bytes, boolean accepted) throws IOException {
    String wire =
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Big: " + "x".repeat(bytes) + "\r\n\r\n";
    try (RawOrigin raw = RawOrigin.answering(wire);
        Origin origin = Origins.http(raw.port())) {
      if (accepted) {
        origin.fetch(Origins.get("/"), sink);
      } else {
        assertEquals(Kind.INVALID_RESPONSE, failure(origin, Origins.get("/")).kind());
      }
      assertEquals(accepted, sink.ended);
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, 3", "HEAD, 3", "OPTIONS, 1", "DELETE, 1"})
  void resetBeforeAHeadIsRepeatedForGetAndHeadOnly(String method, int asked) throws IOException {
    try (RawOrigin raw = RawOrigin.start((connection, head) -> connection.reset());
        Origin origin = Origins.http(raw.port(), 3, 20)) {
      assertEquals(Kind.CONNECT, failure(origin, Origins.request(method, "/")).kind());
      assertEquals(asked, raw.heads().size());
    }
  }

  @Test
  void getSucceedsWhenALaterTryDoes() throws IOException {
    AtomicInteger asked =
        new AtomicInteger(); // the client may open a connection that it never uses
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  if (asked.incrementAndGet() < 3) {
                    connection.reset();
                  } else {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                  }
                });
        Origin origin = Origins.http(raw.port(), 3, 20)) {
      origin.fetch(Origins.get("/"), sink);

      assertEquals("ok", sink.body());
      assertEquals(3, raw.heads().size());
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, ok", "HEAD, ''", "DELETE,"})
  void connectionThatWasClosedWhileItWasIdleIsNoTry(String method, @Nullable String body)
      throws IOException {
    Set<Integer> answered = ConcurrentHashMap.newKeySet();
    AtomicInteger closed = new AtomicInteger();
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  // As when the time for keeping it ends just while the next request is under way.
                  if (!answered.add(connection.number())) {
                    closed.incrementAndGet();
                    connection.reset();
                    return;
                  }
                  String sent = head.startsWith("HEAD") ? "" : "ok";
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + sent);
                });
        Origin origin = Origins.http(raw.port(), 1, 20)) {
      // The client may have a connection that it has not used yet, and takes that one instead.
      for (int i = 0; i < 10 && closed.get() == 0; i++) {
        origin.fetch(Origins.get("/first"), new RecordingSink());
        if (body != null) {
          RecordingSink each = new RecordingSink();
          origin.fetch(Origins.request(method, "/"), each);
          assertEquals(body, each.body());
        } else {
          fetchOnceClosed(origin, Origins.request(method, "/"), closed);
        }
      }
    }
    assertTrue(closed.get() > 0, "a connection was used again");
  }

  private void fetchOnceClosed(Origin origin, OriginRequest request, AtomicInteger closed)
      throws IOException {
    int before = closed.get();
    try {
      origin.fetch(request, new RecordingSink());
      assertEquals(before, closed.get(), "it was sent a second time");
    } catch (OriginException e) {
      assertEquals(Kind.CONNECT, e.kind());
      assertEquals(before + 1, closed.get());
    }
  }

  @Test
  void originThatClosesEveryConnectionIsLeftAloneInTheEnd() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  if (asked.incrementAndGet() > 1) {
                    connection.reset();
                  } else {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                  }
                });
        Origin origin = Origins.http(raw.port(), 1, 20)) {
      origin.fetch(Origins.get("/first"), new RecordingSink());

      assertEquals(Kind.CONNECT, failure(origin, Origins.get("/")).kind());
      // One try on a new connection, after the old one if the client took that first.
      assertTrue(raw.heads().size() <= 3, raw.heads().size() + " requests");
    }
  }

  @Test
  void bodyOfARequestIsNeverSentTwice() throws IOException {
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  connection.in().readNBytes(5);
                  connection.reset();
                });
        Origin origin = Origins.http(raw.port(), 3, 20)) {
      OriginRequest request =
          Origins.post(new ByteArrayInputStream(new byte[5]), "Content-Length", "5");

      assertEquals(Kind.CONNECT, failure(origin, request).kind());
      assertEquals(1, raw.heads().size());
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, 2", "POST, 1"})
  void silentOriginIsTooSlow(String method, int asked) throws IOException {
    try (RawOrigin raw = RawOrigin.start((connection, head) -> connection.awaitClosed());
        Origin origin = Origins.http(raw.port(), 2, 1)) {
      OriginException failure = failure(origin, Origins.request(method, "/"));

      assertEquals(Kind.TIMEOUT, failure.kind());
      assertEquals(
          "origin \"app\" at http://localhost:" + raw.port() + " did not answer within 1000 ms",
          failure.getMessage());
      assertEquals(asked, raw.heads().size());
    }
  }

  @Test
  void originThatStallsWithinTheBodyIsTooSlow() throws IOException {
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
                  connection.awaitClosed();
                });
        Origin origin = Origins.http(raw.port(), 3, 1)) {
      assertEquals(Kind.TIMEOUT, failure(origin, Origins.get("/")).kind());
      assertEquals("hello", sink.body());
      assertFalse(sink.ended);
      assertEquals(1, raw.heads().size());
    }
  }

  @Test
  void completionTimeoutEndsAResponseThatTrickles() throws IOException {
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  connection.send("HTTP/1.1 200 OK\r\n\r\n");
                  while (true) {
                    connection.send("x".repeat(1000));
                  }
                });
        Origin origin =
            new JettyOriginConnector()
                .connect(
                    Origins.config("localhost", raw.port(), OriginProtocolPolicy.HTTP_ONLY, 20)
                        .responseCompletionTimeoutSeconds(1)
                        .build())) {
      sink.keeping = false;

      assertEquals(Kind.TIMEOUT, failure(origin, Origins.get("/")).kind());
      assertFalse(sink.ended);
    }
  }

  @Test
  void closedPortIsAConnectFailure() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (Origin origin = Origins.http(port, 3, 20)) {
      OriginException failure = failure(origin, Origins.request("POST", "/"));

      assertEquals(Kind.CONNECT, failure.kind());
      assertEquals(502, failure.kind().status());
    }
  }

  @Test
  void nameWithoutAddressIsADnsFailure() {
    try (Origin origin =
        new JettyOriginConnector()
            .connect(
                Origins.config("no-such-host.invalid", 80, OriginProtocolPolicy.HTTP_ONLY, 20)
                    .build())) {
      assertEquals(Kind.DNS, failure(origin, Origins.get("/")).kind());
    }
  }

  @Test
  void closingLetsWhatRunsFinishAndWhoComesLateAsWell() throws IOException {
    Origin[] closing = new Origin[1];
    try (RawOrigin raw =
        RawOrigin.start(
            (connection, head) -> {
              connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
              closing[0].close();
              connection.send("llo");
            })) {
      closing[0] = Origins.http(raw.port());
      closing[0].fetch(Origins.get("/"), sink);

      assertEquals("hello", sink.body());
      assertTrue(sink.ended);
      // A request that began on an older plan may ask only now.
      RecordingSink late = new RecordingSink();
      closing[0].fetch(Origins.get("/late"), late);
      assertEquals("hello", late.body());
      assertEquals(2, raw.connections(), "nothing is kept open");
    }
  }

  private OriginException failure(Origin origin, OriginRequest request) {
    return assertThrows(OriginException.class, () -> origin.fetch(request, sink));
  }
}
