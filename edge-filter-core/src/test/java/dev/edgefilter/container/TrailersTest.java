// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Fidelity;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields that come after a body. */
@Tag("container")
final class TrailersTest {
  private static final String ANSWER =
      String.join(
          "\r\n",
          "HTTP/1.1 200 OK",
          "Cache-Control: max-age=60",
          "Transfer-Encoding: chunked",
          "Trailer: X-Sum, Set-Cookie",
          "",
          "5",
          "hello",
          "0",
          "X-Sum: 42",
          "Set-Cookie: a=b",
          "X-Other: 1",
          "",
          "");

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private String answer(ServletContainer.Kind kind, String protocol) throws IOException {
    try (RawOrigin origin = RawOrigin.answering(ANSWER)) {
      Edge edge =
          edges.start(
              kind,
              setup -> {
                setup.distribution.origin(RemoteServer.origin("far", origin.port()).build());
                setup.defaultBehavior(behavior -> behavior.targetOrigin("far"));
              });
      String first = whole(edge, protocol);
      assertEquals("Hit", edge.get("/a").xCache());
      assertFalse(whole(edge, protocol).contains("X-Sum: 42"), "nothing of it is stored");
      return first;
    }
  }

  private static String whole(Edge edge, String protocol) throws IOException {
    try (Socket viewer = new Socket(InetAddress.getLoopbackAddress(), edge.port)) {
      String request = "GET /a " + protocol + "\r\nHost: www.example.test\r\nConnection: close";
      viewer.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      return new String(viewer.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void announcedOnesReachTheViewerAndMayNotSayEverything(ServletContainer.Kind kind)
      throws IOException {
    String answer = answer(kind, "HTTP/1.1");

    assertTrue(answer.contains("\r\nTrailer: x-sum\r\n"), answer);
    assertTrue(answer.toLowerCase(Locale.ROOT).endsWith("0\r\nx-sum: 42\r\n\r\n"), answer);
    assertFalse(answer.contains("a=b"), answer);
    assertFalse(answer.contains("X-Other"), answer);
  }

  @ParameterizedTest
  @EnumSource
  void headOfABodyOfUnknownLengthTellsNone(ServletContainer.Kind kind) throws IOException {
    String head = ANSWER.substring(0, ANSWER.indexOf("\r\n\r\n") + 4);
    try (RawOrigin origin = RawOrigin.answering(head)) {
      Edge edge =
          edges.start(
              kind,
              setup -> {
                setup.distribution.origin(RemoteServer.origin("far", origin.port()).build());
                setup.defaultBehavior(behavior -> behavior.targetOrigin("far"));
              });

      RawResponse answer = edge.ask("HEAD", "/a");

      assertEquals(200, answer.status());
      assertEquals("", answer.header("Content-Length"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void viewerOfHttp10GetsNone(ServletContainer.Kind kind) throws IOException {
    String answer = answer(kind, "HTTP/1.0");

    assertTrue(answer.endsWith("\r\n\r\nhello"), answer);
  }

  /** What would say something else of the answer if it stood in its head (RFC 9110, 6.5.1). */
  @ParameterizedTest
  @EnumSource
  void theyNeverBecomeHeadersOfWhatIsStored(ServletContainer.Kind kind) throws Exception {
    String late = "Cache-Control, ETag, Vary, Content-Type, X-Sum";
    String text =
        "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n"
            + ("Trailer: " + late + "\r\n\r\n5;a=b;c=\"d;e\"\r\nhello\r\n0;last\r\n")
            + "Cache-Control: max-age=600\r\nETag: \"late\"\r\nVary: *\r\n"
            + "Content-Type: text/late\r\nX-Sum: 42\r\n\r\n";
    try (RawOrigin origin = RawOrigin.answering(text)) {
      Edge edge =
          edges.start(
              kind,
              setup -> {
                setup.engine.fidelity(Fidelity.STANDARD);
                setup.distribution.origin(RemoteServer.origin("far", origin.port()).build());
                setup.defaultBehavior(behavior -> behavior.targetOrigin("far"));
              });
      edge.get("/a", "Connection: close");
      edge.awaitEnds();
      for (RawResponse hit : List.of(edge.get("/a"), edge.head("/a"))) {
        assertEquals("200 Hit", hit.status() + " " + hit.xCache());
        assertEquals("max-age=60", hit.header("Cache-Control"));
        assertEquals("5", hit.header("Content-Length"));
        for (String name : List.of("ETag", "Vary", "Content-Type", "X-Sum", "Trailer")) {
          assertEquals("", hit.header(name), name);
        }
      }
      assertEquals("hello", edge.get("/a").text(), "without extensions of its chunks");
      edge.clock.advance(Duration.ofSeconds(61));
      assertEquals("Miss", edge.get("/a").xCache(), "the lifetime is that of the head");
    }
  }

  @ParameterizedTest
  @EnumSource
  void thoseOfTheApplicationReachTheViewerAndAreNotStored(ServletContainer.Kind kind)
      throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/a",
                    (request, response) -> {
                      response.setHeader("Trailer", "X-Sum");
                      response.setTrailerFields(() -> Map.of("X-Sum", "42"));
                      response.getOutputStream().print("hello");
                      response.flushBuffer();
                      response.getOutputStream().print("again");
                    }));

    String first = whole(edge, "HTTP/1.1");
    edge.awaitEnds();
    String hit = whole(edge, "HTTP/1.1");

    assertTrue(first.contains("\r\nTrailer: X-Sum\r\n"), first);
    assertTrue(first.toLowerCase(Locale.ROOT).endsWith("\r\n0\r\nx-sum: 42\r\n\r\n"), first);
    assertTrue(hit.endsWith("\r\n\r\nhelloagain"), hit);
    assertFalse(hit.toLowerCase(Locale.ROOT).contains("x-sum"), hit);
  }
}
