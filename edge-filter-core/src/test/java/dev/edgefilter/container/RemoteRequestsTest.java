// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.EdgeEngineBuilder;
import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import dev.edgefilter.origin.OriginOptions;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is of a connection and not of a request, between viewers and remote origins. */
@Tag("container")
final class RemoteRequestsTest {
  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";

  private static final int PUBLICATIONS = 10;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge edge(
      ServletContainer.Kind kind, RawOrigin origin, Consumer<EdgeEngineBuilder> more) {
    return edges.start(
        kind,
        setup -> {
          more.accept(setup.engine);
          setup.distribution.origin(RemoteServer.origin("far", origin.port()).build());
          setup.defaultBehavior(
              behavior ->
                  behavior
                      .targetOrigin("far")
                      .allowedMethods(AllowedMethods.ALL)
                      .originRequestPolicy("Managed-AllViewer"));
        });
  }

  @ParameterizedTest
  @EnumSource
  void headersThatConnectionNamesStayOnTheirConnection(ServletContainer.Kind kind)
      throws Exception {
    try (RawOrigin origin =
        RawOrigin.start(
            (connection, head) ->
                connection.send(
                    "HTTP/1.1 200 OK\r\nConnection: X-Hop\r\nX-Hop: 1\r\nX-End: 2\r\n"
                        + "Keep-Alive: timeout=5\r\nContent-Length: 4\r\n\r\ngood"))) {
      Edge edge = edge(kind, origin, engine -> {});

      RawResponse answer =
          edge.get(
              "/a",
              "Connection: X-Mine, keep-alive, Host",
              "X-Mine: 1",
              "X-Other: 2",
              "TE: trailers",
              "Keep-Alive: timeout=9",
              "Proxy-Connection: keep-alive");

      String sent = origin.heads().get(0).toLowerCase(Locale.ROOT);
      assertFalse(sent.contains("x-mine"), sent);
      assertFalse(sent.contains("timeout=9"), sent);
      assertFalse(sent.contains("\r\nte:"), sent);
      assertFalse(sent.contains("proxy-connection"), sent);
      assertTrue(sent.contains("x-other: 2"), sent);
      assertTrue(sent.contains("\r\nhost: www.example.test"), sent);
      assertEquals("", answer.header("X-Hop"));
      assertEquals("2", answer.header("X-End"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aViewerThatExpects100GetsItFromTheEdge(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin =
            RawOrigin.start(
                (connection, head) -> {
                  connection.in().readNBytes(5);
                  connection.send(GOOD);
                });
        RawConnection viewer = edge(kind, origin, engine -> {}).connect()) {
      Edge.send(viewer, "POST", "/a", "Expect: 100-continue", "Content-Length: 5");
      assertEquals(100, viewer.receiveHead().status());
      viewer.sendText("hello");
      assertEquals("good", viewer.receive().text());
      String sent = origin.heads().get(0).toLowerCase(Locale.ROOT);
      assertFalse(sent.contains("expect"), sent);
      assertTrue(sent.contains("content-length: 5"), sent);
    }
  }

  @ParameterizedTest
  @EnumSource
  void earlyHintsAreDropped(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin = hinting()) {
      RawResponse answer = edge(kind, origin, engine -> {}).get("/a");
      assertEquals("200 Miss good", answer.line());
      assertEquals("", answer.header("Link"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void earlyHintsArePassedWhereTheOptionSaysSo(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin origin = hinting();
        RawConnection viewer =
            edge(
                    kind,
                    origin,
                    engine -> engine.originOptions(OriginOptions.DEFAULT.withInterimPassed(true)))
                .connect()) {
      Edge.send(viewer, "GET", "/a");
      if (kind == ServletContainer.Kind.JETTY) { // Tomcat can send 103 only
        assertEquals(102, viewer.receiveHead().status());
      }
      RawResponse hints = viewer.receiveHead();
      RawResponse answer = viewer.receive();

      assertEquals("103 </s.css>", hints.status() + " " + hints.header("Link"));
      assertEquals("200 Miss good", answer.line());
      assertEquals("", answer.header("Link"), "what was meant for the hints alone");
    }
  }

  private static RawOrigin hinting() throws Exception {
    return RawOrigin.start(
        (connection, head) ->
            connection.send(
                "HTTP/1.1 102 Processing\r\n\r\n"
                    + "HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n"
                    + GOOD));
  }

  @ParameterizedTest
  @EnumSource
  void connectionsSurviveAPublicationThatLeavesTheOriginAlone(ServletContainer.Kind kind)
      throws Exception {
    try (RawOrigin origin = RawOrigin.start((connection, head) -> connection.send(GOOD))) {
      Edge edge = edge(kind, origin, engine -> {});
      edge.get("/first");
      // An answer may end a moment before its connection is free again, so one try shows nothing.
      for (int i = 0; i < PUBLICATIONS; i++) {
        OriginConfig alone = RemoteServer.origin("far", origin.port()).build();
        edge.engine.publish(site(alone, "/x" + i + "/*"));
        edge.get("/a" + i);
      }
      int before = origin.connections();
      assertTrue(before < 1 + PUBLICATIONS, before + " connections");

      edge.engine.publish(
          site(RemoteServer.origin("far", origin.port()).originPath("/v2").build(), "/x/*"));
      assertEquals("200 Miss good", edge.get("/c").line());
      assertEquals(before + 1, origin.connections());
      String last = origin.heads().get(origin.heads().size() - 1);
      assertTrue(last.startsWith("GET /v2/c "), last);
    }
  }

  private static EdgeConfig site(OriginConfig origin, String pattern) {
    EdgeSetup setup = new EdgeSetup();
    setup.distribution.origin(origin);
    setup.behavior(pattern, behavior -> behavior.targetOrigin("app"));
    setup.defaultBehavior(behavior -> behavior.targetOrigin("far"));
    return setup.config.distribution(setup.distribution.build()).build();
  }
}
