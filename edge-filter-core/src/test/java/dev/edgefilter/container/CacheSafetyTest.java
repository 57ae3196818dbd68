// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.PercentCoding;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each known way to make a shared cache serve one viewer's answer to another is tried. */
@Tag("container")
class CacheSafetyTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  /** An application that trusts whatever headers it sees. */
  private static final Handler TRUSTING =
      (q, r) -> {
        StringBuilder seen = new StringBuilder();
        for (String name :
            new String[] {
              "X-Forwarded-Host", "X-Forwarded-Scheme", "X-Host", "X-Original-URL", "X-Rewrite-URL",
              "Forwarded", "X-Forwarded-Proto", "X-HTTP-Method-Override", "Origin", "Referer",
              "User-Agent", "Accept-Language", "Cookie", "Authorization"
            }) {
          String value = q.getHeader(name);
          seen.append(value == null ? "" : name + "=" + value);
        }
        r.getWriter().print("[" + seen + "]" + q.getParameter("cb") + q.getMethod());
      };

  @ParameterizedTest
  @EnumSource
  void headersOutsideTheKeyDoNotReachTheApplication(ServletContainer.Kind kind) throws Exception {
    Edge edge = edges.start(kind, setup -> setup.app("/page", TRUSTING));
    RawResponse poisoned =
        edge.get(
            "/page",
            "X-Forwarded-Host: evil.test",
            "X-Forwarded-Scheme: http",
            "X-Host: evil.test",
            "X-Original-URL: /evil",
            "X-Rewrite-URL: /evil",
            "Forwarded: host=evil.test",
            "X-Forwarded-Proto: nothttps",
            "X-HTTP-Method-Override: POST",
            "Origin: https://evil.test",
            "Referer: https://evil.test",
            "User-Agent: evil",
            "Accept-Language: evil",
            "Cookie: evil=1",
            "Authorization: Basic ZXZpbA==");
    assertEquals("200 Miss []nullGET", poisoned.line());
    assertEquals("200 Hit []nullGET", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void fatGetsAndHiddenParametersAreNoneOfTheKeys(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .policy(
                        EdgeSetup.policy("by-cb")
                            .queryStrings(NameSelection.whitelist("cb"))
                            .build())
                    .defaultBehavior(b -> b.cachePolicy("by-cb").allowedMethods(AllowedMethods.ALL))
                    .app("/page", TRUSTING));
    String form = "Content-Type: application/x-www-form-urlencoded";
    RawResponse fat = edge.ask("GET", "/page?cb=1", form, "Content-Length: 7", "", "cb=evil");
    assertEquals(403, fat.status());
    assertEquals("200 Miss []1GET", edge.get("/page?cb=1").line());
    // A semicolon separates nothing, an encoded name is the name, and the first value counts.
    assertEquals("200 Miss []nullGET", edge.get("/page?x=1;cb=evil").line());
    assertEquals("200 Hit []nullGET", edge.get("/page").line());
    RawResponse twice = edge.get("/page?cb=1&cb=evil");
    assertEquals("200 Miss []1GET", twice.line());
    assertEquals("200 Hit []1GET", edge.get("/page?cb=1").line());
    RawResponse encoded = edge.get("/page?%63b=evil");
    assertTrue(encoded.text().equals("[]evilGET") || encoded.text().equals("[]nullGET"));
    assertEquals("200 Hit []1GET", edge.get("/page?cb=1").line());
    assertEquals("200 Hit []nullGET", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void pathsThatOnlyLookStaticAreNotStoredForOthers(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .behavior("*.css", b -> b.originRequestPolicy("Managed-AllViewer"))
                    .app(
                        "/account/x.css",
                        (q, r) -> r.getWriter().print("of " + q.getHeader("Cookie")))
                    .app(
                        "/private/x.css",
                        (q, r) -> {
                          r.setHeader("Cache-Control", "private");
                          r.getWriter().print("of " + q.getHeader("Cookie"));
                        })
                    .app(
                        "/session/x.css",
                        (q, r) -> {
                          r.setHeader("Set-Cookie", "s=" + q.getHeader("Cookie"));
                          r.getWriter().print("of " + q.getHeader("Cookie"));
                        }));
    for (String path : new String[] {"/account/x.css", "/private/x.css", "/session/x.css"}) {
      assertEquals("200 Miss of a=victim", edge.get(path, "Cookie: a=victim").line());
      assertEquals("200 Miss of a=thief", edge.get(path, "Cookie: a=thief").line());
    }
    for (String alias :
        new String[] {
          "/account;x.css", "/account/%2e%2e;x.css", "/account%2fx.css", "/account%00.css"
        }) {
      RawResponse refused = edge.get(alias, "Cookie: a=victim");
      assertTrue(refused.status() >= 400, alias);
    }
  }

  @ParameterizedTest
  @EnumSource
  void credentialsKeepAnswersPrivate(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .defaultBehavior(b -> b.originRequestPolicy("Managed-AllViewer"))
                    .app(
                        "/page",
                        (q, r) -> r.getWriter().print("of " + q.getHeader("Authorization"))));
    assertEquals(200, edge.get("/page", "Authorization: victim").status());
    assertFalse(edge.get("/page").text().contains("victim"));
    assertFalse(edge.get("/page", "Authorization: thief").text().contains("victim"));
  }

  @ParameterizedTest
  @EnumSource
  void errorsThatAViewerProvokesAreNotServedToOthers(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .policy(
                        EdgeSetup.policy("by-header")
                            .headers(HeaderSelection.whitelist("X-Kind"))
                            .build())
                    .defaultBehavior(b -> b.cachePolicy("by-header"))
                    .app("/page", (q, r) -> r.getWriter().print("page")));
    RawResponse oversized = edge.get("/page", "X-Oversized: " + "a".repeat(60_000));
    assertTrue(oversized.status() >= 400 || oversized.text().equals("page"), oversized.line());
    RawResponse meta = edge.get("/page", "X-Meta: a\u0007b"); // containers differ on it
    assertTrue(meta.status() >= 400 || meta.text().equals("page"), meta.line());
    assertTrue(edge.ask("GETS", "/page").status() >= 400);
    assertEquals(200, edge.get("/page", "X-HTTP-Method-Override: DELETE").status());
    assertEquals("200 Hit page", edge.get("/page").line());
    assertEquals(416, edge.get("/page", "Range: bytes=100-").status());
    assertEquals(412, edge.get("/page", "If-Match: \"none\"").status());
    assertEquals("200 Hit page", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void keyPartsCannotBeJoinedDifferently(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .policy(
                        EdgeSetup.policy("by-two")
                            .headers(HeaderSelection.whitelist("X-A", "X-B"))
                            .queryStrings(NameSelection.all())
                            .cookies(NameSelection.all())
                            .build())
                    .defaultBehavior(b -> b.cachePolicy("by-two"))
                    .app(
                        "/page",
                        (q, r) ->
                            r.getWriter()
                                .print(
                                    q.getHeader("X-A")
                                        + "/"
                                        + q.getHeader("X-B")
                                        + "/"
                                        + q.getQueryString()
                                        + "/"
                                        + q.getHeader("Cookie"))));
    String[][] requests = {
      {"/page", "X-A: 1", "X-B: 2"},
      {"/page", "X-A: 12", "X-B: "},
      {"/page", "X-A: 1, X-B: 2"},
      {"/page", "X-A: 1\tX-B: 2"},
      {"/page?a=1", "Cookie: b=2"},
      {"/page?a=1&b=2"},
      {"/page", "Cookie: a=1; b=2"},
      {"/page", "Cookie: a=1%3B b=2"},
      {"/page?a=1%26b=2"},
    };
    for (String[] request : requests) {
      String[] lines = Arrays.copyOfRange(request, 1, request.length);
      assertEquals("Miss", edge.get(request[0], lines).xCache(), request[0] + lines.length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void varyCannotBeUsedToShareOrToFlood(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup
                    .defaultBehavior(b -> b.originRequestPolicy("Managed-AllViewer"))
                    .app(
                        "/star",
                        (q, r) -> {
                          r.setHeader("Vary", "*");
                          r.getWriter().print(q.getHeader("X-Who"));
                        })
                    .app(
                        "/who",
                        (q, r) -> {
                          r.setHeader("Vary", "X-Who");
                          r.getWriter().print(q.getHeader("X-Who"));
                        }));
    assertEquals("200 Miss a", edge.get("/star", "X-Who: a").line());
    assertEquals("200 Miss b", edge.get("/star", "X-Who: b").line());
    for (int i = 0; i < 200; i++) {
      assertEquals("200 Miss " + i, edge.get("/who", "X-Who: " + i).line());
    }
    assertTrue(edge.engine.statistics().entries() <= 201);
  }

  @ParameterizedTest
  @EnumSource
  void functionsCannotSplitAResponse(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.engine.function(
                  "split",
                  event -> {
                    var request = event.request();
                    String decoded = PercentCoding.decode(request.query());
                    return FunctionResult.response(
                        FunctionResponse.status(200).withHeader("X-Echo", decoded));
                  });
              setup
                  .defaultBehavior(b -> b.function(FunctionEvent.VIEWER_REQUEST, "split"))
                  .app("/page", (q, r) -> r.getWriter().print("page"));
            });
    edges.expectLoggedExceptions();
    RawResponse response = edge.get("/page?a%0d%0aSet-Cookie:%20evil=1");
    assertTrue(response.status() >= 500, () -> "answered with " + response.status());
    assertEquals("", response.header("Set-Cookie"));
  }
}
