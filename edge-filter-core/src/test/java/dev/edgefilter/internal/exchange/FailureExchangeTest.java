// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.ReuseReason;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import dev.edgefilter.origin.ApplicationException;
import dev.edgefilter.origin.OriginException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Origins that fail, applications that throw, viewers who leave. */
final class FailureExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  private void remoteFails(OriginException.Kind kind) {
    edge.remote.does(
        (request, sink) -> {
          throw new OriginException(kind, "no answer", new IOException("cause"));
        });
  }

  private static final ScriptedOrigin.Script THROWS =
      (request, sink) -> {
        throw new ApplicationException(new IllegalStateException("broken"));
      };

  @ParameterizedTest
  @EnumSource
  void anUnreachableOriginIsKeptLikeTheErrorItStandsFor(OriginException.Kind kind) {
    edge.behavior(b -> b.targetOrigin("api"));
    remoteFails(kind);

    Answer first = edge.get("/a");
    edge.passSeconds(9);
    Answer second = edge.get("/a");

    assertAll(
        () -> assertEquals(kind.status(), first.status()),
        () -> assertEquals(kind, first.reason(Step.ORIGIN)),
        () -> assertEquals("Error from cloudfront", first.xCache()),
        () ->
            assertEquals(
                "EdgeFilter; fwd=uri-miss; stored; ttl=10; detail=" + kind.token(),
                first.cacheStatus()),
        () -> assertTrue(first.body().contains(kind.status() + " ERROR")),
        () -> assertEquals(kind.status(), second.status()),
        () -> assertEquals("Error from cloudfront", second.xCache()),
        () -> assertEquals(1, edge.remote.asked(), "left alone for ten seconds"));
    edge.passSeconds(1);
    edge.get("/a");
    assertEquals(2, edge.remote.asked());
  }

  @Test
  void staleStandsInForAnUnreachableOrigin() {
    edge.behavior(b -> b.targetOrigin("api"));
    edge.remote.answers(200, "Cache-Control: max-age=60 / ETag: \"v\"", "good");
    edge.get("/a");
    edge.passSeconds(60);
    remoteFails(OriginException.Kind.TIMEOUT);

    Answer answer = edge.get("/a");

    assertAll(
        () -> assertEquals(200, answer.status()),
        () -> assertEquals("good", answer.body()),
        () -> assertEquals("Hit from cloudfront", answer.xCache()),
        () -> assertEquals("EdgeFilter; fwd=stale; detail=stale-if-error", answer.cacheStatus()),
        () -> assertEquals(OriginException.Kind.TIMEOUT, answer.reason(Step.ORIGIN)));
  }

  @Test
  void aServerThatReturnsWithoutAnAnswerHasFailed() {
    edge.behavior(b -> b.targetOrigin("api"));
    edge.remote.does((request, sink) -> {});

    Answer answer = edge.get("/a");

    assertEquals(502, answer.status());
    assertEquals(OriginException.Kind.BROKEN_OFF, answer.reason(Step.ORIGIN));
  }

  @Test
  void aServerThatBreaksOffBreaksTheViewersConnection() {
    edge.behavior(b -> b.targetOrigin("api"));
    edge.remote.does(
        (request, sink) -> {
          sink.head(new ResponseHead(200, Headers.of("Cache-Control", "max-age=60")));
          sink.body(ScriptedOrigin.bytes("half"));
        });

    FakeViewer viewer = edge.viewer("GET", "/a", "-");
    assertThrows(OriginException.class, () -> edge.run(viewer));

    assertEquals("half", viewer.bodyText());
    assertEquals(ResultType.ERROR, edge.log.get(0).finalResult());
    edge.remote.answers(200, "-", "whole");
    assertEquals("whole", edge.get("/a").body(), "half of it was not stored");
  }

  @Test
  void aRemoteOriginGetsTheEdgesHeaders() {
    edge.behavior(b -> b.targetOrigin("api"));
    edge.remote.answers(200, "-", "a");

    Answer answer =
        edge.get(
            "/a?q=1",
            "X-Forwarded-For: 198.51.100.7 / User-Agent: me / X-Forwarded-Proto: https"
                + " / Via: 1.0 other / Accept: x");

    Headers sent = edge.remote.lastRequest().headers();
    assertAll(
        () -> assertEquals("api.internal", sent.joined("Host")),
        () -> assertEquals("Amazon CloudFront", sent.joined("User-Agent")),
        () -> assertEquals("198.51.100.7,192.0.2.1", sent.joined("X-Forwarded-For")),
        () -> assertEquals(answer.header("X-Amz-Cf-Id"), sent.joined("X-Amz-Cf-Id")),
        () -> assertFalse(sent.contains("X-Forwarded-Proto")),
        () -> assertFalse(sent.contains("Accept")),
        () -> assertNull(edge.remote.lastRequest().query()));
  }

  @Test
  void whatTheApplicationThrowsGoesOnToTheContainer() {
    edge.app.does(THROWS);

    FakeViewer viewer = edge.viewer("GET", "/a", "-");
    assertThrows(ApplicationException.class, () -> edge.run(viewer));

    assertNull(viewer.head);
    assertEquals(ResultType.ERROR, edge.log.get(0).finalResult());
  }

  @Test
  void staleStandsInForAnApplicationThatThrows() {
    edge.app.answers(200, "Cache-Control: max-age=60", "good");
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.does(THROWS);

    Answer answer = edge.get("/a");

    assertEquals("good", answer.body());
    assertEquals("EdgeFilter; fwd=stale; detail=stale-if-error", answer.cacheStatus());
    assertEquals(OriginReason.EXCEPTION, answer.reason(Step.ORIGIN));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"500,true", "503,true", "404,false", "403,false"})
  void staleStandsInForAnErrorHandedToTheContainer(int status, boolean replaced) {
    edge.app.answers(200, "Cache-Control: max-age=60", "good");
    edge.get("/a");
    edge.passSeconds(60);
    List<String> added = new ArrayList<>();
    FakeViewer viewer = edge.viewer("GET", "/a", "-");
    Exchange[] current = new Exchange[1];
    edge.app.does(
        (request, sink) ->
            assertEquals(
                replaced,
                edge.driver.handsErrorToContainer(
                    current[0],
                    status,
                    Headers.of("X-Of", "application"),
                    headers ->
                        headers.forEach(line -> added.add(line.name() + ": " + line.value())))));
    current[0] = edge.begin(viewer);

    assertEquals(Phase.DONE, advance(current[0]));

    if (replaced) {
      assertEquals("good", viewer.bodyText());
      assertEquals(
          "EdgeFilter; fwd=stale; fwd-status=" + status + "; detail=stale-if-error",
          viewer.head.headers().joined("Cache-Status"));
      assertEquals(List.of(), added);
    } else {
      assertNull(viewer.head);
      assertTrue(added.contains("X-Of: application"), added::toString);
      assertTrue(added.contains("X-Cache: Error from cloudfront"), added::toString);
      assertTrue(
          added.contains("Cache-Status: EdgeFilter; fwd=stale; detail=send-error"),
          added::toString);
      assertEquals(StorageReason.SEND_ERROR, current[0].trace().reason(Step.STORAGE));
    }
  }

  private Phase advance(Exchange exchange) {
    try {
      edge.driver.advance(exchange);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return exchange.phase();
  }

  @Test
  void nothingBlockingIsServedWhereAWriteListenerOwnsTheConnection() {
    edge.app.answers(200, "Cache-Control: max-age=60", "good");
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.answers(500, "-", "bad");
    FakeViewer viewer = edge.viewer("GET", "/a", "-");
    viewer.mayBlock = false;

    assertEquals(500, edge.ask(viewer).status());
  }

  @Test
  void aViewerWhoLeavesBeforeTheHeadEndsTheExchange() {
    edge.app.answers(200, "Cache-Control: max-age=60", "a");
    FakeViewer viewer = edge.viewer("GET", "/a", "-");
    viewer.hangsUpAfter = -1;

    assertThrows(IOException.class, () -> edge.run(viewer));

    assertEquals("Miss from cloudfront", edge.get("/a").xCache());
  }

  @Test
  void aViewerWhoLeavesAHitEndsTheExchange() {
    edge.app.answers(200, "Cache-Control: max-age=60", "body");
    edge.get("/a");
    FakeViewer viewer = edge.viewer("GET", "/a", "-");
    viewer.hangsUpAfter = 2;

    assertThrows(IOException.class, () -> edge.run(viewer));

    assertEquals(ResultType.HIT, edge.log.get(1).result());
    assertEquals(ResultType.ERROR, edge.log.get(1).finalResult());
    assertEquals("body", edge.get("/a").body());
  }

  @Test
  void aBodyLostWhileItIsSentNeverEndsCleanly() {
    edge.app.answers(200, "Cache-Control: max-age=60", "body");
    edge.get("/a");
    edge.store.losesBodiesWhileRead = true;

    assertThrows(BodyLostException.class, () -> edge.run(edge.viewer("GET", "/a", "-")));
  }

  @Test
  void aLostBodyIsFetchedWholeEvenIfItsHeadCouldBeConfirmed() {
    edge.app.answers(200, "Cache-Control: max-age=60 / ETag: \"v\"", "body");
    edge.get("/a");
    edge.passSeconds(60);
    edge.store.losesBodies = true;

    Answer answer = edge.get("/a");

    assertFalse(edge.app.lastRequest().headers().contains("If-None-Match"));
    assertEquals("body", answer.body());
    assertEquals(ReuseReason.STALE, answer.reason(Step.REUSE));
  }
}
