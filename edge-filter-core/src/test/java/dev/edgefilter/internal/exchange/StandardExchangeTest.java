// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.internal.cache.ReuseReason;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 9111 asks of a shared cache, and the public suite does not. */
final class StandardExchangeTest {

  @RegisterExtension final TestEdge edge = new TestEdge();

  @BeforeEach
  void followTheStandard() {
    edge.fidelity(Fidelity.STANDARD).behavior(b -> b.allowedMethods(AllowedMethods.ALL));
  }

  private void app(String headers) {
    edge.app.answers(200, headers, "first");
  }

  private void later(int status, String headers) {
    edge.app.answers(status, headers, "second");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    fresh, no wish             | 10 | -                                 | first  | FRESH
    no-cache                   | 10 | Cache-Control: no-cache           | second | REQUEST_NO_CACHE
    Pragma                     | 10 | Pragma: no-cache                  | second | REQUEST_NO_CACHE
    Pragma next to other words | 10 | Pragma: no-cache / Cache-Control: max-age=20 | first | FRESH
    no-store                   | 10 | Cache-Control: no-store           | second | REQUEST_NO_STORE
    max-age that is not yet up | 10 | Cache-Control: max-age=10         | first  | FRESH
    max-age that is up         | 10 | Cache-Control: max-age=9          | second | REQUEST_MAX_AGE
    max-age=0                  | 0  | Cache-Control: max-age=0          | second | REQUEST_MAX_AGE
    min-fresh that is left     | 10 | Cache-Control: min-fresh=50       | first  | FRESH
    min-fresh that is not      | 10 | Cache-Control: min-fresh=51       | second | REQUEST_MIN_FRESH
    stale, no wish             | 61 | -                                 | second | STALE
    max-stale, bare            | 99 | Cache-Control: max-stale          | first  | REQUEST_MAX_STALE
    max-stale that is kept     | 70 | Cache-Control: max-stale=10       | first  | REQUEST_MAX_STALE
    max-stale that is exceeded | 71 | Cache-Control: max-stale=10       | second | STALE
    only-if-cached, and it is  | 10 | Cache-Control: only-if-cached     | first  | FRESH
    """)
  void wishesOfTheViewerCount(
      String name, long afterSeconds, String request, String body, ReuseReason reason) {
    app("Cache-Control: max-age=60");
    edge.get("/a");
    later(200, "Cache-Control: max-age=60");
    edge.passSeconds(afterSeconds);

    Answer answer = edge.get("/a", request);

    assertEquals(body, answer.body());
    assertEquals(reason, answer.reason(Step.REUSE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"must-revalidate", "proxy-revalidate", "s-maxage=60", "no-cache"})
  void nobodyIsGivenStaleWhatTheOriginForbids(String directive) {
    app("Cache-Control: max-age=60, " + directive + " / ETag: \"1\"");
    edge.get("/a");
    later(200, "Cache-Control: max-age=60");
    edge.passSeconds(61);

    assertEquals("second", edge.get("/a", "Cache-Control: max-stale").body());
  }

  @ParameterizedTest
  @CsvSource({"404, s-maxage=60", "200, 's-maxage=60, stale-if-error=600'"})
  void sharedLifetimeForbidsStaleForErrorsAndBesideOtherWordsToo(int status, String directives) {
    edge.app.answers(status, "Cache-Control: " + directives, "first");
    edge.get("/a");
    later(200, "Cache-Control: max-age=60");
    edge.passSeconds(61);

    assertEquals("second", edge.get("/a", "Cache-Control: max-stale").body());
  }

  @Test
  void butWhatTheOriginAllowsForItsOwnFailuresCounts() {
    app("Cache-Control: s-maxage=60, stale-if-error=600");
    edge.get("/a");
    later(503, "-");
    edge.passSeconds(61);

    assertEquals("first", edge.get("/a").body());
  }

  @Test
  void onlyIfCachedGetsA504AndTheOriginIsLeftAlone() {
    Answer answer = edge.get("/a", "Cache-Control: only-if-cached");

    assertEquals(504, answer.status());
    assertEquals(ReuseReason.ONLY_IF_CACHED, answer.exchange().trace().decisive());
    assertEquals(0, edge.app.asked());
  }

  @Test
  void aFailureIsNotHiddenFromWhoWantsAnAnswerOfNow() {
    app("Cache-Control: max-age=60");
    edge.get("/a");
    later(503, "-");

    assertEquals(503, edge.get("/a", "Cache-Control: no-cache").status());
    assertEquals("first", edge.get("/a").body());
  }

  @Test
  void nothingIsKeptOfAnExchangeWithNoStore() {
    app("Cache-Control: max-age=60");

    Answer first = edge.get("/a", "Cache-Control: no-store");
    edge.get("/a");

    assertEquals(StorageReason.REQUEST_NO_STORE, first.reason(Step.STORAGE));
    assertEquals(2, edge.app.asked());
  }

  @Test
  void aForcedValidationRenewsWhatOthersGet() {
    app("Cache-Control: max-age=60 / ETag: \"1\"");
    edge.get("/a");
    later(304, "Cache-Control: max-age=60 / ETag: \"1\"");
    edge.passSeconds(50);

    Answer forced = edge.get("/a", "Cache-Control: no-cache");
    edge.passSeconds(50);
    Answer other = edge.get("/a");

    assertEquals("\"1\"", edge.app.lastRequest().headers().first("If-None-Match"));
    assertTrue(forced.cacheStatus().contains("fwd=request; fwd-status=304"), forced.cacheStatus());
    assertEquals("first", other.body());
    assertEquals("50", other.header("Age"));
    assertEquals(2, edge.app.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "HEAD"})
  void safeMethodsDoNotInvalidate(String method) {
    app("Cache-Control: max-age=60");
    edge.get("/a");

    edge.ask(method, "/a", "Cache-Control: no-cache");

    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
  }

  @ParameterizedTest
  @CsvSource({"M-SEARCH, 200", "REPORT, 302", "PATCH, 204"})
  void unknownMethodsPassAndInvalidate(String method, int status) {
    app("Cache-Control: max-age=60");
    edge.get("/a");
    later(status, "-");
    Answer unsafe = edge.ask(method, "/a", "-");

    assertEquals(status, unsafe.status());
    assertEquals(method, edge.app.lastRequest().method());
    app("Cache-Control: max-age=60");
    assertEquals("Miss from cloudfront", edge.get("/a").xCache());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "TRACE"})
  void methodsOfTheConnectionAreRefused(String method) {
    assertEquals(403, edge.ask(method, "/a", "-").status());
    assertEquals(0, edge.app.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"If-Match: \"2\"", "If-Unmodified-Since: @-100"})
  void onlyTheOriginJudgesWhatACacheCannot(String condition) {
    app("Cache-Control: max-age=60 / ETag: \"1\" / Last-Modified: @-50");
    edge.get("/a");
    edge.app.answers(412, "-", "");

    Answer answer = edge.get("/a", condition);

    assertEquals(412, answer.status());
    assertEquals(ReuseReason.ORIGIN_CONDITION, answer.reason(Step.REUSE));
    assertTrue(
        edge.app.lastRequest().headers().contains(condition.substring(0, condition.indexOf(':'))));
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
  }

  @Test
  void anAsteriskMatchesWhateverIsStored() {
    app("Cache-Control: max-age=60");
    edge.get("/a");

    assertEquals(304, edge.get("/a", "If-None-Match: *").status());
    assertEquals(1, edge.app.asked());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    If-Range: "1"   | 206
    If-Range: "2"   | 200
    If-Range: W/"1" | 200
    If-Range: @-50  | 206
    If-Range: @-49  | 200
    """)
  void ifRangeComparesStrongly(String condition, int status) {
    app("Cache-Control: max-age=60 / Content-Length: 5 / ETag: \"1\" / Last-Modified: @-50");
    edge.get("/a");

    assertEquals(status, edge.get("/a", "Range: bytes=1-2 / " + condition).status());
    assertEquals(1, edge.app.asked());
  }

  @Test
  void aWholeAnswerToAValidationReplacesWhatIsStored() {
    app("Cache-Control: max-age=60 / ETag: \"1\" / X-Old: yes");
    edge.get("/a");
    later(200, "Cache-Control: max-age=60 / ETag: \"2\"");
    edge.passSeconds(60);
    edge.get("/a");

    Answer hit = edge.get("/a");

    assertEquals("second", hit.body());
    assertEquals("\"2\"", hit.header("ETag"));
    assertNull(hit.header("X-Old"));
    assertEquals(2, edge.app.asked());
  }

  @Test
  void a304ProlongsFreshness() {
    app("Cache-Control: max-age=60 / ETag: \"1\"");
    edge.get("/a");
    later(304, "Cache-Control: max-age=600 / ETag: \"1\"");
    edge.passSeconds(60);
    edge.get("/a");
    edge.passSeconds(599);

    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
    edge.passSeconds(1);
    edge.get("/a");
    assertEquals(3, edge.app.asked());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    another ETag            | ETag: "2"                        | second
    another Last-Modified   | ETag: "1" / Last-Modified: @-10  | second
    another length          | ETag: "1" / Content-Length: 6    | second
    the same                | ETag: "1" / Last-Modified: @-50 / Content-Length: 5 | first
    nothing said of it      | -                                | first
    """)
  void anAnswerToHeadTellsOfChanges(String name, String headers, String then) {
    app("Cache-Control: max-age=60 / ETag: \"1\" / Last-Modified: @-50");
    edge.get("/a");
    edge.app.answers(
        200, "Cache-Control: max-age=60" + (headers.equals("-") ? "" : " / " + headers), "");
    edge.ask("HEAD", "/a", "Cache-Control: no-cache");
    later(200, "Cache-Control: max-age=60");

    assertEquals(then, edge.get("/a").body());
  }

  @Test
  void anAnswerToHeadUpdatesHeadersAndFreshness() {
    app("Cache-Control: max-age=60 / ETag: \"1\" / X-A: old / X-B: kept");
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.answers(200, "Cache-Control: max-age=100 / ETag: \"1\" / X-A: new", "");
    edge.ask("HEAD", "/a", "-");
    edge.passSeconds(99);

    Answer hit = edge.get("/a");

    assertAll(
        () -> assertEquals("first", hit.body()),
        () -> assertEquals("new", hit.header("X-A")),
        () -> assertEquals("kept", hit.header("X-B")),
        () -> assertEquals("99", hit.header("Age")),
        () -> assertEquals(2, edge.app.asked()));
  }

  @ParameterizedTest
  @CsvSource({"200, true", "203, true", "204, true", "300, true", "301, true", "308, true"})
  void lastModifiedGivesALifetime(int status, boolean kept) {
    edge.app.answers(status, "Date: @0 / Last-Modified: @-1000", "");
    edge.get("/a");
    edge.passSeconds(99);
    assertEquals(kept ? 1 : 2, asked("/a"));
    edge.passSeconds(1);
    assertEquals(kept ? 2 : 3, asked("/a"));
  }

  private int asked(String path) {
    edge.get(path);
    return edge.app.asked();
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 302, 303, 307, 403, 500, 502, 503, 504, 599})
  void butNotForEveryStatus(int status) {
    edge.app.answers(status, "Date: @0 / Last-Modified: @-1000", "");
    edge.get("/a");

    assertEquals(2, asked("/a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 299, 300, 302, 307, 400, 403, 405, 414, 451, 499, 500, 501, 503, 599})
  void anyFinalStatusIsKeptWhenTheOriginSaysSo(int status) {
    edge.app.answers(status, "Cache-Control: max-age=60", "");
    edge.get("/a");
    edge.passSeconds(59);
    assertEquals(1, asked("/a"));
    edge.passSeconds(1);
    assertEquals(2, asked("/a"));
  }

  @Test
  void a416IsPassedOnAndSpoilsNothing() {
    app("Cache-Control: max-age=60");
    edge.get("/b");
    edge.app.answers(416, "Cache-Control: max-age=60 / Content-Range: bytes */5", "");

    assertEquals(416, edge.get("/a", "Range: bytes=9-").status());
    assertEquals(2, edge.app.asked());
    app("Cache-Control: max-age=60");
    assertEquals(200, edge.get("/a").status());
    assertEquals("Hit from cloudfront", edge.get("/b").xCache());
  }

  @Test
  void aStoredRedirectKeepsItsLocation() {
    edge.app.answers(301, "Cache-Control: max-age=60 / Location: /elsewhere?a=1#part", "");
    edge.get("/a");

    Answer hit = edge.get("/a");

    assertEquals(301, hit.status());
    assertEquals("/elsewhere?a=1#part", hit.header("Location"));
    assertEquals("Hit from cloudfront", hit.xCache());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    STANDARD | CDN-Cache-Control: max-age=60 / Cache-Control: no-store        | 1
    STANDARD | CDN-Cache-Control: no-store / Cache-Control: max-age=60        | 2
    STANDARD | CDN-Cache-Control: max-age=60, &&& / Cache-Control: no-store   | 2
    STANDARD | CDN-Cache-Control: max-age="60" / Cache-Control: max-age=60    | 2
    STANDARD | Other-Cache-Control: no-store / Cache-Control: max-age=60      | 1
    SAFE     | CDN-Cache-Control: no-store / Cache-Control: max-age=60        | 1
    SAFE     | CDN-Cache-Control: max-age=60 / Cache-Control: no-store        | 2
    """)
  void targetedDirectivesCountForTheirTargetOnly(Fidelity fidelity, String headers, int asked) {
    edge.fidelity(fidelity);
    app(headers);
    Answer miss = edge.get("/a");

    assertEquals(asked, asked("/a"));
    assertEquals(headers.startsWith("CDN"), miss.header("CDN-Cache-Control") != null);
  }

  @Test
  void anAnswerToPostStandsForAGet() {
    edge.app.answers(200, "Cache-Control: max-age=60 / Content-Location: /a?b=1", "posted");
    edge.policy(TestEdge.policy(0, 0, 3600).queryStrings(NameSelection.all()));
    edge.ask("POST", "/a?b=1", "-");

    Answer hit = edge.get("/a?b=1");

    assertEquals("posted", hit.body());
    assertEquals(1, edge.app.asked());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cache-Control: max-age=60",
        "Content-Location: /a",
        "Cache-Control: max-age=60 / Content-Location: /b",
        "Cache-Control: max-age=60 / Content-Location: http://other/a"
      })
  void otherAnswersToPostDoNot(String headers) {
    edge.app.answers(200, headers, "posted");
    edge.ask("POST", "/a", "-");
    app("-");

    assertEquals("first", edge.get("/a").body());
  }

  @Test
  void anInvalidationWhileThePostWasUnderWayCounts() {
    edge.app.does(
        (request, sink) -> {
          edge.invalidate("/a");
          edge.app.send(sink, 200, "Cache-Control: max-age=60 / Content-Location: /a", "posted");
        });
    edge.ask("POST", "/a", "-");
    app("-");

    assertEquals("first", edge.get("/a").body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tag", "softly"})
  void soDoOnesByTagAndSoftOnes(String how) {
    edge.site(site -> site.cacheTagHeader("Cache-Tag"));
    edge.app.does(
        (request, sink) -> {
          if (how.equals("tag")) {
            edge.invalidate("#red");
          } else {
            edge.invalidateSoftly("/a");
          }
          edge.app.send(
              sink,
              200,
              "Cache-Control: max-age=60 / Content-Location: /a / Cache-Tag: red",
              "posted");
        });
    edge.ask("POST", "/a", "-");
    app("Cache-Tag: red");

    assertEquals("first", edge.get("/a").body());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    nothing besides               | -                          | posted
    what belongs to the body      | Content-Type: text/plain   | posted
    Authorization                 | Authorization: Basic x     | first
    a cookie that is not keyed    | Cookie: a=b                | first
    a condition                   | If-Match: *                | first
    """)
  void anAnswerToPostStandsForAGetThatTellsTheOriginAsMuch(
      String name, String headers, String then) {
    edge.behavior(
        b -> b.allowedMethods(AllowedMethods.ALL).originRequestPolicy("Managed-AllViewer"));
    edge.switched(FidelitySwitch.COOKIES_GUARDED, false);
    edge.switched(FidelitySwitch.AUTHORIZATION_GUARDED, false);
    edge.app.answers(200, "Cache-Control: max-age=60 / Content-Location: /a", "posted");
    edge.ask("POST", "/a", headers);
    app("Cache-Control: max-age=60");

    assertEquals(then, edge.get("/a").body());
  }

  @Test
  void anAnswerToPostThatIsNotKeptDropsWhatItChanged() {
    app("Cache-Control: max-age=60");
    edge.get("/a");
    edge.app.answers(200, "Cache-Control: max-age=60, private / Content-Location: /a", "posted");
    edge.ask("POST", "/a", "-");
    later(200, "Cache-Control: max-age=60");

    assertEquals("second", edge.get("/a").body());
  }

  @Test
  void anAnswerToPostWithAFunctionBeforeItStandsForNothing() {
    edge.functions.put("f", event -> FunctionResult.request(event.request()));
    edge.behavior(
        b -> b.allowedMethods(AllowedMethods.ALL).function(FunctionEvent.VIEWER_REQUEST, "f"));
    edge.app.answers(200, "Cache-Control: max-age=60 / Content-Location: /a", "posted");
    edge.ask("POST", "/a", "-");
    app("-");

    assertEquals("first", edge.get("/a").body());
  }

  @Test
  void anAnswerToOnesOwnHeadLeavesWhatOthersGet() {
    edge.behavior(
        b -> b.allowedMethods(AllowedMethods.ALL).originRequestPolicy("Managed-AllViewer"));
    app("Cache-Control: max-age=60 / ETag: \"1\"");
    edge.get("/a");
    edge.app.answers(200, "Cache-Control: max-age=60 / ETag: \"1\"", "");
    edge.ask("HEAD", "/a", "Cache-Control: no-cache / Authorization: Basic x");
    later(200, "Cache-Control: max-age=60");

    assertEquals("first", edge.get("/a").body());
  }

  @Test
  void minimumTtlDoesNotLengthenWhatTheOriginSays() {
    edge.policy(TestEdge.policy(30, 60, 3600));
    app("Cache-Control: max-age=10");
    edge.get("/a");
    edge.passSeconds(10);

    assertEquals(2, asked("/a"));
  }

  @Test
  void authorizationNeedsAWordOfTheOrigin() {
    edge.behavior(
        b -> b.allowedMethods(AllowedMethods.ALL).originRequestPolicy("Managed-AllViewer"));
    app("Cache-Control: max-age=60");
    edge.get("/no", "Authorization: Basic x");
    assertEquals(2, asked("/no"));
    app("Cache-Control: max-age=60, must-revalidate");
    edge.get("/yes", "Authorization: Basic x");

    assertEquals(3, asked("/yes"));
  }

  @Test
  void cacheStatusShowsTheKeyOnRequest() {
    edge.keyShown = true;
    edge.policy(TestEdge.policy(0, 0, 3600).queryStrings(NameSelection.all()));
    app("Cache-Control: max-age=60");
    edge.get("/a?b='\"'");

    assertEquals(
        "EdgeFilter; hit; ttl=60; detail=fresh; key=\"/a?b='\\\"'\"",
        edge.get("/a?b='\"'").cacheStatus());
  }

  @Test
  void cacheStatusTellsTheWholeStory() {
    app("Cache-Control: max-age=60 / ETag: \"1\"");
    Answer miss = edge.get("/a");
    edge.passSeconds(7);
    Answer hit = edge.get("/a");
    edge.passSeconds(60);
    later(304, "ETag: \"1\"");
    Answer confirmed = edge.get("/a");
    later(200, "-");
    Answer unsafe = edge.ask("PUT", "/a", "-");

    assertAll(
        () ->
            assertEquals(
                "EdgeFilter; fwd=uri-miss; stored; ttl=60; detail=stored", miss.cacheStatus()),
        () -> assertEquals("EdgeFilter; hit; ttl=53; detail=fresh", hit.cacheStatus()),
        () ->
            assertEquals(
                "EdgeFilter; fwd=stale; fwd-status=304; stored; ttl=60; detail=refreshed",
                confirmed.cacheStatus()),
        () -> assertEquals("EdgeFilter; fwd=method; detail=invalidates", unsafe.cacheStatus()));
  }
}
