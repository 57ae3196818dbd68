// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.http.Headers;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginRequest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("StringConcatToTextBlock")
@Timeout(60)
class JettyOriginRequestTest {

  private static final String EMPTY_OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final RecordingSink sink = new RecordingSink();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a//b/../c%2Fd;v=1",
        "//not-a-host/x",
        "//user@h:x/y",
        "/a|b{c}",
        "/with:colon",
        "/q?a=1&a=2&&b=%e4&c={}",
        "/q?",
        "/q?next=http://h/?x"
      })
  void sendsTheTargetByteByByte(String target) throws IOException {
    int mark = target.indexOf('?');
    OriginRequest request =
        new OriginRequest(
            "GET",
            "http",
            mark < 0 ? target : target.substring(0, mark),
            mark < 0 ? null : target.substring(mark + 1),
            Headers.of("Host", "www.example.com"),
            null);
    try (RawOrigin raw = RawOrigin.answering(EMPTY_OK);
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(request, sink);

      assertEquals(
          "GET " + target + " HTTP/1.1\r\nHost: www.example.com\r\n\r\n", raw.heads().get(0));
    }
  }

  @ParameterizedTest
  @CsvSource({"/%zz%, /%25zz%25", "/a%2/%2F, /a%252/%2F", "/%%32e, /%25%32e"})
  void percentSignThatEncodesNothingIsEncoded(String path, String sent) throws IOException {
    try (RawOrigin raw = RawOrigin.answering(EMPTY_OK);
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(Origins.get(path), sink);

      assertTrue(raw.heads().get(0).startsWith("GET " + sent + " HTTP/1.1\r\n"));
    }
  }

  @Test
  void sendsExactlyTheGivenHeadersWithoutThoseOfTheConnection() throws IOException {
    Headers headers =
        Headers.of(
            "Host", "www.example.com",
            "User-Agent", "Amazon CloudFront",
            "X-Two", "1",
            "x-two", "2",
            "Connection", "close, X-Two",
            "Expect", "100-continue",
            "Transfer-Encoding", "chunked",
            "Content-Length", "17",
            "Cookie", "a=1");
    try (RawOrigin raw = RawOrigin.answering(EMPTY_OK);
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(new OriginRequest("GET", "http", "/", null, headers, null), sink);

      assertEquals(
          "GET / HTTP/1.1\r\nHost: www.example.com\r\nUser-Agent: Amazon CloudFront\r\n"
              + "X-Two: 1\r\nx-two: 2\r\nCookie: a=1\r\n\r\n",
          raw.heads().get(0));
    }
  }

  @Test
  void cookiesOfOneResponseAreNotSentWithTheNextRequest() throws IOException {
    String response = "HTTP/1.1 200 OK\r\nSet-Cookie: s=1; Path=/\r\nContent-Length: 0\r\n\r\n";
    try (RawOrigin raw = RawOrigin.start((connection, head) -> connection.send(response));
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(Origins.get("/"), sink);
      origin.fetch(Origins.get("/"), new RecordingSink());

      assertEquals(raw.heads().get(0), raw.heads().get(1));
      assertEquals(1, raw.connections(), "the connection is used again");
    }
  }

  @Test
  void bodyOfKnownLengthIsSentWithThatLength() throws IOException {
    try (RawOrigin raw = RawOrigin.start(JettyOriginRequestTest::echoLength);
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(Origins.post(stream("hello"), "Content-Length", "5"), sink);

      assertEquals(
          "POST /upload HTTP/1.1\r\nHost: www.example.com\r\nContent-Length: 5\r\n\r\n",
          raw.heads().get(0));
      assertEquals("hello", sink.body());
    }
  }

  @Test
  void bodyAndItsTrailersAreSentOnceEvenIfNobodyAnswers() throws IOException {
    AtomicLong asked = new AtomicLong();
    List<String> bodies = new CopyOnWriteArrayList<>();
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  bodies.add(connection.readChunked());
                  connection.reset();
                });
        Origin origin = Origins.http(raw.port(), 3, 20)) {
      OriginRequest request = Origins.post(stream("hello"), "Trailer", "X-Sum");
      OriginRequest following =
          request.withTrailers(
              request.headers(),
              () -> {
                asked.incrementAndGet();
                return Headers.of("X-Sum", "42");
              });

      assertThrows(IOException.class, () -> origin.fetch(following, sink));

      assertEquals(List.of("5\r\nhello\r\n0\r\nX-Sum: 42\r\n\r\n"), bodies);
      assertEquals(1, raw.heads().size());
      assertEquals(1, asked.get());
    }
  }

  private static void echoLength(RawOrigin.Connection connection, String head) throws IOException {
    String body = new String(connection.in().readNBytes(5), StandardCharsets.ISO_8859_1);
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
  }

  @Test
  void bodyOfUnknownLengthIsSentInChunks() throws IOException {
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  byte[] wire = connection.in().readNBytes("5\r\nhello\r\n0\r\n\r\n".length());
                  String text = new String(wire, StandardCharsets.ISO_8859_1);
                  connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + text);
                  connection.socket().shutdownOutput();
                });
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(Origins.post(stream("hello")), sink);

      assertTrue(raw.heads().get(0).contains("Transfer-Encoding: chunked\r\n"));
      assertEquals("5\r\nhello\r\n0\r\n\r\n", sink.body());
    }
  }

  @Test
  void largeBodyIsReadNoFasterThanTheOriginTakesIt() throws Exception {
    long total = 512L * 1024 * 1024;
    AtomicLong taken = new AtomicLong();
    CompletableFuture<Long> takenBeforeReading = new CompletableFuture<>();
    InputStream body = new Zeros(total, taken);
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  takenBeforeReading.complete(whenItStands(taken));
                  connection.in().skipNBytes(total);
                  connection.send(EMPTY_OK);
                });
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(Origins.post(body, "Content-Length", Long.toString(total)), sink);

      assertTrue(takenBeforeReading.get() < 32L * 1024 * 1024, "taken: " + takenBeforeReading);
      assertEquals(total, taken.get());
      assertTrue(sink.ended);
    }
  }

  /** The value once it has not moved for a while. */
  private static long whenItStands(AtomicLong value) throws IOException {
    try {
      CompletableFuture<Void> never = new CompletableFuture<>();
      long before = -1;
      while (value.get() == 0 || value.get() != before) {
        before = value.get();
        never.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS).get();
        never = new CompletableFuture<>();
      }
      return before;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Test
  void originThatRefusesWithoutReadingTheBodyIsHeard() throws IOException {
    InputStream body = new Zeros(Long.MAX_VALUE, new AtomicLong());
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  connection.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
                  connection.awaitClosed();
                });
        Origin origin = Origins.http(raw.port())) {
      origin.fetch(Origins.post(body), sink);

      assertEquals(413, sink.head.status());
      assertEquals("big", sink.body());
      assertTrue(sink.ended);
    }
  }

  @Test
  void originMayAnswerWhileItStillReads() throws IOException {
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                  echoBytes(connection);
                });
        Origin origin = Origins.http(raw.port())) {
      InputStream later =
          new InputStream() {
            private int next;

            @Override
            public int read() {
              throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
              if (next == 5) {
                return -1;
              }
              into[offset] = (byte) "hello".charAt(next++);
              return 1;
            }
          };
      origin.fetch(Origins.post(later, "Content-Length", "5"), sink);

      assertEquals("hello", sink.body());
      assertTrue(sink.ended);
    }
  }

  private static void echoBytes(RawOrigin.Connection connection) throws IOException {
    for (int i = 0; i < 5; i++) {
      connection.socket().getOutputStream().write(connection.in().read());
      connection.socket().getOutputStream().flush();
    }
  }

  @Test
  void viewerThatStopsSendingEndsTheOriginRequest() throws Exception {
    IOException left = new IOException("viewer left");
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    InputStream body =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw left;
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw left;
          }
        };
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> {
                  connection.awaitClosed();
                  closed.complete(true);
                });
        Origin origin = Origins.http(raw.port(), 3, 20)) {
      OriginRequest request = Origins.post(body, "Content-Length", "5");

      assertSame(left, assertThrows(IOException.class, () -> origin.fetch(request, sink)));
      assertTrue(closed.get(20, TimeUnit.SECONDS));
      assertFalse(sink.ended);
    }
  }

  @Test
  void bodyShorterThanItsLengthIsNotSentAsComplete() throws IOException {
    try (RawOrigin raw = RawOrigin.start((connection, head) -> connection.awaitClosed());
        Origin origin = Origins.http(raw.port())) {
      OriginRequest request = Origins.post(stream("hell"), "Content-Length", "5");

      assertThrows(EOFException.class, () -> origin.fetch(request, sink));
      assertFalse(sink.ended);
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A body of zeros that counts what was taken of it. */
  private static final class Zeros extends InputStream {
    private final long total;
    private final AtomicLong taken;

    Zeros(long total, AtomicLong taken) {
      this.total = total;
      this.taken = taken;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = (int) Math.min(length, total - taken.get());
      taken.addAndGet(count);
      return count == 0 ? -1 : count;
    }
  }
}
