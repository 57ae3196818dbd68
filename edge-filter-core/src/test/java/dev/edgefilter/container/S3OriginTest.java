// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.OriginAccessControlConfig;
import dev.edgefilter.config.OriginAccessControlConfig.OriginType;
import dev.edgefilter.config.OriginAccessControlConfig.Signing;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.origin.OriginCredentials;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buckets behind origin access control, at a server that checks each signature. */
@Tag("container")
final class S3OriginTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  private S3Server s3;

  @BeforeEach
  void start() throws Exception {
    s3 = edges.closeLast(S3Server.start());
    s3.objects.put("/pictures/site/a b+c.txt", "hello");
  }

  private Edge edge(ServletContainer.Kind kind, Signing signing) {
    return edges.start(
        kind,
        setup -> {
          setup
              .engine
              .s3Endpoint(URI.create("http://localhost:" + s3.port()))
              .originCredentials(
                  () -> new OriginCredentials(S3Server.ID, S3Server.SECRET, s3.token));
          setup.config.originAccessControl(
              new OriginAccessControlConfig("E-OAC", "oac", signing, OriginType.S3));
          setup.distribution.origin(
              OriginConfig.builder("bucket", "pictures.s3.eu-west-1.amazonaws.com")
                  .originPath("/site")
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
  }

  @ParameterizedTest
  @EnumSource
  void aBucketTakesSignedRequests(ServletContainer.Kind kind) throws Exception {
    Edge edge = edge(kind, Signing.ALWAYS);

    assertEquals("200 Miss hello", edge.get("/a%20b+c.txt?x=1&b=%C3%A4&b=1").line());
    assertEquals("200 Hit hello", edge.get("/a%20b+c.txt").line());
    edge.clock.advance(Duration.ofSeconds(61));
    assertEquals("200 RefreshHit hello", edge.get("/a%20b+c.txt").line());
    assertEquals(
        List.of("GET /pictures/site/a%20b%2Bc.txt?b=%C3%A4&b=1&x=1"), s3.asked.subList(0, 1));
  }

  @ParameterizedTest
  @EnumSource
  void aViewersOwnAuthorizationIsReplacedOrKept(ServletContainer.Kind kind) throws Exception {
    String own = "Authorization: Basic abc";
    assertEquals(200, edge(kind, Signing.ALWAYS).get("/a%20b+c.txt", own).status());
    Edge kept = edge(kind, Signing.NO_OVERRIDE);
    assertEquals(200, kept.get("/a%20b+c.txt").status());
    RawResponse answer = kept.ask("PUT", "/x.txt", own, "Content-Length: 0");
    assertEquals(403, answer.status(), "the bucket does not know it");
    assertEquals(403, edge(kind, Signing.NEVER).get("/a%20b+c.txt").status());
  }

  @ParameterizedTest
  @EnumSource
  void aBodyIsSentWithoutItsHash(ServletContainer.Kind kind) throws Exception {
    Edge edge = edge(kind, Signing.ALWAYS);
    try (RawConnection viewer = edge.connect()) {
      Edge.send(viewer, "PUT", "/new.txt", "Content-Length: 5");
      viewer.sendText("12345");
      assertEquals(200, viewer.receive().status());
    }
    assertEquals("5", s3.objects.get("/pictures/site/new.txt"));
  }

  @ParameterizedTest
  @EnumSource
  void temporaryKeysMayChange(ServletContainer.Kind kind) throws Exception {
    Edge edge = edge(kind, Signing.ALWAYS);
    s3.token = "one";
    assertEquals(200, edge.get("/a%20b+c.txt?1").status());
    s3.token = "two/+==";
    edge.clock.advance(Duration.ofSeconds(61));
    assertEquals(200, edge.get("/a%20b+c.txt?1").status());
  }

  @ParameterizedTest
  @EnumSource
  void anAbsentKeyIs403WithoutPermissionToList(ServletContainer.Kind kind) throws Exception {
    Edge edge = edge(kind, Signing.ALWAYS);

    RawResponse forbidden = edge.get("/none.txt");
    assertEquals(403, forbidden.status());
    assertTrue(forbidden.text().contains("AccessDenied"), forbidden.text());
    s3.listAllowed = true;
    RawResponse absent = edge.get("/none2.txt");
    assertEquals(404, absent.status());
    assertTrue(absent.text().contains("NoSuchKey"), absent.text());
  }

  @ParameterizedTest
  @EnumSource
  void explainTellsOfTheSignatureWithoutTheKey(ServletContainer.Kind kind) {
    String text =
        edge(kind, Signing.ALWAYS)
            .engine
            .explain(RequestHead.of("GET", "http://h/a", Headers.EMPTY), null)
            .text();
    assertTrue(text.contains("SigV4 for s3 in eu-west-1, always"), text);
    assertTrue(!text.contains(S3Server.SECRET), text);
  }
}
