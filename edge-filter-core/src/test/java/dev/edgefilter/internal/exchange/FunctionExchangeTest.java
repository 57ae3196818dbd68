// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions on the four events, and what becomes of their failures. */
final class FunctionExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  private void function(FunctionEvent event, EdgeFunction code) {
    edge.functions.put("f", code);
    edge.behavior(b -> b.function(event, "f"));
    edge.app.answers(200, "Cache-Control: max-age=60", "app");
  }

  @Test
  void aViewerRequestFunctionChangesObjectAndKeyButNotTheBehavior() {
    edge.site(s -> s.behavior("/new", b -> b.targetOrigin("app")));
    function(
        FunctionEvent.VIEWER_REQUEST,
        event -> FunctionResult.request(event.request().withUri("/new").withQuery(null)));

    Answer first = edge.get("/old?a=1");
    Answer second = edge.get("/older");

    assertEquals("/new", edge.app.lastRequest().path());
    assertNull(edge.app.lastRequest().query());
    assertEquals("Hit from cloudfront", second.xCache());
    assertEquals(FunctionReason.RAN, first.reason(Step.FUNCTION));
    assertEquals(RouteReason.DEFAULT_BEHAVIOR, first.reason(Step.ROUTE));
  }

  @Test
  void anEmptyQueryOfAFunctionIsNone() {
    edge.policy(TestEdge.policy(0, 0, 60).queryStrings(NameSelection.all()));
    function(
        FunctionEvent.VIEWER_REQUEST,
        event -> FunctionResult.request(event.request().withQuery("")));

    edge.get("/a?x=1");
    edge.get("/a");

    assertEquals(1, edge.app.asked());
    assertNull(edge.app.lastRequest().query());
  }

  /** CloudFront: Restrictions on edge functions, query strings. */
  @ParameterizedTest(name = "forwarded: {0}")
  @CsvSource({"all, a=1&b=2", "b, b=2", "none,"})
  void functionsOfTheOriginSeeTheQueryThatIsForwarded(String forwarded, @Nullable String seen) {
    edge.policy(
        TestEdge.policy(0, 0, 60)
            .queryStrings(
                switch (forwarded) {
                  case "all" -> NameSelection.all();
                  case "none" -> NameSelection.none();
                  default -> NameSelection.whitelist(forwarded);
                }));
    List<String> queries = new ArrayList<>();
    edge.functions.put(
        "f",
        event -> {
          queries.add(event.request().query());
          return event.response() == null
              ? FunctionResult.request(event.request())
              : FunctionResult.response(event.requireResponse());
        });
    edge.behavior(
        b -> {
          for (FunctionEvent event : FunctionEvent.values()) {
            b.function(event, "f");
          }
        });
    edge.app.answers(200, "-", "app");

    edge.get("/a?a=1&b=2");

    assertEquals(Arrays.asList("a=1&b=2", seen, seen, "a=1&b=2"), queries);
  }

  @Test
  void aViewerRequestFunctionMayAnswerAlone() {
    function(
        FunctionEvent.VIEWER_REQUEST,
        event -> FunctionResult.response(FunctionResponse.text(403, "no")));

    Answer answer = edge.get("/a");

    assertAll(
        () -> assertEquals(403, answer.status()),
        () -> assertEquals("no", answer.body()),
        () -> assertEquals("2", answer.header("Content-Length")),
        () -> assertEquals("FunctionGeneratedResponse from cloudfront", answer.xCache()),
        () -> assertEquals("EdgeFilter", answer.cacheStatus()),
        () -> assertEquals(0, edge.app.asked()));
  }

  @Test
  void anOriginRequestFunctionRunsOnMissesOnly() {
    AtomicInteger runs = new AtomicInteger();
    function(
        FunctionEvent.ORIGIN_REQUEST,
        event -> {
          runs.incrementAndGet();
          return FunctionResult.request(
              event.request().withUri("/elsewhere").withHeader("X-A", "1"));
        });

    edge.get("/a");
    edge.get("/a");

    assertEquals(1, runs.get());
    assertEquals("/elsewhere", edge.app.lastRequest().path());
    assertEquals("1", edge.app.lastRequest().headers().first("X-A"));
  }

  @Test
  void whatAnOriginRequestFunctionAnswersIsStored() {
    function(
        FunctionEvent.ORIGIN_REQUEST,
        event ->
            FunctionResult.response(
                FunctionResponse.text(200, "made").withHeader("Cache-Control", "max-age=60")));

    Answer first = edge.get("/a");
    Answer second = edge.get("/a");

    assertEquals("made", first.body());
    assertEquals("made", second.body());
    assertEquals("Hit from cloudfront", second.xCache());
    assertEquals(0, edge.app.asked());
  }

  @Test
  void anOriginResponseFunctionShapesWhatIsStored() {
    AtomicInteger runs = new AtomicInteger();
    function(
        FunctionEvent.ORIGIN_RESPONSE,
        event -> {
          runs.incrementAndGet();
          return FunctionResult.response(
              event.requireResponse().withBody("replaced").withHeader("X-A", "1"));
        });

    Answer first = edge.get("/a");
    Answer second = edge.get("/a");

    assertAll(
        () -> assertEquals("replaced", first.body()),
        () -> assertEquals("8", first.header("Content-Length")),
        () -> assertEquals("replaced", second.body()),
        () -> assertEquals("1", second.header("X-A")),
        () -> assertEquals(1, runs.get()));
  }

  @Test
  void aViewerResponseFunctionRunsOnHitsToo() {
    AtomicInteger runs = new AtomicInteger();
    function(
        FunctionEvent.VIEWER_RESPONSE,
        event ->
            FunctionResult.response(
                event.requireResponse().withHeader("X-Run", "" + runs.incrementAndGet())));

    assertEquals("1", edge.get("/a").header("X-Run"));
    Answer hit = edge.get("/a");
    assertEquals("2", hit.header("X-Run"));
    assertEquals("app", hit.body());
    assertEquals("Hit from cloudfront", hit.xCache());
    edge.app.answers(404, "-", "gone");
    assertNull(edge.get("/b").header("X-Run"), "not on errors");
  }

  @Test
  void aViewerResponseFunctionMayReplaceTheBodyOfOneViewer() {
    AtomicInteger runs = new AtomicInteger();
    function(
        FunctionEvent.VIEWER_RESPONSE,
        event ->
            runs.getAndIncrement() == 0
                ? FunctionResult.response(event.requireResponse().withBody("for you"))
                : FunctionResult.response(event.requireResponse()));

    assertEquals("for you", edge.get("/a").body());
    assertEquals("app", edge.get("/a").body());
    assertEquals(1, edge.app.asked());
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionThatThrowsIsA503(FunctionEvent event) {
    function(
        event,
        e -> {
          throw new IllegalStateException("broken");
        });

    Answer answer = edge.get("/a");

    assertEquals(503, answer.status());
    assertEquals("FunctionExecutionError from cloudfront", answer.xCache());
    assertEquals(FunctionReason.EXECUTION_ERROR, answer.exchange().trace().decisive());
    edge.functions.clear();
  }

  @ParameterizedTest
  @CsvSource({
    "VIEWER_REQUEST,Host",
    "VIEWER_REQUEST,X-Edge-A",
    "ORIGIN_REQUEST,Transfer-Encoding",
    "ORIGIN_RESPONSE,Via",
    "VIEWER_RESPONSE,Warning",
    "VIEWER_RESPONSE,X-Cache"
  })
  void aFunctionThatTouchesWhatItMustNotIsA502(FunctionEvent event, String header) {
    function(
        event,
        e -> {
          FunctionResponse response = e.response();
          FunctionRequest request = e.request();
          return response == null
              ? FunctionResult.request(request.withHeader(header, "x"))
              : FunctionResult.response(response.withHeader(header, "x"));
        });

    Answer answer = edge.get("/a");

    assertEquals(502, answer.status());
    assertEquals("FunctionValidationError from cloudfront", answer.xCache());
    assertEquals(FunctionReason.VALIDATION_ERROR, answer.exchange().trace().decisive());
  }

  @Test
  void aFailureOfOneViewersFunctionLeavesNothingHalfStored() {
    AtomicInteger runs = new AtomicInteger();
    function(
        FunctionEvent.VIEWER_RESPONSE,
        event -> {
          if (runs.getAndIncrement() == 0) {
            throw new IllegalStateException("broken");
          }
          return FunctionResult.response(event.requireResponse());
        });

    assertEquals(503, edge.get("/a").status());
    assertEquals("app", edge.get("/a").body());
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
  }

  @Test
  void aHeadOfAGeneratedResponseHasNoBody() {
    function(
        FunctionEvent.VIEWER_REQUEST,
        event ->
            FunctionResult.response(new FunctionResponse(200, Headers.of("X-A", "1"), "four")));

    Answer answer = edge.ask("HEAD", "/a", "-");

    assertEquals("", answer.body());
    assertEquals("4", answer.header("Content-Length"));
  }
}
