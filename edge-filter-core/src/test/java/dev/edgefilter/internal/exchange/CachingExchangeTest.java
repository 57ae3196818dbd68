// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.CachedMethods;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.cache.ReuseReason;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import dev.edgefilter.origin.OriginSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole exchanges: what is stored, reused, validated, and what viewers are told. */
final class CachingExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  @Test
  void missThenHit() {
    edge.app.answers(200, "Cache-Control: max-age=60 / Content-Type: text/plain", "hello");

    Answer miss = edge.get("/a");
    edge.passSeconds(59);
    Answer hit = edge.get("/a");

    assertAll(
        () -> assertEquals(1, edge.app.asked()),
        () -> assertEquals("hello", miss.body()),
        () -> assertEquals("Miss from cloudfront", miss.xCache()),
        () ->
            assertEquals(
                "EdgeFilter; fwd=uri-miss; stored; ttl=60; detail=stored", miss.cacheStatus()),
        () -> assertNull(miss.header("Age")),
        () -> assertEquals("hello", hit.body()),
        () -> assertEquals("Hit from cloudfront", hit.xCache()),
        () -> assertEquals("EdgeFilter; hit; ttl=1; detail=fresh", hit.cacheStatus()),
        () -> assertEquals("59", hit.header("Age")),
        () -> assertEquals("5", hit.header("Content-Length")),
        () -> assertEquals("max-age=60", hit.header("Cache-Control")),
        () -> assertEquals("text/plain", hit.header("Content-Type")),
        () -> assertEquals(HttpDate.format(TestEdge.START), hit.header("Date")),
        () -> assertEquals("1.1 edge (CloudFront)", hit.header("Via")),
        () -> assertEquals("LOCAL50-C1", hit.header("X-Amz-Cf-Pop")),
        () -> assertEquals(ResultType.HIT, edge.log.get(1).result()),
        () -> assertEquals(5, edge.log.get(1).bodyBytes()));
  }

  @Test
  void aNewResponseReplacesTheStaleOne() {
    edge.app.answers(200, "Cache-Control: max-age=60", "old");
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.answers(200, "Cache-Control: max-age=60", "new");

    Answer miss = edge.get("/a");
    Answer hit = edge.get("/a");

    assertEquals("new", miss.body());
    assertEquals("Miss from cloudfront", miss.xCache());
    assertEquals("EdgeFilter; fwd=stale; stored; ttl=60; detail=stored", miss.cacheStatus());
    assertEquals("new", hit.body());
    assertEquals(2, edge.app.asked());
  }

  @Test
  void aConfirmedResponseIsFreshAgainWithTheNewHeaders() {
    edge.app.answers(
        200, "Cache-Control: max-age=60 / ETag: \"v1\" / X-A: old / Last-Modified: @-100", "body");
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.answers(304, "ETag: \"v1\" / X-A: new", "");

    Answer refreshed = edge.get("/a");
    edge.passSeconds(59);
    Answer hit = edge.get("/a");

    assertAll(
        () -> assertEquals("\"v1\"", edge.app.lastRequest().headers().first("If-None-Match")),
        () ->
            assertEquals(
                HttpDate.format(TestEdge.START - 100_000),
                edge.app.lastRequest().headers().first("If-Modified-Since")),
        () -> assertEquals(200, refreshed.status()),
        () -> assertEquals("body", refreshed.body()),
        () -> assertEquals("RefreshHit from cloudfront", refreshed.xCache()),
        () ->
            assertEquals(
                "EdgeFilter; fwd=stale; fwd-status=304; stored; ttl=60; detail=refreshed",
                refreshed.cacheStatus()),
        () -> assertEquals("0", refreshed.header("Age")),
        () -> assertEquals("new", refreshed.header("X-A")),
        () -> assertEquals("Hit from cloudfront", hit.xCache(), "although the 304 had no Date"),
        () -> assertEquals("new", hit.header("X-A")),
        () -> assertEquals("59", hit.header("Age")),
        () -> assertEquals(2, edge.app.asked()));
  }

  @Test
  void noCacheIsStoredAndValidatedEachTime() {
    edge.app.answers(200, "Cache-Control: no-cache / ETag: \"v1\"", "body");
    edge.get("/a");
    edge.app.answers(304, "-", "");

    for (int i = 0; i < 2; i++) {
      Answer answer = edge.get("/a");
      assertEquals("body", answer.body());
      assertEquals("RefreshHit from cloudfront", answer.xCache());
      assertEquals(ReuseReason.NO_CACHE, answer.reason(Step.REUSE));
    }
    assertEquals(3, edge.app.asked());
  }

  @Test
  void theViewersOwnConditionIsAnsweredFromWhatWasConfirmed() {
    edge.app.answers(200, "Cache-Control: max-age=60 / ETag: \"v1\"", "body");
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.answers(304, "-", "");

    Answer answer = edge.get("/a", "If-None-Match: \"v1\"");

    assertEquals(304, answer.status());
    assertEquals("", answer.body());
    assertEquals("RefreshHit from cloudfront", answer.xCache());
    assertNull(answer.header("Content-Length"));
  }

  @Test
  void aViewersConditionOnAMissFetchesTheWholeAndAnswers304() {
    edge.app.answers(
        200, "Cache-Control: max-age=60 / ETag: \"v1\" / Content-Type: text/plain", "body");

    Answer first = edge.get("/a", "If-None-Match: \"v1\"");
    Answer second = edge.get("/a");

    assertAll(
        () -> assertFalse(edge.app.lastRequest().headers().contains("If-None-Match")),
        () -> assertEquals(304, first.status()),
        () -> assertEquals("", first.body()),
        () -> assertEquals("\"v1\"", first.header("ETag")),
        () -> assertNull(first.header("Content-Type")),
        () ->
            assertEquals(
                "EdgeFilter; fwd=uri-miss; fwd-status=200; stored; ttl=60; detail=stored",
                first.cacheStatus()),
        () -> assertEquals("body", second.body()),
        () -> assertEquals("Hit from cloudfront", second.xCache()));
  }

  @Test
  void aRangeOnAMissFetchesTheWhole() {
    edge.app.answers(200, "Cache-Control: max-age=60 / Content-Length: 10", "0123456789");

    Answer miss = edge.get("/a", "Range: bytes=2-4");
    Answer hit = edge.get("/a", "Range: bytes=-3");
    Answer outside = edge.get("/a", "Range: bytes=10-");
    Answer whole = edge.get("/a");

    assertAll(
        () -> assertFalse(edge.app.lastRequest().headers().contains("Range")),
        () -> assertEquals(206, miss.status()),
        () -> assertEquals("234", miss.body()),
        () -> assertEquals("bytes 2-4/10", miss.header("Content-Range")),
        () -> assertEquals("3", miss.header("Content-Length")),
        () -> assertEquals(206, hit.status()),
        () -> assertEquals("789", hit.body()),
        () -> assertEquals("bytes 7-9/10", hit.header("Content-Range")),
        () -> assertEquals(416, outside.status()),
        () -> assertEquals("bytes */10", outside.header("Content-Range")),
        () -> assertEquals("0", outside.header("Content-Length")),
        () -> assertEquals("", outside.body()),
        () -> assertEquals("0123456789", whole.body()),
        () -> assertEquals(1, edge.app.asked()));
  }

  @Test
  void aFailedPreconditionOfAHeadPromisesNoBody() {
    edge.app.answers(200, "Cache-Control: max-age=60 / ETag: \"v1\"", "body");
    edge.get("/a");

    Answer get = edge.get("/a", "If-Match: \"v2\"");
    Answer head = edge.ask("HEAD", "/a", "If-Match: \"v2\"");

    assertEquals(412, get.status());
    assertEquals("0", get.header("Content-Length"));
    assertEquals(412, head.status());
    assertEquals("0", head.header("Content-Length"));
  }

  @Test
  void aHeadUsesWhatAGetStoredAndIsNotStoredItself() {
    edge.app.answers(200, "Cache-Control: max-age=60 / Content-Length: 5", "");

    Answer alone = edge.ask("HEAD", "/a", "-");
    assertEquals(StorageReason.HEAD, alone.reason(Step.STORAGE));
    assertEquals("Miss from cloudfront", alone.xCache());
    edge.app.answers(200, "Cache-Control: max-age=60 / Content-Length: 5", "hello");
    Answer get = edge.get("/a");
    Answer head = edge.ask("HEAD", "/a", "-");

    assertAll(
        () -> assertEquals("Miss from cloudfront", get.xCache(), "a HEAD stores nothing"),
        () -> assertEquals(StorageReason.STORED, get.reason(Step.STORAGE)),
        () -> assertEquals("", head.body()),
        () -> assertEquals("5", head.header("Content-Length")),
        () -> assertEquals("Hit from cloudfront", head.xCache()),
        () -> assertEquals(2, edge.app.asked()));
  }

  @Test
  void aHeadIsServedStaleWhenTheOriginFails() {
    edge.app.answers(200, "Cache-Control: max-age=60", "hello");
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.answers(503, "-", "");

    Answer head = edge.ask("HEAD", "/a", "-");

    assertEquals(200, head.status());
    assertEquals(ReuseReason.STALE_IF_ERROR, head.reason(Step.REUSE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void otherMethodsPassAndLeaveWhatIsStored(String method) {
    edge.behavior(b -> b.allowedMethods(AllowedMethods.ALL));
    edge.app.answers(200, "Cache-Control: max-age=60", "stored");
    edge.get("/a");

    Answer other = edge.ask(method, "/a", "-");
    Answer get = edge.get("/a");

    assertEquals("EdgeFilter; fwd=method; detail=not-stored-method", other.cacheStatus());
    assertEquals("Miss from cloudfront", other.xCache());
    assertEquals("Hit from cloudfront", get.xCache());
    assertEquals(2, edge.app.asked());
  }

  @Test
  void cachedOptionsHaveEntriesOfTheirOwn() {
    edge.behavior(
        b ->
            b.allowedMethods(AllowedMethods.GET_HEAD_OPTIONS)
                .cachedMethods(CachedMethods.GET_HEAD_OPTIONS));
    edge.app.answers(200, "Cache-Control: max-age=60", "options");
    edge.ask("OPTIONS", "/a", "-");
    edge.app.answers(200, "Cache-Control: max-age=60", "get");
    edge.get("/a");

    assertEquals("options", edge.ask("OPTIONS", "/a", "-").body());
    assertEquals("get", edge.get("/a").body());
    assertEquals(2, edge.app.asked());
  }

  @Test
  void nothingIsLookedUpWhereCachingIsDisabled() {
    edge.policy(TestEdge.policy(0, 0, 0));
    edge.app.answers(200, "Cache-Control: max-age=60", "a");

    for (int i = 1; i <= 2; i++) {
      Answer answer = edge.get("/a", "If-None-Match: \"x\" / Cookie: a=1");
      assertEquals("EdgeFilter; fwd=bypass; detail=caching-disabled", answer.cacheStatus());
      assertEquals(i, edge.app.asked());
    }
    assertEquals("a=1", edge.app.lastRequest().headers().first("Cookie"));
    assertEquals("\"x\"", edge.app.lastRequest().headers().first("If-None-Match"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    200 | Cache-Control: private, max-age=60                 | private
    200 | Cache-Control: no-store                            | no-store
    200 | Cache-Control: max-age=60 / Vary: *                | vary-star
    200 | -                                                  | no-freshness
    302 | Cache-Control: private                             | private
    401 | Cache-Control: max-age=60                          | status-not-cacheable
    206 | Cache-Control: max-age=60                          | partial
    200 | Cache-Control: max-age=60 / Content-Type: text/event-stream | stream
    """)
  void whatMustNotBeSharedReachesTheOriginAgain(int status, String headers, String reason) {
    edge.app.answers(
        status, headers.equals("-") ? "Cache-Control: must-revalidate" : headers, "body");

    for (int i = 1; i <= 2; i++) {
      Answer answer = edge.get("/a");
      assertEquals("body", answer.body());
      assertEquals("EdgeFilter; fwd=uri-miss; detail=" + reason, answer.cacheStatus());
      assertEquals(i, edge.app.asked());
    }
  }

  @Test
  void errorsAreKeptForTheErrorCachingMinimum() {
    edge.app.answers(404, "-", "gone");

    Answer first = edge.get("/a");
    edge.passMillis(9_999);
    Answer second = edge.get("/a");
    edge.passMillis(1);
    edge.get("/a");

    assertEquals("Error from cloudfront", first.xCache());
    assertEquals(404, second.status());
    assertEquals("gone", second.body());
    assertEquals("Error from cloudfront", second.xCache());
    assertEquals("EdgeFilter; hit; ttl=1; detail=fresh", second.cacheStatus());
    assertEquals(2, edge.app.asked());
  }

  @ParameterizedTest
  @CsvSource({"SAFE,false", "CLOUDFRONT,true"})
  void setCookieIsNeverReplayedByDefault(Fidelity fidelity, boolean replayed) {
    edge.fidelity(fidelity).policy(TestEdge.policy(0, 0, 3600).cookies(NameSelection.all()));
    edge.app.answers(200, "Cache-Control: max-age=60 / Set-Cookie: id=7", "a");

    Answer first = edge.get("/a", "Cookie: a=1");
    Answer second = edge.get("/a", "Cookie: a=1");

    assertEquals("id=7", first.header("Set-Cookie"));
    assertEquals(replayed ? 1 : 2, edge.app.asked());
    assertEquals("id=7", second.header("Set-Cookie"));
    assertEquals(
        replayed ? StorageReason.STORED : StorageReason.SET_COOKIE, first.reason(Step.STORAGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SAFE", "CLOUDFRONT"})
  void setCookieIsRemovedWhereNoCookieIsForwarded(String fidelity) {
    edge.fidelity(Fidelity.valueOf(fidelity));
    edge.app.answers(200, "Cache-Control: max-age=60 / Set-Cookie: id=7 / ETag: \"v\"", "a");

    assertNull(edge.get("/a").header("Set-Cookie"));
    assertNull(edge.get("/a").header("Set-Cookie"));
    edge.passSeconds(60);
    edge.app.answers(304, "Set-Cookie: id=8 / Cache-Control: no-store", "");
    assertNull(edge.get("/a").header("Set-Cookie"), "nor by a confirmation");
    assertEquals(2, edge.app.asked());
  }

  @Test
  void answersToCookiesOutsideTheKeyAreNotShared() {
    edge.behavior(b -> b.originRequestPolicy("Managed-AllViewer"));
    edge.app.answers(200, "Cache-Control: max-age=60", "for one");

    Answer first = edge.get("/a", "Cookie: id=1");
    Answer second = edge.get("/a", "Cookie: id=2");

    assertEquals(StorageReason.COOKIE, first.reason(Step.STORAGE));
    assertEquals("EdgeFilter; fwd=uri-miss; detail=cookie-unkeyed", first.cacheStatus());
    assertEquals("id=2", edge.app.lastRequest().headers().first("Cookie"));
    assertEquals("Miss from cloudfront", second.xCache());
    assertEquals(2, edge.app.asked());
  }

  @Test
  void answersToCredentialsOutsideTheKeyAreNotShared() {
    edge.behavior(b -> b.originRequestPolicy("Managed-AllViewer"));
    edge.app.answers(200, "Cache-Control: max-age=60", "for one");

    Answer first = edge.get("/a", "Authorization: Basic eDp5");
    edge.get("/a");

    assertEquals(StorageReason.AUTHORIZATION, first.reason(Step.STORAGE));
    assertEquals(2, edge.app.asked());
  }

  @Test
  void answersMadeWithASessionAreNotShared() {
    edge.app.answers(200, "Cache-Control: public, max-age=60", "for one");
    FakeViewer withSession = edge.viewer("GET", "/a", "-");
    withSession.identityUsed = true;

    assertEquals(StorageReason.SESSION, edge.ask(withSession).reason(Step.STORAGE));
    assertEquals("Miss from cloudfront", edge.get("/a").xCache());
  }

  @Test
  void aSessionUsedAfterTheHeadIsNotSharedEither() {
    FakeViewer viewer = edge.viewer("GET", "/a", "-");
    edge.app.does(
        (request, sink) -> {
          sink.head(head(200, "Cache-Control", "max-age=60"));
          viewer.identityUsed = true;
          sink.body(ScriptedOrigin.bytes("late"));
          sink.end();
        });
    Answer answer = edge.ask(viewer);

    assertEquals("late", answer.body());
    assertEquals(StorageReason.SESSION, answer.reason(Step.STORAGE));
    edge.app.answers(200, "-", "next");
    assertEquals("next", edge.get("/a").body());
  }

  private static ResponseHead head(int status, String... lines) {
    return new ResponseHead(status, Headers.of(lines));
  }

  @Test
  void varySelectsByDefault() {
    edge.policy(TestEdge.policy(0, 0, 3600))
        .behavior(b -> b.originRequestPolicy("Managed-AllViewer"));
    edge.app.does(
        (request, sink) ->
            edge.app.send(
                sink,
                200,
                "Cache-Control: max-age=60 / Vary: Accept-Language",
                String.valueOf(request.headers().first("Accept-Language"))));

    assertEquals("de", edge.get("/a", "Accept-Language: de").body());
    Answer other = edge.get("/a", "Accept-Language: en");
    assertEquals("EdgeFilter; fwd=vary-miss; stored; ttl=60; detail=stored", other.cacheStatus());
    assertEquals("null", edge.get("/a").body());
    assertEquals(3, edge.app.asked());
    assertEquals("de", edge.get("/a", "Accept-Language: de").body());
    assertEquals("en", edge.get("/a", "Accept-Language: en").body());
    assertEquals("null", edge.get("/a").body());
    assertEquals(3, edge.app.asked());
  }

  @Test
  void varyDoesNotSelectInCloudFrontFidelityAndIsFilteredForViewers() {
    edge.fidelity(Fidelity.CLOUDFRONT)
        .policy(TestEdge.policy(0, 0, 3600).headers(HeaderSelection.whitelist("X-Key")));
    edge.app.answers(
        200, "Cache-Control: max-age=60 / Vary: X-Key, Accept-Language, Accept-Encoding", "de");

    Answer first = edge.get("/a", "Accept-Language: de");
    Answer second = edge.get("/a", "Accept-Language: en");

    assertEquals("X-Key, Accept-Encoding", first.header("Vary"));
    assertEquals("Hit from cloudfront", second.xCache());
    assertEquals("X-Key, Accept-Encoding", second.header("Vary"));
  }

  @ParameterizedTest(name = "{0}, Min {1}")
  @CsvSource({"SAFE,0,2,*", "SAFE,5,2,*", "CLOUDFRONT,0,2,*", "CLOUDFRONT,5,1,"})
  void anAsteriskOfVaryIsNotReused(Fidelity fidelity, long min, int asked, String vary) {
    edge.fidelity(fidelity).policy(TestEdge.policy(min, 60, 3600));
    edge.app.answers(200, "Cache-Control: max-age=60 / Vary: *", "a");

    assertEquals(vary, edge.get("/a").header("Vary"));
    edge.get("/a");

    assertEquals(asked, edge.app.asked());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "SAFE,private,3",
    "SAFE,no-store,3",
    "SAFE,no-cache,3",
    "CLOUDFRONT,private,2",
    "CLOUDFRONT,no-store,2",
    "CLOUDFRONT,no-cache,2"
  })
  void minimumTtlOverridesTheOriginOnlyInCloudFrontFidelity(
      Fidelity fidelity, String cacheControl, int asked) {
    edge.fidelity(fidelity).policy(TestEdge.policy(5, 60, 3600));
    edge.app.answers(200, "Cache-Control: " + cacheControl, "a");

    edge.get("/a");
    edge.passMillis(4_999);
    edge.get("/a");
    edge.passMillis(1);
    edge.get("/a");

    assertEquals(asked, edge.app.asked());
  }

  @Test
  void staleIsServedWhenTheOriginAnswersWithAnError() {
    edge.app.answers(200, "Cache-Control: max-age=60 / ETag: \"v\"", "good");
    edge.get("/a");
    edge.passSeconds(61);
    edge.app.answers(503, "-", "bad");

    Answer stale = edge.get("/a");
    edge.passMillis(9_999);
    Answer held = edge.get("/a");
    edge.passMillis(1);
    edge.get("/a");

    assertAll(
        () -> assertEquals("good", stale.body()),
        () -> assertEquals(200, stale.status()),
        () -> assertEquals("Hit from cloudfront", stale.xCache()),
        () ->
            assertEquals(
                "EdgeFilter; fwd=stale; fwd-status=503; detail=stale-if-error",
                stale.cacheStatus()),
        () -> assertEquals("61", stale.header("Age")),
        () -> assertEquals("good", held.body()),
        () -> assertEquals("EdgeFilter; hit; ttl=-10; detail=stale-if-error", held.cacheStatus()),
        () -> assertEquals(3, edge.app.asked(), "the origin was left alone for ten seconds"));
  }

  @Test
  void theErrorCachingMinimumOfTheStatusHoldsTheOrigin() {
    edge.site(s -> s.errorCaching(500, 2));
    edge.app.answers(200, "Cache-Control: max-age=60", "good");
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.answers(500, "-", "bad");

    edge.get("/a");
    edge.passMillis(1_999);
    edge.get("/a");
    assertEquals(2, edge.app.asked());
    edge.passMillis(1);
    edge.get("/a");
    assertEquals(3, edge.app.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=60, stale-if-error=0", "max-age=60, must-revalidate"})
  void theErrorIsPassedOnWhenStaleIsForbidden(String cacheControl) {
    edge.app.answers(200, "Cache-Control: " + cacheControl, "good");
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.answers(503, "-", "bad");

    Answer answer = edge.get("/a");

    assertEquals(503, answer.status());
    assertEquals("bad", answer.body());
    assertEquals("Error from cloudfront", answer.xCache());
    assertEquals("EdgeFilter; fwd=stale; stored; ttl=10; detail=stored", answer.cacheStatus());
  }

  @Test
  void aClientErrorIsNotReplacedByStale() {
    edge.app.answers(200, "Cache-Control: max-age=60", "good");
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.answers(404, "-", "gone");

    assertEquals(404, edge.get("/a").status());
    assertEquals(404, edge.get("/a").status());
    assertEquals(2, edge.app.asked(), "the error took the place of the good response");
  }

  @Test
  void invalidationRemovesWhatIsStoredAndWhatIsOnItsWay() {
    edge.app.answers(200, "Cache-Control: max-age=60", "old");
    edge.get("/a");
    edge.invalidate("/a");
    edge.app.does(
        (request, sink) -> {
          edge.invalidate("/*");
          edge.app.send(sink, 200, "Cache-Control: max-age=60", "in flight");
        });

    Answer answer = edge.get("/a");
    assertEquals("in flight", answer.body());
    edge.app.answers(200, "-", "new");
    assertEquals("new", edge.get("/a").body());
  }

  @Test
  void aLostBodyIsAMiss() {
    edge.app.answers(200, "Cache-Control: max-age=60", "a");
    edge.get("/a");
    edge.store.losesBodies = true;

    Answer answer = edge.get("/a");

    assertEquals("a", answer.body());
    assertEquals("Miss from cloudfront", answer.xCache());
    assertEquals("EdgeFilter; fwd=uri-miss; stored; ttl=60; detail=stored", answer.cacheStatus());
  }

  @Test
  void aFullStoreMakesTheRequestSlowerNotWrong() {
    edge.store.full = true;
    edge.app.answers(200, "Cache-Control: max-age=60", "a");

    for (int i = 0; i < 2; i++) {
      Answer answer = edge.get("/a");
      assertEquals("a", answer.body());
      assertEquals("EdgeFilter; fwd=uri-miss; detail=no-room", answer.cacheStatus());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bodiesLargerThanTheStoreTakesPassThrough(boolean announced) {
    String large = "x".repeat(100_001);
    edge.app.answers(
        200, "Cache-Control: max-age=60" + (announced ? " / Content-Length: 100001" : ""), large);

    Answer answer = edge.get("/a");

    assertEquals(large, answer.body());
    assertEquals(StorageReason.TOO_LARGE, answer.reason(Step.STORAGE));
    edge.get("/a");
    assertEquals(2, edge.app.asked());
  }

  @Test
  void aShortBodyIsPassedOnButNotStored() {
    edge.app.answers(200, "Cache-Control: max-age=60 / Content-Length: 9", "short");

    Answer answer = edge.get("/a");

    assertEquals("short", answer.body());
    assertEquals(StorageReason.INCOMPLETE, answer.reason(Step.STORAGE));
    edge.get("/a");
    assertEquals(2, edge.app.asked());
  }

  @Test
  void anUpgradePasses() {
    edge.app.does((request, sink) -> {});
    FakeViewer viewer = edge.viewer("GET", "/a", "-");
    viewer.upgrades = true;

    Answer answer = edge.ask(viewer);

    assertEquals(Phase.DONE, answer.exchange().phase());
    assertEquals(ReuseReason.UPGRADE, answer.reason(Step.REUSE));
  }

  @Test
  void theApplicationMayAnswerLaterFromAnotherPlace() throws Exception {
    OriginSink[] later = new OriginSink[1];
    edge.app.does((request, sink) -> later[0] = sink);

    Answer answer = edge.ask(edge.viewer("GET", "/a", "-"));
    assertEquals(Phase.PARKED, answer.exchange().phase());
    edge.driver.wentAsync(answer.exchange());
    edge.app.send(later[0], 200, "Cache-Control: max-age=60", "later");

    assertEquals(Phase.DONE, answer.exchange().phase());
    assertEquals("later", answer.body());
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
  }

  @Test
  void headersOfTheOriginsConnectionDoNotReachViewers() {
    edge.app.answers(
        200,
        "Cache-Control: max-age=60 / Connection: X-Hop / X-Hop: 1 / Keep-Alive: 5 / Age: 3"
            + " / X-Cache: theirs / Via: 1.0 before / Cache-Status: Other; hit",
        "a");

    Answer miss = edge.get("/a");
    Answer hit = edge.get("/a");

    assertAll(
        () -> assertNull(miss.header("X-Hop")),
        () -> assertNull(miss.header("Keep-Alive")),
        () -> assertEquals("3", miss.header("Age")),
        () -> assertEquals("Miss from cloudfront", miss.xCache()),
        () -> assertEquals("1.0 before, 1.1 edge (CloudFront)", miss.header("Via")),
        () ->
            assertEquals(
                "Other; hit, EdgeFilter; fwd=uri-miss; stored; ttl=57; detail=stored",
                miss.cacheStatus()),
        () -> assertEquals("3", hit.header("Age")),
        () -> assertTrue(hit.cacheStatus().startsWith("Other; hit, EdgeFilter; hit; ttl=57")));
  }
}
