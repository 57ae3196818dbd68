// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.OriginGroupConfig;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import dev.edgefilter.internal.response.FailoverReason;
import dev.edgefilter.origin.ApplicationException;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Origin groups: when the secondary origin is asked, for what, and what becomes of its answer. */
final class FailoverExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  @BeforeEach
  void theTargetIsAGroup() {
    group("api", "spare", 500, 502, 504);
    edge.spare.answers(200, "Cache-Control: max-age=60", "spare");
  }

  private void group(String primary, String secondary, Integer... statuses) {
    edge.site(
        s ->
            s.originGroup(
                new OriginGroupConfig("pair", List.of(statuses), List.of(primary, secondary))));
    edge.behavior(
        b -> b.targetOrigin("pair").allowedMethods(AllowedMethods.ALL).cachePolicy("test"));
  }

  private void primaryFails(OriginException.Kind kind) {
    edge.remote.does(
        (request, sink) -> {
          throw new OriginException(kind, "no answer", new IOException("cause"));
        });
  }

  @Test
  void aPrimaryThatAnswersIsTheOnlyOneAsked() {
    edge.remote.answers(200, "Cache-Control: max-age=60", "primary");

    Answer answer = edge.get("/a");

    assertEquals("primary", answer.body());
    assertEquals(0, edge.spare.asked());
    assertNull(answer.reason(Step.FAILOVER));
  }

  @Test
  void theSecondaryAnswersForAListedStatusAndIsStoredUnderTheSameKey() {
    edge.remote.answers(500, "Content-Type: text/broken", "broken");

    Answer first = edge.get("/a");
    Answer second = edge.get("/a");

    assertAll(
        () -> assertEquals("200 spare", first.status() + " " + first.body()),
        () -> assertEquals("Miss from cloudfront", first.xCache()),
        () -> assertNull(first.header("Content-Type"), "a header of the primary"),
        () -> assertEquals(FailoverReason.STATUS, first.reason(Step.FAILOVER)),
        () -> assertEquals(OriginReason.ANSWERED, first.reason(Step.ORIGIN)),
        () ->
            assertTrue(
                first.exchange().trace().detail().contains("origin api answered 500, asked spare")),
        () -> assertEquals("Hit from cloudfront", second.xCache()),
        () -> assertEquals(1, edge.remote.asked()),
        () -> assertEquals(1, edge.spare.asked()));
  }

  @Test
  void theSecondaryGetsItsOwnPathHostAndHeaders() {
    edge.remote.answers(500, "-", "broken");

    Answer answer = edge.get("/a");

    OriginRequest first = edge.remote.lastRequest();
    OriginRequest second = edge.spare.lastRequest();
    assertAll(
        () -> assertEquals("/a api.internal", first.path() + " " + first.headers().first("Host")),
        () -> assertFalse(first.headers().contains("X-Member")),
        () ->
            assertEquals(
                "/spare/a spare.internal", second.path() + " " + second.headers().first("Host")),
        () -> assertEquals("spare", second.headers().first("X-Member")),
        () -> assertEquals(answer.header("X-Amz-Cf-Id"), second.headers().first("X-Amz-Cf-Id")));
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, 502, UNREACHABLE",
    "DNS, 503, UNREACHABLE",
    "TLS, 502, UNREACHABLE",
    "INVALID_RESPONSE, 502, UNREACHABLE",
    "TIMEOUT, 504, TIMEOUT",
    "TIMEOUT, 502, NOT_LISTED",
    "CONNECT, 504, NOT_LISTED"
  })
  void aPrimaryWithoutAnAnswerFailsOverWhereItsStatusIsListed(
      OriginException.Kind kind, int listed, FailoverReason reason) {
    group("api", "spare", listed);
    primaryFails(kind);

    Answer answer = edge.get("/a");

    assertEquals(reason, answer.reason(Step.FAILOVER));
    assertEquals(reason.asksSecondary() ? 200 : kind.status(), answer.status());
    assertEquals(reason.asksSecondary() ? 1 : 0, edge.spare.asked());
  }

  @Test
  void anUnlistedStatusOfThePrimaryIsFinal() {
    edge.remote.answers(503, "-", "broken");

    Answer answer = edge.get("/a");

    assertEquals("503 broken", answer.status() + " " + answer.body());
    assertEquals(FailoverReason.NOT_LISTED, answer.reason(Step.FAILOVER));
    assertEquals(0, edge.spare.asked());
  }

  @Test
  void theStatusOfTheSecondaryIsFinal() {
    edge.remote.answers(500, "-", "broken");
    edge.spare.answers(502, "-", "broken, too");

    Answer answer = edge.get("/a");

    assertEquals("502 broken, too", answer.status() + " " + answer.body());
    assertEquals("1 1", edge.remote.asked() + " " + edge.spare.asked());
  }

  @Test
  void aSecondaryThatCannotBeReachedIsFinal() {
    edge.remote.answers(500, "-", "broken");
    edge.spare.does(
        (request, sink) -> {
          throw new OriginException(OriginException.Kind.TIMEOUT, "slow", new IOException());
        });

    Answer answer = edge.get("/a");

    assertEquals(504, answer.status());
    assertEquals(OriginException.Kind.TIMEOUT, answer.reason(Step.ORIGIN));
    assertEquals(FailoverReason.STATUS, answer.reason(Step.FAILOVER));
  }

  @Test
  void everyMissStartsAtThePrimaryAgain() {
    edge.remote.answers(500, "-", "broken");
    edge.get("/a");
    edge.get("/b");
    edge.remote.answers(200, "-", "well again");

    assertEquals("well again", edge.get("/c").body());
    assertEquals("3 2", edge.remote.asked() + " " + edge.spare.asked());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, STATUS",
    "HEAD, STATUS",
    "POST, METHOD",
    "PUT, METHOD",
    "PATCH, METHOD",
    "DELETE, METHOD",
    "OPTIONS, METHOD"
  })
  void onlySomeMethodsFailOver(String method, FailoverReason reason) {
    edge.remote.answers(500, "-", "");

    Answer answer = edge.ask(method, "/a", "-");

    assertEquals(reason, answer.reason(Step.FAILOVER));
    assertEquals(reason.asksSecondary() ? 200 : 500, answer.status());
  }

  @Test
  void anErrorPageOfThePrimaryThatBreaksOffIsNotMissed() {
    edge.remote.does(
        (request, sink) -> {
          sink.head(new ResponseHead(500, Headers.EMPTY));
          throw new OriginException(
              OriginException.Kind.BROKEN_OFF, "half an error page", new IOException());
        });

    Answer answer = edge.get("/a");

    assertEquals("200 spare", answer.status() + " " + answer.body(), "the page was not wanted");
    assertEquals(1, edge.spare.asked());
  }

  @Test
  void functionsOfTheOriginRunOncePerOriginAskedAndThoseOfTheViewerOnce() {
    List<String> ran = new ArrayList<>();
    edge.functions.put(
        "ask",
        event -> {
          ran.add("request " + event.request().headers().first("Host"));
          return FunctionResult.request(event.request());
        });
    edge.functions.put(
        "answer",
        event -> {
          ran.add("response " + event.response().status());
          return FunctionResult.response(event.response());
        });
    edge.functions.put(
        "viewer",
        event -> {
          ran.add(event.event().token());
          return event.response() == null
              ? FunctionResult.request(event.request())
              : FunctionResult.response(event.response());
        });
    edge.behavior(
        b ->
            b.targetOrigin("pair")
                .function(FunctionEvent.VIEWER_REQUEST, "viewer")
                .function(FunctionEvent.ORIGIN_REQUEST, "ask")
                .function(FunctionEvent.ORIGIN_RESPONSE, "answer")
                .function(FunctionEvent.VIEWER_RESPONSE, "viewer"));
    edge.remote.answers(500, "-", "broken");

    assertEquals("spare", edge.get("/a").body());
    assertEquals(
        List.of(
            "viewer-request",
            "request api.internal",
            "response 500",
            "request spare.internal",
            "response 200",
            "viewer-response"),
        ran);
  }

  @Test
  void anOriginResponseFunctionMayMendTheErrorOfThePrimary() {
    edge.functions.put(
        "mend",
        event ->
            event.response().status() == 500
                ? FunctionResult.response(FunctionResponse.text(200, "mended"))
                : FunctionResult.response(event.response()));
    edge.behavior(b -> b.targetOrigin("pair").function(FunctionEvent.ORIGIN_RESPONSE, "mend"));
    edge.remote.answers(500, "-", "broken");

    assertEquals("mended", edge.get("/a").body());
    assertEquals(0, edge.spare.asked());
  }

  @Test
  void aStoredResponseIsValidatedWithTheSecondaryAsWell() {
    edge.remote.answers(200, "Cache-Control: max-age=60 / ETag: \"v\"", "kept");
    edge.get("/a");
    edge.passSeconds(60);
    edge.remote.answers(500, "-", "broken");
    edge.spare.answers(304, "Cache-Control: max-age=60 / ETag: \"v\"", "");

    Answer answer = edge.get("/a");

    assertEquals("\"v\"", edge.spare.lastRequest().headers().first("If-None-Match"));
    assertEquals("200 kept", answer.status() + " " + answer.body());
    assertEquals("RefreshHit from cloudfront", answer.xCache());
  }

  @Test
  void whatIsStoredStandsInWhenBothFail() {
    edge.remote.answers(200, "Cache-Control: max-age=60 / ETag: \"v\"", "kept");
    edge.get("/a");
    edge.passSeconds(60);
    edge.remote.answers(500, "-", "broken");
    edge.spare.answers(500, "-", "broken, too");

    Answer answer = edge.get("/a");

    assertEquals("200 kept", answer.status() + " " + answer.body());
    assertEquals(1, edge.spare.asked());
  }

  @Test
  void theErrorPageIsForTheFinalStatus() {
    edge.site(
        s ->
            s.originGroup(new OriginGroupConfig("pair", List.of(500), List.of("api", "spare")))
                .customError(404, "/sorry", 404, 10)
                .behavior("/sorry", b -> b.targetOrigin("app").cachePolicy("test")));
    edge.remote.answers(500, "-", "broken");
    edge.spare.answers(404, "-", "no such page");
    edge.app.answers(200, "-", "sorry");

    Answer answer = edge.get("/a");

    assertEquals("404 sorry", answer.status() + " " + answer.body());
  }

  @Test
  void theApplicationMayBeTheSecondary() {
    group("api", "app", 503);
    edge.remote.answers(503, "-", "broken");
    edge.app.answers(200, "Cache-Control: max-age=60", "app");

    assertEquals("app", edge.get("/a").body());
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
    assertEquals("h", edge.app.lastRequest().headers().first("Host"), "the viewer's host");
  }

  @Test
  void theApplicationMayBeThePrimary() {
    group("app", "spare", 500);
    edge.app.answers(500, "Content-Type: text/broken", "broken");

    Answer answer = edge.get("/a");

    assertEquals("200 spare", answer.status() + " " + answer.body());
    assertEquals("spare.internal", edge.spare.lastRequest().headers().first("Host"));
  }

  @Test
  void anExceptionOfTheApplicationCountsAs500() {
    group("app", "spare", 500);
    edge.app.does(
        (request, sink) -> {
          throw new ApplicationException(new IllegalStateException("broken"));
        });

    Answer answer = edge.get("/a");

    assertEquals("200 spare", answer.status() + " " + answer.body());
    assertEquals(FailoverReason.STATUS, answer.reason(Step.FAILOVER));
  }
}
