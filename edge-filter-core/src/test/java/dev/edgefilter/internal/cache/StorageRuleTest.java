// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.Switches;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.store.StoredHead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** May a response be stored, and what of it. */
final class StorageRuleTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final OriginView NO_HEADERS = name -> null;

  /** The facts of a request, changed one by one. */
  private static final class Asked {
    private String method = "GET";
    private boolean methodCached = true;
    private boolean cookiesForwarded;
    private boolean cookiesUnkeyed;
    private boolean authorizationUnkeyed;
    private boolean sessionUsed;
    private OriginView view = NO_HEADERS;
    private long minSeconds;
    private Fidelity fidelity = Fidelity.SAFE;
    private boolean requestNoStore;
    private boolean slice;

    StorageDecision decide(int status, String headers) {
      return StorageRule.decide(
          new StorageFacts(
              method,
              methodCached,
              cookiesForwarded,
              cookiesUnkeyed,
              authorizationUnkeyed,
              slice,
              sessionUsed,
              requestNoStore,
              NOW,
              NOW),
          view,
          new ResponseHead(status, HeaderLines.of(headers, NOW)),
          new TtlSettings(
              minSeconds,
              0,
              100,
              Switches.of(fidelity),
              List.of(),
              new ErrorTtls(Map.of(404, 0L))));
    }
  }

  private static Asked asked() {
    return new Asked();
  }

  private static StoredHead stored(StorageDecision decision) {
    assertEquals(StorageReason.STORED, decision.reason());
    StoredHead head = decision.head();
    assertNotNull(head);
    return head;
  }

  private static void assertRefused(StorageReason reason, StorageDecision decision) {
    assertEquals(reason, decision.reason());
    assertNull(decision.head());
    assertFalse(decision.shareable());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | Cache-Control: max-age=60                            | STORED
          299 | Cache-Control: max-age=60                            | STORED
          301 | Cache-Control: max-age=60                            | STORED
          404 | Cache-Control: max-age=60                            | STORED
          404 | -                                                    | NO_FRESHNESS
          500 | -                                                    | STORED
          200 | Cache-Control: max-age=60, no-store                  | NO_STORE
          200 | Cache-Control: max-age=60, private                   | PRIVATE
          404 | Cache-Control: private                               | ERROR_DIRECTIVE
          401 | Cache-Control: max-age=60                            | STATUS
          307 | -                                                    | STATUS
          206 | Cache-Control: max-age=60                            | PARTIAL
          304 | Cache-Control: max-age=60                            | STATUS
          103 | Cache-Control: max-age=60                            | STATUS
          416 | Cache-Control: max-age=60                            | STATUS
          200 | Cache-Control: max-age=60 / Content-Type: text/event-stream | STREAM
          200 | Cache-Control: max-age=60 / Content-Type: text/event-stream;charset=utf-8 | STREAM
          200 | Cache-Control: max-age=0, stale-if-error=0             | NO_FRESHNESS
          200 | Cache-Control: max-age=0, stale-if-error=0 / ETag: "a" | STORED
          200 | Cache-Control: max-age=0, stale-if-error=0 / Last-Modified: @-9 | STORED
          200 | Cache-Control: max-age=0, stale-if-error=0 / Last-Modified: then | NO_FRESHNESS
          200 | Cache-Control: max-age=0, stale-while-revalidate=5, stale-if-error=0 | STORED
          200 | Cache-Control: max-age=0, must-revalidate            | NO_FRESHNESS
          200 | Cache-Control: no-cache                              | NO_FRESHNESS
          200 | Cache-Control: no-cache / ETag: "a"                  | STORED
          200 | Cache-Control: max-age=60 / Vary: *                  | VARY_STAR
          200 | Cache-Control: max-age=60 / Vary: X-A / Vary: X-B, * | VARY_STAR
          """)
  void whatIsStoredDependsOnStatusAndHeaders(int status, String headers, StorageReason reason) {
    StorageDecision decision = asked().decide(status, headers);

    assertEquals(reason, decision.reason());
    assertEquals(reason == StorageReason.STORED, decision.head() != null);
  }

  @Test
  void onlyAnswersToCachedMethodsAreStored() {
    Asked post = asked();
    post.method = "POST";
    post.methodCached = false;
    Asked head = asked();
    head.method = "HEAD";
    Asked options = asked();
    options.method = "OPTIONS";

    assertRefused(StorageReason.METHOD, post.decide(200, "Cache-Control: max-age=60"));
    assertRefused(StorageReason.HEAD, head.decide(200, "Cache-Control: max-age=60"));
    stored(options.decide(200, "Cache-Control: max-age=60"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max-age=60                  | false
          max-age=60, must-revalidate | false
          public, max-age=60          | true
          s-maxage=60                 | true
          s-maxage=0                  | true
          """)
  void credentialsOutsideTheKeyAreNotSharedUnlessTheResponseSaysSo(
      String cacheControl, boolean allowed) {
    Asked authorized = asked();
    authorized.authorizationUnkeyed = true;
    Asked withCookies = asked();
    withCookies.cookiesForwarded = true;
    withCookies.cookiesUnkeyed = true;
    String headers = "Cache-Control: " + cacheControl;

    assertEquals(
        allowed ? StorageReason.STORED : StorageReason.AUTHORIZATION,
        authorized.decide(200, headers).reason());
    assertEquals(
        allowed ? StorageReason.STORED : StorageReason.COOKIE,
        withCookies.decide(200, headers).reason());
  }

  @Test
  void cookiesThatVarySelectsByMayStayOutsideTheKey() {
    Asked withCookies = asked();
    withCookies.cookiesForwarded = true;
    withCookies.cookiesUnkeyed = true;
    withCookies.view = name -> name.equals("cookie") ? "a=1" : null;

    StoredHead head = stored(withCookies.decide(200, "Cache-Control: max-age=60 / Vary: Cookie"));

    assertEquals(List.of("cookie"), head.varyNames());
    assertEquals(List.of("a=1"), head.varyValues());
  }

  @ParameterizedTest
  @ValueSource(strings = {"public, max-age=60", "s-maxage=60", "max-age=60"})
  void whatWasMadeWithASessionIsNeverShared(String cacheControl) {
    Asked withSession = asked();
    withSession.sessionUsed = true;

    assertRefused(StorageReason.SESSION, withSession.decide(200, "Cache-Control: " + cacheControl));
  }

  @ParameterizedTest(name = "{0}, cookies forwarded {1}, cloudfront {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public, max-age=60                | false | false | STORED     | false
          public, max-age=60                | true  | false | SET_COOKIE | false
          public, max-age=60                | false | true  | STORED     | false
          public, max-age=60                | true  | true  | STORED     | true
          max-age=60, no-cache="Set-Cookie" | true  | false | STORED     | false
          max-age=60, no-cache="Set-Cookie" | true  | true  | STORED     | false
          max-age=60, private="set-cookie"  | true  | false | STORED     | false
          max-age=60, private="X-Other"     | true  | false | SET_COOKIE | false
          """)
  void setCookieIsReplayedOnlyInCloudFrontFidelity(
      String cacheControl,
      boolean forwarded,
      boolean cloudFront,
      StorageReason reason,
      boolean replayed) {
    Asked request = asked();
    request.cookiesForwarded = forwarded;
    request.fidelity = cloudFront ? Fidelity.CLOUDFRONT : Fidelity.SAFE;

    StorageDecision decision =
        request.decide(200, "Cache-Control: " + cacheControl + " / Set-Cookie: a=1");

    assertEquals(reason, decision.reason());
    StoredHead head = decision.head();
    assertEquals(replayed, head != null && head.headers().contains("Set-Cookie"));
  }

  @Test
  void fieldsOfQualifiedDirectivesAreNotStored() {
    StoredHead head =
        stored(
            asked()
                .decide(
                    200,
                    "Cache-Control: max-age=60, no-cache=\"X-A, x-b\", private=\"X-C\""
                        + " / X-A: 1 / X-B: 2 / X-C: 3 / X-D: 4 / Age: 7"));

    Headers headers = head.headers();
    assertAll(
        () -> assertFalse(headers.contains("X-A")),
        () -> assertFalse(headers.contains("X-B")),
        () -> assertFalse(headers.contains("X-C")),
        () -> assertEquals("4", headers.first("X-D")),
        () -> assertFalse(headers.contains("Age"), "the edge says its own"),
        () -> assertEquals(HttpDate.format(NOW), headers.first("Date")),
        () -> assertEquals(7_000, head.initialAgeMillis()));
  }

  @Test
  void varyingResponsesKeepWhatTheOriginSaw() {
    Asked request = asked();
    request.view = name -> name.equals("accept-language") ? "en , de" : null;

    StoredHead head =
        stored(request.decide(200, "Cache-Control: max-age=60 / Vary: X-None, Accept-Language"));

    assertEquals(List.of("accept-language", "x-none"), head.varyNames());
    assertEquals(List.of("de,en", "\0"), head.varyValues());
  }

  @Test
  void varyDoesNotSelectInCloudFrontFidelity() {
    Asked request = asked();
    request.fidelity = Fidelity.CLOUDFRONT;

    assertEquals(
        List.of(),
        stored(request.decide(200, "Cache-Control: max-age=60 / Vary: X-A")).varyNames());
    assertRefused(
        StorageReason.VARY_STAR, request.decide(200, "Cache-Control: max-age=60 / Vary: *"));
    request.minSeconds = 1;
    stored(request.decide(200, "Cache-Control: max-age=60 / Vary: *"));
    request.fidelity = Fidelity.SAFE;
    assertRefused(
        StorageReason.VARY_STAR, request.decide(200, "Cache-Control: max-age=60 / Vary: *"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Cache-Control: max-age=1              | true
          Cache-Control: max-age=0 / ETag: "a"  | false
          Cache-Control: max-age=9 / Age: 9     | false
          Cache-Control: max-age=9 / Age: 8     | true
          Cache-Control: no-cache / ETag: "a"   | false
          """)
  void waitingViewersAreServedOnlyWhatIsFresh(String headers, boolean shareable) {
    StorageDecision decision = asked().decide(200, headers);

    stored(decision);
    assertEquals(shareable, decision.shareable());
  }

  @Test
  void theStoredHeadHoldsTheValidators() {
    StoredHead head =
        stored(
            asked()
                .decide(200, "Cache-Control: max-age=60 / ETag: W/\"a\" / Last-Modified: @-3600"));

    assertTrue(ValidationRule.hasValidator(head));
    assertEquals("W/\"a\"", String.valueOf(head.entityTag()));
    assertEquals(NOW - 3_600_000, head.lastModifiedMillis());
  }
}
