// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.CorsConfig;
import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.ResponseHeadersPolicyConfig;
import dev.edgefilter.config.SecurityHeadersConfig.FrameOption;
import dev.edgefilter.config.ViewerProtocolPolicy;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import dev.edgefilter.internal.response.CorsReason;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Response headers policies on every kind of response. */
final class HeadersPolicyExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  @BeforeEach
  void aPolicyIsAttached() {
    edge.library.responseHeadersPolicy(policy("p").build());
    edge.behavior(b -> b.responseHeadersPolicy("p").allowedMethods(AllowedMethods.ALL));
  }

  private static ResponseHeadersPolicyConfig.Builder policy(String id) {
    return ResponseHeadersPolicyConfig.builder(id)
        .cors(
            CorsConfig.builder()
                .allowOrigins("https://a.example")
                .allowHeaders("X-A")
                .allowMethods("GET")
                .build())
        .frameOptions(FrameOption.DENY, false)
        .contentTypeOptions(true)
        .customHeader("X-Custom", "policy", true)
        .removeHeader("X-Powered-By");
  }

  private static void assertChanged(Answer answer) {
    Headers headers = answer.headers();
    assertEquals(List.of("DENY"), headers.all("X-Frame-Options"));
    assertEquals(List.of("nosniff"), headers.all("X-Content-Type-Options"));
    assertEquals(List.of("policy"), headers.all("X-Custom"));
    assertEquals(List.of(), headers.all("X-Powered-By"));
    assertEquals(List.of("Origin"), headers.all("Vary"));
  }

  private static void assertUnchanged(Answer answer) {
    assertNull(answer.header("X-Frame-Options"));
    assertNull(answer.header("X-Custom"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing to replace | Cache-Control: max-age=60 / ETag: "a"
          all to replace     | Cache-Control: max-age=60 / ETag: "a" / X-Custom: app / X-Powered-By: app / X-Content-Type-Options: x
          all there already  | Cache-Control: max-age=60 / ETag: "a" / X-Custom: policy / X-Content-Type-Options: nosniff
          """)
  void missesHitsValidationsAndPartsAreChangedAlike(String name, String headers) {
    edge.app.answers(200, headers, "0123456789");

    Answer miss = edge.get("/a");
    Answer hit = edge.get("/a");
    Answer head = edge.ask("HEAD", "/a", "-");
    Answer unchanged = edge.get("/a", "If-None-Match: \"a\"");
    Answer part = edge.get("/a", "Range: bytes=2-3");
    Answer behindTheEnd = edge.get("/a", "Range: bytes=20-30");

    assertEquals("Hit from cloudfront", hit.xCache());
    assertEquals("Hit from cloudfront", head.xCache());
    assertEquals(304, unchanged.status());
    assertEquals(206, part.status());
    assertEquals("23", part.body());
    assertEquals(416, behindTheEnd.status());
    for (Answer each : List.of(miss, hit, head, unchanged, part, behindTheEnd)) {
      assertChanged(each);
    }
    assertEquals("10", head.header("Content-Length"));
    assertEquals("", head.body());
  }

  @Test
  void aConfirmedResponseIsChangedAfresh() {
    edge.app.answers(200, "Cache-Control: max-age=60 / ETag: \"a\" / X-Powered-By: app", "body");
    edge.get("/a");
    edge.passSeconds(61);
    edge.app.answers(304, "Cache-Control: max-age=60 / ETag: \"a\" / X-Powered-By: app", "");

    Answer confirmed = edge.get("/a");

    assertEquals("RefreshHit from cloudfront", confirmed.xCache());
    assertChanged(confirmed);
  }

  @Test
  void whatIsStoredKeepsTheOriginsHeaders() {
    edge.library.responseHeadersPolicy(
        ResponseHeadersPolicyConfig.builder("never")
            .customHeader("Cache-Control", "no-store", true)
            .build());
    edge.behavior(b -> b.responseHeadersPolicy("never"));
    edge.app.answers(200, "Cache-Control: max-age=60", "body");

    assertEquals("no-store", edge.get("/a").header("Cache-Control"));
    Answer hit = edge.get("/a");

    assertEquals("Hit from cloudfront", hit.xCache());
    assertEquals(List.of("no-store"), hit.headers().all("Cache-Control"));
  }

  @ParameterizedTest
  @CsvSource({"404", "500"})
  void errorsOfTheOriginAreChanged(int status) {
    edge.app.answers(status, "X-Powered-By: app", "error");
    assertChanged(edge.get("/a"));
  }

  @Test
  void errorPagesAreChangedByThePolicyOfThePathThatFailed() {
    edge.library.responseHeadersPolicy(
        ResponseHeadersPolicyConfig.builder("pages").customHeader("X-Pages", "1", true).build());
    edge.site(
        s ->
            s.customError(404, "/errors/404.html", 404, 0)
                .customError(403, "/errors/404.html", 403, 0)
                .behavior(
                    "/errors/*",
                    b -> b.targetOrigin("app").cachePolicy("test").responseHeadersPolicy("pages"))
                .behavior(
                    "/secure/*",
                    b ->
                        b.targetOrigin("app")
                            .cachePolicy("test")
                            .viewerProtocol(ViewerProtocolPolicy.HTTPS_ONLY)
                            .responseHeadersPolicy("p")));
    edge.app.does(
        (request, sink) ->
            edge.app.send(
                sink,
                request.path().startsWith("/errors/") ? 200 : 404,
                "X-Powered-By: app / Cache-Control: max-age=60",
                "x"));

    for (String path : List.of("/a", "/a", "/secure/a")) {
      Answer page = edge.get(path);
      assertEquals("x", page.body());
      assertChanged(page);
      assertNull(page.header("X-Pages"));
    }
  }

  @Test
  void redirectsAndRefusalsOfTheEdgeAreLeftAlone() {
    edge.site(
        s ->
            s.behavior(
                    "/moved",
                    b ->
                        b.targetOrigin("app")
                            .viewerProtocol(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                            .responseHeadersPolicy("p"))
                .behavior("/only-get", b -> b.targetOrigin("app").responseHeadersPolicy("p")));

    assertUnchanged(edge.get("/moved"));
    Answer refused = edge.ask("DELETE", "/only-get", "-");
    assertEquals(403, refused.status());
    assertUnchanged(refused);
  }

  @Test
  void securityHeadersComeEverywhereWhereThatIsSwitchedOn() {
    edge.switched(FidelitySwitch.SECURITY_HEADERS_EVERYWHERE, true);
    edge.site(
        s ->
            s.behavior(
                "/moved",
                b ->
                    b.targetOrigin("app")
                        .viewerProtocol(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                        .responseHeadersPolicy("p")));

    Answer moved = edge.get("/moved");

    assertEquals(301, moved.status());
    assertEquals("DENY", moved.header("X-Frame-Options"));
    assertNull(moved.header("X-Custom"));
  }

  @Test
  void preflightsAreAnsweredByTheEdgeWhereThatIsSwitchedOn() {
    edge.switched(FidelitySwitch.PREFLIGHT_ANSWERED, true);
    edge.app.answers(405, "-", "");
    String preflight = " / Access-Control-Request-Method: GET";

    Answer friend = edge.ask("OPTIONS", "/a", "Origin: https://a.example" + preflight);
    Answer stranger = edge.ask("OPTIONS", "/a", "Origin: https://b.example" + preflight);

    assertEquals(204, friend.status());
    assertEquals("GET", friend.header("Access-Control-Allow-Methods"));
    assertEquals("FunctionGeneratedResponse from cloudfront", friend.xCache());
    assertEquals(405, stranger.status());
    assertEquals(1, edge.app.asked());
  }

  @Test
  void whatAFunctionMadeIsChanged() {
    edge.functions.put(
        "hello",
        event ->
            FunctionResult.response(
                new FunctionResponse(
                    302, Headers.of("Location", "/b", "X-Powered-By", "function"), null)));
    edge.behavior(
        b -> b.responseHeadersPolicy("p").function(FunctionEvent.VIEWER_REQUEST, "hello"));

    Answer made = edge.get("/a");

    assertEquals("/b", made.header("Location"));
    assertChanged(made);
  }

  @Test
  void thePolicyComesAfterTheViewerResponseFunction() {
    edge.functions.put(
        "late",
        event -> {
          FunctionResponse response = event.response();
          assertNull(response.headers().first("X-Custom"));
          return FunctionResult.response(
              new FunctionResponse(
                  response.status(),
                  response.headers().toBuilder()
                      .set("X-Custom", "function")
                      .set("X-Frame-Options", "SAMEORIGIN")
                      .build(),
                  null));
        });
    edge.behavior(
        b -> b.responseHeadersPolicy("p").function(FunctionEvent.VIEWER_RESPONSE, "late"));
    edge.app.answers(200, "Cache-Control: max-age=60", "body");

    for (Answer each : List.of(edge.get("/a"), edge.get("/a"))) {
      assertEquals(List.of("policy"), each.headers().all("X-Custom"), "override");
      assertEquals(List.of("SAMEORIGIN"), each.headers().all("X-Frame-Options"), "no override");
    }
  }

  @Test
  void corsIsDecidedForEachViewerThoughOneResponseIsStored() {
    edge.app.answers(200, "Cache-Control: max-age=60", "body");
    edge.get("/a");

    Answer friend = edge.get("/a", "Origin: https://a.example");
    Answer stranger = edge.get("/a", "Origin: https://b.example");
    Answer same = edge.get("/a");

    assertEquals("https://a.example", friend.header("Access-Control-Allow-Origin"));
    assertEquals(CorsReason.ALLOWED, friend.reason(Step.CORS));
    assertNull(stranger.header("Access-Control-Allow-Origin"));
    assertEquals(CorsReason.ORIGIN_NOT_ALLOWED, stranger.reason(Step.CORS));
    assertNull(same.header("Access-Control-Allow-Origin"));
    assertNull(same.reason(Step.CORS));
    for (Answer each : List.of(friend, stranger, same)) {
      assertEquals("Hit from cloudfront", each.xCache());
      assertEquals("Origin", each.header("Vary"));
    }
  }

  @Test
  void aPreflightReachesTheOriginAndGetsThePolicysAnswer() {
    edge.app.answers(204, "-", "");

    Answer answer =
        edge.ask("OPTIONS", "/a", "Origin: https://a.example / Access-Control-Request-Method: GET");

    assertEquals(204, answer.status());
    assertEquals("GET", answer.header("Access-Control-Allow-Methods"));
    assertEquals("X-A", answer.header("Access-Control-Allow-Headers"));
    assertEquals(CorsReason.PREFLIGHT, answer.reason(Step.CORS));
    assertEquals(1, edge.app.asked());
  }

  @ParameterizedTest(name = "rate {0}, number {1}, Pragma {2}: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          50  | 0.4999 | -                     | true
          50  | 0.5    | -                     | false
          100 | 0.9999 | -                     | true
          0   | 0      | -                     | false
          0   | 0.5    | Pragma: server-timing | true
          0   | 0.5    | Pragma: Server-Timing | true
          0   | 0.5    | Pragma: no-cache      | false
          none| 0      | Pragma: server-timing | false
          """)
  void serverTimingIsSampled(Double rate, double number, String headers, boolean sent) {
    edge.library.responseHeadersPolicy(
        ResponseHeadersPolicyConfig.builder("timed").serverTiming(rate).build());
    edge.behavior(b -> b.responseHeadersPolicy("timed"));
    edge.sample = number;
    edge.app.answers(200, "Cache-Control: max-age=60", "body");

    for (int i = 0; i < 2; i++) {
      assertEquals(sent, edge.get("/a", headers).header("Server-Timing") != null);
    }
  }

  @Test
  void serverTimingTellsMissHitAndRefresh() {
    edge.library.responseHeadersPolicy(
        ResponseHeadersPolicyConfig.builder("timed").serverTiming(100.0).build());
    edge.behavior(b -> b.responseHeadersPolicy("timed"));
    edge.app.does(
        (request, sink) -> {
          edge.passMillis(177);
          edge.app.send(
              sink,
              200,
              "Cache-Control: max-age=60 / ETag: \"a\" / Server-Timing: db;dur=5",
              "body");
        });

    Answer miss = edge.get("/a");
    Answer hit = edge.get("/a");
    edge.passSeconds(61);
    edge.app.answers(304, "Cache-Control: max-age=60 / ETag: \"a\"", "");
    Answer refreshed = edge.get("/a");

    String id = "cdn-pop;desc=\"LOCAL50-C1\",cdn-rid;desc=\"";
    assertEquals(
        "cdn-upstream-layer;desc=\"EDGE\",cdn-upstream-dns;dur=0,cdn-upstream-connect;dur=0,"
            + "cdn-upstream-fbl;dur=177,cdn-cache-miss,"
            + id
            + miss.header("X-Amz-Cf-Id")
            + "\",cdn-downstream-fbl;dur=0,db;dur=5",
        miss.header("Server-Timing"));
    assertEquals(
        "cdn-cache-hit,"
            + id
            + hit.header("X-Amz-Cf-Id")
            + "\",cdn-hit-layer;desc=\"EDGE\",cdn-downstream-fbl;dur=0",
        hit.header("Server-Timing"));
    assertTrue(refreshed.header("Server-Timing").contains(",cdn-cache-refresh,"));
    assertEquals(1, hit.headers().all("Server-Timing").size());
  }
}
