// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static dev.edgefilter.container.BodyTesting.takesBodies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.OriginAccessControlConfig;
import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import dev.edgefilter.http.Headers;
import dev.edgefilter.origin.OriginCredentials;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields that viewers send after a body, and what of them a remote origin gets. */
@Tag("container")
final class RequestTrailersTest {
  private static final String BODY = "5\r\nhello\r\n0\r\n";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch brokenOff = new CountDownLatch(1);

  private RawOrigin origin() throws IOException {
    return RawOrigin.start(
        (connection, head) -> {
          try {
            bodies.add(connection.readChunked());
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood");
          } catch (IOException e) {
            brokenOff.countDown();
          }
        });
  }

  private Edge edge(
      ServletContainer.Kind kind, RawOrigin origin, Fidelity fidelity, Consumer<EdgeSetup> more) {
    return edges.start(
        kind,
        setup -> {
          setup.engine.fidelity(fidelity);
          setup.distribution.origin(
              RemoteServer.origin("far", origin.port())
                  .customHeaders(Headers.of("X-Key", "s3cret"))
                  .build());
          setup.defaultBehavior(behavior -> takesBodies(behavior).targetOrigin("far"));
          more.accept(setup);
        });
  }

  /** Asks with a body of unknown length; returns the head that the origin got, in lower case. */
  private static String post(Edge edge, RawOrigin origin, String trailers, String... headers)
      throws IOException {
    try (RawConnection viewer = edge.connect()) {
      String[] lines = new String[headers.length + 1];
      System.arraycopy(headers, 0, lines, 0, headers.length);
      lines[headers.length] = "Transfer-Encoding: chunked";
      Edge.send(viewer, "POST", "/a", lines).sendText(BODY + trailers + "\r\n");
      assertEquals("200 Miss good", viewer.receive().line());
    }
    return origin.heads().get(0).toLowerCase(Locale.ROOT);
  }

  private String body() {
    assertEquals(1, bodies.size());
    return bodies.get(0).toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @EnumSource
  void announcedOnesReachTheOrigin(ServletContainer.Kind kind) throws IOException {
    try (RawOrigin origin = origin()) {
      Edge edge = edge(kind, origin, Fidelity.STANDARD, setup -> {});
      String head = post(edge, origin, "X-Sum: 42\r\nX-Other: 1\r\n", "Trailer: X-Sum, X-Never");

      assertTrue(head.contains("\r\ntrailer: x-never, x-sum\r\n"), head);
      assertTrue(head.contains("\r\ntransfer-encoding: chunked\r\n"), head);
      assertEquals(BODY + "x-sum: 42\r\n\r\n", body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void announcedOnesThatDoNotComeLeaveTheBodyWhole(ServletContainer.Kind kind) throws IOException {
    try (RawOrigin origin = origin()) {
      post(edge(kind, origin, Fidelity.STANDARD, setup -> {}), origin, "", "Trailer: X-Sum");

      assertEquals(BODY + "\r\n", body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void cloudFrontDropsThemAndSoDoOtherFidelities(ServletContainer.Kind kind) throws IOException {
    for (Fidelity fidelity : List.of(Fidelity.SAFE, Fidelity.CLOUDFRONT)) {
      bodies.clear();
      try (RawOrigin origin = origin()) {
        Edge edge = edge(kind, origin, fidelity, setup -> {});
        String head = post(edge, origin, "X-Sum: 42\r\n", "Trailer: X-Sum");

        assertFalse(head.contains("trailer"), head);
        assertEquals(BODY + "\r\n", body());
        edge.assertNothingIsLeft();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noneSaysWhatOnlyAHeadMaySay(ServletContainer.Kind kind) throws IOException {
    try (RawOrigin origin = origin()) {
      Edge edge = edge(kind, origin, Fidelity.STANDARD, setup -> {});
      String head =
          post(
              edge,
              origin,
              String.join(
                  "\r\n",
                  "Authorization: Basic eA==",
                  "Cookie: a=b",
                  "Content-Type: text/html",
                  "Host: evil",
                  "Content-Length: 3",
                  "X-Key: guess",
                  "X-Hop: 1",
                  "X-Forwarded-For: 1.1.1.1",
                  "CloudFront-Viewer-Country: DE",
                  "X-Amz-Date: 1",
                  "X-Here: 2",
                  "X-Sum: 42",
                  ""),
              "Trailer: Authorization, Cookie, Content-Type, Host, Content-Length, X-Key, X-Hop,"
                  + " X-Forwarded-For, CloudFront-Viewer-Country, X-Amz-Date, X-Here",
              "Trailer: X-Sum",
              "X-Here: 1",
              "Connection: X-Hop");

      assertTrue(head.contains("\r\ntrailer: x-sum\r\n"), head);
      assertTrue(head.contains("\r\nx-here: 1\r\n"), head);
      assertEquals(BODY + "x-sum: 42\r\n\r\n", body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatThePoliciesDoNotForwardAsAHeaderIsNoTrailerEither(ServletContainer.Kind kind)
      throws IOException {
    try (RawOrigin origin = origin()) {
      Edge edge =
          edge(
              kind,
              origin,
              Fidelity.STANDARD,
              setup ->
                  setup.defaultBehavior(
                      behavior -> behavior.targetOrigin("far").allowedMethods(AllowedMethods.ALL)));
      String head = post(edge, origin, "X-Sum: 42\r\n", "Trailer: X-Sum");

      assertFalse(head.contains("trailer"), head);
      assertEquals(BODY + "\r\n", body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void bodyOfKnownLengthHasNone(ServletContainer.Kind kind) throws IOException {
    try (RawOrigin origin =
            RawOrigin.start(
                (connection, head) -> {
                  connection.in().readNBytes(5);
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood");
                });
        RawConnection viewer = edge(kind, origin, Fidelity.STANDARD, setup -> {}).connect()) {
      Edge.send(viewer, "POST", "/a", "Trailer: X-Sum", "Content-Length: 5").sendText("hello");
      assertEquals("200 Miss good", viewer.receive().line());

      String head = origin.heads().get(0).toLowerCase(Locale.ROOT);
      assertTrue(head.contains("\r\ncontent-length: 5\r\n"), head);
      assertFalse(head.contains("trailer"), head);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bodyThatAWebAclHasLookedAtKeepsThem(ServletContainer.Kind kind) throws IOException {
    try (RawOrigin origin = origin()) {
      Edge edge = edge(kind, origin, Fidelity.STANDARD, BodyTesting::refuseEvil);
      post(edge, origin, "X-Sum: 42\r\n", "Trailer: X-Sum");

      assertEquals(BODY + "x-sum: 42\r\n\r\n", body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void signedRequestHasNone(ServletContainer.Kind kind) throws IOException {
    try (RawOrigin origin = origin()) {
      Edge edge =
          edge(
              kind,
              origin,
              Fidelity.STANDARD,
              setup -> {
                setup
                    .engine
                    .s3Endpoint(URI.create("http://localhost:" + origin.port()))
                    .originCredentials(() -> new OriginCredentials("id", "secret", null));
                setup.config.originAccessControl(
                    new OriginAccessControlConfig("E-OAC", "oac", Signing.ALWAYS, OriginType.S3));
                setup.distribution.origin(
                    OriginConfig.builder("bucket", "pictures.s3.eu-west-1.amazonaws.com")
                        .s3(true)
                        .accessControl("E-OAC")
                        .build());
                setup.defaultBehavior(
                    behavior ->
                        behavior
                            .targetOrigin("bucket")
                            .allowedMethods(AllowedMethods.ALL)
                            .originRequestPolicy("Managed-AllViewerExceptHostHeader"));
              });
      String head = post(edge, origin, "X-Sum: 42\r\n", "Trailer: X-Sum");

      assertTrue(head.contains("\r\nauthorization: aws4-hmac-sha256"), head);
      assertFalse(head.contains("trailer"), head);
      assertEquals(BODY + "\r\n", body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void viewerThatBreaksOffAmongThemLeavesTheOriginNoWholeBody(ServletContainer.Kind kind)
      throws Exception {
    edges.expectLoggedExceptions();
    try (RawOrigin origin = origin()) {
      Edge edge = edge(kind, origin, Fidelity.STANDARD, setup -> {});
      try (RawConnection viewer = edge.connect()) {
        Edge.send(viewer, "POST", "/a", "Trailer: X-Sum", "Transfer-Encoding: chunked")
            .sendText(BODY + "X-Sum: 4");
      }

      assertTrue(brokenOff.await(20, TimeUnit.SECONDS), "the origin sees the connection end");
      assertEquals(List.of(), bodies);
    }
  }
}
