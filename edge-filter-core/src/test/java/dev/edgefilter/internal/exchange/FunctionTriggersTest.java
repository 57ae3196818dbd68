// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.CacheBehaviorConfig;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.ViewerProtocolPolicy;
import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.config.waf.WafStatement.ByteMatch;
import dev.edgefilter.config.waf.WebAclConfig;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.internal.access.signing.SigningData;
import dev.edgefilter.origin.OriginException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On which events functions run, and on which they do not (CloudFront: edge function triggers). */
final class FunctionTriggersTest {
  private static final List<String> HIT = List.of("viewer-request", "viewer-response 200");
  private static final List<String> MISS =
      List.of("viewer-request", "origin-request", "origin-response 200", "viewer-response 200");

  @RegisterExtension final TestEdge edge = new TestEdge();

  private final List<String> runs = new ArrayList<>();

  @BeforeEach
  void everyEventHasAFunction() {
    for (FunctionEvent event : FunctionEvent.values()) {
      edge.functions.put(event.token(), this::leaveAsItIs);
    }
    edge.behavior(FunctionTriggersTest::onEveryEvent);
    edge.app.answers(200, "Cache-Control: max-age=60 / ETag: \"v\" / Content-Length: 3", "app");
  }

  private static void onEveryEvent(CacheBehaviorConfig.Builder behavior) {
    for (FunctionEvent event : FunctionEvent.values()) {
      behavior.function(event, event.token());
    }
  }

  private void note(EdgeEvent event) {
    FunctionResponse response = event.response();
    runs.add(event.event().token() + (response == null ? "" : " " + response.status()));
  }

  private FunctionResult leaveAsItIs(EdgeEvent event) {
    note(event);
    return event.response() == null
        ? FunctionResult.request(event.request())
        : FunctionResult.response(event.requireResponse());
  }

  private void on(FunctionEvent event, EdgeFunction code) {
    edge.functions.put(
        event.token(),
        given -> {
          note(given);
          return code.run(given);
        });
  }

  /** What ran since the last time. */
  private List<String> runs() {
    List<String> since = List.copyOf(runs);
    runs.clear();
    return since;
  }

  private int status(String path, String headers) {
    return edge.get(path, headers).status();
  }

  @Test
  void aMissRunsAllFourAndAHitTheViewersTwo() {
    edge.get("/a");
    assertEquals(MISS, runs());
    edge.get("/a");
    assertEquals(HIT, runs());
  }

  @Test
  void aRevalidationRunsAllFourAndTheOriginsOneSeesThe304() {
    edge.get("/a");
    runs();
    edge.passSeconds(60);
    edge.app.answers(304, "Cache-Control: max-age=60 / ETag: \"v\"", "");

    assertEquals("RefreshHit from cloudfront", edge.get("/a").xCache());

    assertEquals(
        List.of("viewer-request", "origin-request", "origin-response 304", "viewer-response 200"),
        runs());
  }

  @Test
  void whatAViewerHasAlreadyRunsTheViewersTwo() {
    edge.get("/a");
    runs();

    assertEquals(304, status("/a", "If-None-Match: \"v\""));

    assertEquals(List.of("viewer-request", "viewer-response 304"), runs());
  }

  @ParameterizedTest
  @CsvSource({"400", "403", "404", "500", "503"})
  void errorsOfTheOriginRunAllButTheViewersResponse(int status) {
    edge.app.answers(status, "Cache-Control: max-age=60", "broken");

    edge.get("/a");
    assertEquals(List.of("viewer-request", "origin-request", "origin-response " + status), runs());

    edge.get("/a");
    assertEquals(List.of("viewer-request"), runs(), "nor does it when the error was stored");
    assertEquals(1, edge.app.asked());
  }

  @Test
  void anOriginWithoutAnAnswerRunsNothingOnResponses() {
    edge.behavior(b -> onEveryEvent(b.targetOrigin("api")));
    edge.remote.does(
        (request, sink) -> {
          throw new OriginException(
              OriginException.Kind.CONNECT, "refused", new IOException("refused"));
        });

    assertEquals(502, status("/a", "-"));

    assertEquals(List.of("viewer-request", "origin-request"), runs());
  }

  @Test
  void anAnswerToAViewersRequestRunsNothingElse() {
    on(
        FunctionEvent.VIEWER_REQUEST,
        event -> FunctionResult.response(FunctionResponse.text(200, "made")));

    assertEquals("made", edge.get("/a").body());

    assertEquals(List.of("viewer-request"), runs());
  }

  @Test
  void anAnswerInPlaceOfTheOriginRunsNoFunctionOfTheOriginsResponse() {
    on(
        FunctionEvent.ORIGIN_REQUEST,
        event ->
            FunctionResult.response(
                FunctionResponse.text(event.request().uri().equals("/a") ? 200 : 404, "made")
                    .withHeader("Cache-Control", "max-age=60")));

    edge.get("/a");
    assertEquals(List.of("viewer-request", "origin-request", "viewer-response 200"), runs());
    edge.get("/a");
    assertEquals(HIT, runs());
    edge.get("/b");
    assertEquals(List.of("viewer-request", "origin-request"), runs());
  }

  @Test
  void anErrorThatAFunctionMendedRunsTheViewersResponse() {
    on(
        FunctionEvent.ORIGIN_RESPONSE,
        event -> FunctionResult.response(event.requireResponse().withStatus(200)));
    edge.app.answers(404, "Cache-Control: max-age=60", "none");

    edge.get("/a");
    assertEquals(
        List.of("viewer-request", "origin-request", "origin-response 404", "viewer-response 200"),
        runs());
    edge.get("/a");
    assertEquals(HIT, runs());
  }

  @Test
  void aPageThatStandsInForAnErrorRunsNoFunctionOfTheViewer() {
    edge.site(
        s ->
            s.customError(404, "/missing", 404, 10)
                .behavior(
                    "/missing", b -> onEveryEvent(b.targetOrigin("app").cachePolicy("test"))));
    edge.app.does(
        (request, sink) ->
            edge.app.send(sink, request.path().equals("/missing") ? 200 : 404, "-", "page"));

    assertEquals(404, status("/a", "-"));

    assertEquals(
        List.of(
            "viewer-request",
            "origin-request",
            "origin-response 404",
            "origin-request",
            "origin-response 200"),
        runs());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"Range: bytes=9-, 416", "If-Match: \"other\", 412"})
  void anErrorOfTheEdgeRunsNoFunctionOfTheViewersResponse(String condition, int status) {
    edge.get("/a");
    runs();

    assertEquals(status, status("/a", condition));
    assertEquals(List.of("viewer-request"), runs());
    assertEquals(status, status("/b", condition));
    assertEquals(List.of("viewer-request", "origin-request", "origin-response 200"), runs());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"redirect, 301", "https, 403", "acl, 403", "keys, 403"})
  void whatTheEdgeRefusesRunsNothing(String what, int status) {
    edge.library
        .webAcl(
            WebAclConfig.builder("acl")
                .rule(
                    "bad",
                    ByteMatch.of(FieldToMatch.uriPath(), ByteMatch.Position.CONTAINS, "acl"),
                    WafAction.block())
                .build())
        .publicKey(SigningData.RSA_ID, SigningData.text("rsa-public.pem"))
        .keyGroup("group", SigningData.RSA_ID);
    edge.site(
        s -> {
          s.webAcl("acl");
          behavior(s, "/redirect", b -> b.viewerProtocol(ViewerProtocolPolicy.REDIRECT_TO_HTTPS));
          behavior(s, "/https", b -> b.viewerProtocol(ViewerProtocolPolicy.HTTPS_ONLY));
          behavior(s, "/keys", b -> b.trustedKeyGroup("group"));
        });

    assertEquals(
        status, edge.ask(what.equals("method") ? "DELETE" : "GET", "/" + what, "-").status());

    assertEquals(List.of(), runs());
  }

  private static void behavior(
      DistributionConfig.Builder site,
      String path,
      Consumer<CacheBehaviorConfig.Builder> settings) {
    site.behavior(
        path,
        b -> {
          onEveryEvent(b.targetOrigin("app").cachePolicy("test"));
          settings.accept(b);
        });
  }
}
