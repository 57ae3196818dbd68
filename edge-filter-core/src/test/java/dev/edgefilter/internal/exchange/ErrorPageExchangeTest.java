// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.ViewerProtocolPolicy;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import dev.edgefilter.internal.response.ErrorPageReason;
import dev.edgefilter.origin.ApplicationException;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Custom error responses: which errors get a page, how it is fetched, and what is kept. */
final class ErrorPageExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  private final Map<String, ScriptedOrigin.Script> paths = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();

  @BeforeEach
  void theErrorsHavePages() {
    edge.site(
        s ->
            s.customError(404, "/errors/404.html", 404, 10)
                .customError(403, "/index.html", 200, 10)
                .customError(416, "/errors/416.html", 416, 10)
                .customError(502, "/errors/5xx.html", 503, 20)
                .customError(500, "/errors/5xx.html", 500, 0)
                .behavior("/errors/*", b -> b.targetOrigin("app").cachePolicy("test")));
    edge.app.does(this::answer);
    edge.remote.does(this::answer);
    page("/errors/404.html", "Cache-Control: max-age=60 / Content-Type: text/x", "sorry");
    page("/errors/5xx.html", "Cache-Control: max-age=60", "later");
    page("/errors/416.html", "Cache-Control: max-age=60", "out of range");
    page("/index.html", "Cache-Control: max-age=60 / ETag: \"i\"", "index");
  }

  private void answer(OriginRequest request, OriginSink sink) throws IOException {
    asked.merge(request.path(), 1, Integer::sum);
    ScriptedOrigin.Script script = paths.get(request.path());
    if (script == null) {
      edge.app.send(sink, 404, "X-Of: error / Set-Cookie: a=b", "not here");
    } else {
      script.answer(request, sink);
    }
  }

  private void page(String path, String headers, String body) {
    paths.put(path, (request, sink) -> edge.app.send(sink, 200, headers, body));
  }

  private void fails(String path, int status, String headers) {
    paths.put(path, (request, sink) -> edge.app.send(sink, status, headers, "error body"));
  }

  private int asked(String path) {
    return asked.getOrDefault(path, 0);
  }

  @Test
  void theViewerGetsThePageAndNothingOfTheError() {
    Answer answer = edge.get("/gone?q=1");

    assertAll(
        () -> assertEquals(404, answer.status()),
        () -> assertEquals("sorry", answer.body()),
        () -> assertEquals("text/x", answer.header("Content-Type")),
        () -> assertNull(answer.header("X-Of")),
        () -> assertNull(answer.header("Set-Cookie")),
        () -> assertEquals("Error from cloudfront", answer.xCache()),
        () ->
            assertEquals(
                "EdgeFilter; fwd=uri-miss; stored; ttl=10; detail=stored", answer.cacheStatus()),
        () -> assertEquals(ErrorPageReason.SENT, answer.reason(Step.RESPONSE)),
        () -> assertEquals(1, edge.log.size(), "one viewer, one record"),
        () -> assertEquals(404, edge.log.get(0).status()),
        () -> assertEquals(5, edge.log.get(0).bodyBytes()),
        () -> assertEquals(ResultType.ERROR, edge.log.get(0).finalResult()),
        () -> assertEquals("/gone", edge.log.get(0).path()));
  }

  @Test
  void errorAndPageAreKeptUnderTheirOwnPathsForTheirOwnTimes() {
    edge.get("/gone");
    edge.passSeconds(9);
    Answer second = edge.get("/gone");

    assertAll(
        () -> assertEquals("sorry", second.body()),
        () -> assertEquals("Error from cloudfront", second.xCache()),
        () -> assertEquals("9", second.header("Age"), "of the page"),
        () -> assertEquals(1, asked("/gone")),
        () -> assertEquals(1, asked("/errors/404.html")));
    edge.passSeconds(1);
    assertEquals("sorry", edge.get("/gone").body());
    assertEquals(2, asked("/gone"), "the error is kept for ten seconds");
    assertEquals(1, asked("/errors/404.html"), "the page is kept for a minute");
    assertEquals("Hit from cloudfront", edge.get("/errors/404.html").xCache());
  }

  @ParameterizedTest(name = "a page that answers {0} is sent as {1}")
  @CsvSource({"404,404", "503,503", "403,403"})
  void thePagesOwnFailureIsWhatTheViewerGetsAndLeadsNowhereElse(int status, int sent) {
    fails("/errors/404.html", status, "-");

    Answer answer = edge.get("/gone");

    assertEquals(sent, answer.status());
    assertEquals("error body", answer.body());
    assertEquals("Error from cloudfront", answer.xCache());
    assertEquals(1, asked("/errors/404.html"));
    assertEquals(0, asked("/index.html"), "no page for the failure of a page");
  }

  @Test
  void aViewerWhoAsksForAMissingPageGetsItsError() {
    paths.remove("/errors/404.html");

    Answer answer = edge.get("/errors/404.html");

    assertEquals(404, answer.status());
    assertEquals("not here", answer.body());
    assertEquals(1, asked("/errors/404.html"), "the page is the error that is stored");
  }

  @Test
  void headGetsTheHeadOfThePageAndThePageIsKept() {
    Answer head = edge.ask("HEAD", "/gone", "-");

    assertAll(
        () -> assertEquals(404, head.status()),
        () -> assertEquals("", head.body()),
        () -> assertEquals("text/x", head.header("Content-Type")),
        () -> assertEquals("Hit from cloudfront", edge.get("/errors/404.html").xCache()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          condition on an error        | /gone      | If-None-Match: *     | 404 | sorry
          range of an error            | /gone      | Range: bytes=0-1     | 404 | sorry
          condition on a good page     | /forbidden | If-None-Match: "i"   | 304 |
          range of a good page         | /forbidden | Range: bytes=0-1     | 206 | in
          another tag on a good page   | /forbidden | If-None-Match: "j"   | 200 | index
          """)
  void conditionsAndRangesCountOnlyWhereTheAnswerIsGood(
      String name, String path, String header, int status, String body) {
    fails("/forbidden", 403, "Cache-Control: max-age=60");
    edge.get("/index.html");

    Answer answer = edge.get(path, header);

    assertEquals(status, answer.status());
    assertEquals(body == null ? "" : body, answer.body());
  }

  @Test
  void staleComesBeforeThePage() {
    page("/a", "Cache-Control: max-age=60", "good");
    edge.get("/a");
    edge.passSeconds(60);
    fails("/a", 500, "-");

    Answer answer = edge.get("/a");

    assertEquals("good", answer.body());
    assertEquals(0, asked("/errors/5xx.html"));
  }

  @Test
  void anUnreachableOriginGetsThePageOfItsStatus() {
    edge.behavior(b -> b.targetOrigin("api"));
    edge.remote.does(
        (request, sink) -> {
          throw new OriginException(
              OriginException.Kind.CONNECT, "no answer", new IOException("cause"));
        });

    Answer first = edge.get("/a");
    edge.passSeconds(19);
    Answer second = edge.get("/a");

    assertAll(
        () -> assertEquals(503, first.status()),
        () -> assertEquals("later", first.body()),
        () -> assertEquals(OriginException.Kind.CONNECT, first.reason(Step.ORIGIN)),
        () -> assertEquals("later", second.body()),
        () -> assertEquals(1, edge.remote.asked()),
        () -> assertEquals(1, asked("/errors/5xx.html")));
  }

  @Test
  void anApplicationThatThrowsGetsThePage() {
    paths.put(
        "/a",
        (request, sink) -> {
          throw new ApplicationException(new IllegalStateException("broken"));
        });

    Answer answer = edge.get("/a");

    assertEquals("later", answer.body());
    assertEquals(500, answer.status());
    assertEquals(OriginReason.EXCEPTION, answer.reason(Step.ORIGIN));
  }

  @Test
  void aPageThatThrowsIsA500() {
    paths.put(
        "/errors/404.html",
        (request, sink) -> {
          throw new ApplicationException(new IllegalStateException("broken"));
        });

    Answer answer = edge.get("/gone");

    assertEquals(500, answer.status());
    assertTrue(answer.body().contains("500 ERROR"), answer::body);
  }

  @Test
  void anErrorWhoseBodyBreaksOffGetsThePageAndIsNotKept() {
    edge.behavior(b -> b.targetOrigin("api"));
    paths.put(
        "/a",
        (request, sink) -> {
          sink.head(new ResponseHead(404, Headers.EMPTY));
          sink.body(ScriptedOrigin.bytes("half"));
        });

    Answer answer = edge.get("/a");
    edge.get("/a");

    assertEquals("sorry", answer.body());
    assertEquals(StorageReason.INCOMPLETE, answer.reason(Step.STORAGE));
    assertEquals(2, asked("/a"));
  }

  @Test
  void aRefusedViewerGetsThePageAndNothingIsStored() {
    edge.behavior(b -> b.viewerProtocol(ViewerProtocolPolicy.HTTPS_ONLY));
    edge.site(
        s ->
            s.customError(403, "/errors/403.html", 403, 10)
                .behavior("/errors/*", b -> b.targetOrigin("app").cachePolicy("test")));
    page("/errors/403.html", "Cache-Control: max-age=60", "keep out");

    Answer answer = edge.get("/a");

    assertEquals(403, answer.status());
    assertEquals("keep out", answer.body());
    assertEquals("EdgeFilter", answer.cacheStatus());
    assertEquals(0, asked("/a"));
    assertEquals(1, edge.store.statistics().entries(), "the page alone");
  }

  @Test
  void postIsAnsweredWithThePageToo() {
    edge.behavior(b -> b.allowedMethods(AllowedMethods.ALL));

    Answer answer = edge.ask("POST", "/gone", "Content-Length: 0 / If-None-Match: *");

    assertEquals("404 sorry", answer.status() + " " + answer.body());
    assertEquals("GET", edge.app.lastRequest().method());
    assertNull(edge.app.lastRequest().headers().joined("Content-Length"));
  }

  @Test
  void aRangeBeyondTheEndGetsThePage() {
    page("/a", "Cache-Control: max-age=60 / Content-Length: 4", "good");

    Answer miss = edge.get("/a", "Range: bytes=9-");
    Answer hit = edge.get("/a", "Range: bytes=9-");

    assertEquals("416 out of range", miss.status() + " " + miss.body());
    assertEquals("416 out of range", hit.status() + " " + hit.body());
    assertEquals("good", edge.get("/a").body());
    assertEquals(1, asked("/a"));
  }

  @Test
  void noPageForWhatFunctionsAnswerAndNoViewerFunctionForPages() {
    EdgeFunction refuses =
        event ->
            event.request().uri().equals("/gone")
                ? FunctionResult.response(FunctionResponse.text(404, "mine"))
                : FunctionResult.request(event.request());
    edge.functions.put("f", refuses);
    edge.behavior(b -> b.function(FunctionEvent.VIEWER_REQUEST, "f"));

    assertEquals("mine", edge.get("/gone").body());
    assertEquals("sorry", edge.get("/other").body());
  }

  @Test
  void aWriteListenersErrorIsSentAsItIs() {
    FakeViewer viewer = edge.viewer("GET", "/gone", "-");
    viewer.mayBlock = false;

    assertEquals("not here", edge.ask(viewer).body());
  }

  @Test
  void aViewerWhoLeavesThePageEndsTheExchange() {
    FakeViewer viewer = edge.viewer("GET", "/gone", "-");
    viewer.hangsUpAfter = 2;

    assertThrows(IOException.class, () -> edge.run(viewer));

    assertEquals(ResultType.ERROR, edge.log.get(0).finalResult());
    assertEquals("sorry", edge.get("/gone").body());
  }
}
