// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What RFC 9111 asks of a shared cache and the public suite does not, seen by viewers of each
 * chain. The rules have tables of their own; here is shown that containers and origins let them
 * work.
 */
@Tag("container")
final class StandardChainsTest {
  private static final String MINUTE = "Cache-Control: max-age=60";
  private static final String TAGGED = MINUTE + " / ETag: \"1\"";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  private final AnyOrigin origin = new AnyOrigin();
  private Edge edge;

  @AfterEach
  void closeOrigin() throws Exception {
    origin.close();
  }

  private void start(Chain chain, int status, String headers, String body) throws Exception {
    edge = origin.answers(status, headers, body).start(edges, chain);
  }

  private RawResponse ask(String method, String target, String... headers) throws Exception {
    RawResponse answer = edge.ask(method, target, headers);
    edge.awaitEnds();
    return answer;
  }

  private RawResponse get(String... headers) throws Exception {
    return ask("GET", "/a", headers);
  }

  private void pass(long seconds) {
    edge.clock.advance(Duration.ofSeconds(seconds));
  }

  // --- methods ---------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void safeMethodsDoNotInvalidate(Chain chain) throws Exception {
    start(chain, 200, MINUTE, "page");
    get();
    for (String method : new String[] {"OPTIONS", "HEAD"}) {
      assertEquals(200, ask(method, "/a", "Cache-Control: no-cache").status());
      assertEquals("200 Hit page", get().line(), method);
    }
    assertEquals(3, origin.asked().size());
  }

  @ParameterizedTest
  @EnumSource
  void allOthersDoWhenTheySucceed(Chain chain) throws Exception {
    start(chain, 200, MINUTE, "page");
    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "M-SEARCH", "REPORT"}) {
      for (int status : new int[] {200, 204, 303, 404, 500}) {
        origin.answers(200, MINUTE, "page");
        get();
        origin.answers(status, "X-None: 1", "");
        assertEquals(status, ask(method, "/a", "Content-Length: 0").status(), method);
        assertEquals(method, origin.last().method());
        origin.answers(200, MINUTE, "page");
        assertEquals(status < 400 ? "Miss" : "Hit", get().xCache(), method + " " + status);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatTheAnswerNamesIsInvalidatedOnTheSameHostOnly(Chain chain) throws Exception {
    start(chain, 200, MINUTE, "page");
    for (String target : new String[] {"/b", "/c?d=1", "/far"}) {
      ask("GET", target);
    }
    origin.answers(201, "Location: /b / Content-Location: http://www.example.test/c?d=1", "");
    ask("POST", "/a", "Content-Length: 0");
    origin.answers(201, "Location: http://other.example.test/far", "");
    ask("POST", "/a", "Content-Length: 0");
    origin.answers(200, MINUTE, "page");

    assertEquals("Miss", ask("GET", "/b").xCache());
    assertEquals("Miss", ask("GET", "/c?d=1").xCache());
    assertEquals("Hit", ask("GET", "/far").xCache());
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerToPostStandsForAGet(Chain chain) throws Exception {
    start(chain, 200, MINUTE + " / Content-Location: /a", "posted");

    assertEquals("posted", ask("POST", "/a", "Content-Length: 0").text());
    assertEquals("200 Hit posted", get().line());
  }

  // --- conditions and ranges -------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void onlyTheOriginJudgesWhatACacheCannot(Chain chain) throws Exception {
    start(chain, 200, TAGGED, "page");
    get();
    origin.answers(412, "X-None: 1", "");
    for (String condition :
        new String[] {
          "If-Match: \"2\"", "If-Unmodified-Since: Wed, 01 Jan 2014 00:00:00 GMT",
        }) {
      assertEquals(412, get(condition).status(), condition);
      String name = condition.substring(0, condition.indexOf(':'));
      assertEquals(condition, name + ": " + origin.last().header(name));
    }
    assertEquals("200 Hit page", get().line());
  }

  @ParameterizedTest
  @EnumSource
  void storedAnswersAnswerConditions(Chain chain) throws Exception {
    String modified = "Wed, 01 Jan 2014 00:00:00 GMT";
    start(chain, 200, TAGGED + " / Last-Modified: " + modified, "page");
    get();

    for (String condition :
        new String[] {
          "If-None-Match: *",
          "If-None-Match: \"0\", W/\"1\"",
          "If-Modified-Since: " + modified,
          "If-Modified-Since: Wednesday, 01-Jan-14 00:00:00 GMT",
        }) {
      RawResponse unchanged = get(condition);
      assertEquals("304 Hit ", unchanged.line(), condition);
      assertEquals("\"1\"", unchanged.header("ETag"), condition);
    }
    assertEquals(
        "200 Hit page", get("If-None-Match: \"0\"", "If-Modified-Since: " + modified).line());
    assertEquals(1, origin.asked().size());
  }

  @ParameterizedTest
  @EnumSource
  void ifRangeComparesStrongly(Chain chain) throws Exception {
    start(chain, 200, TAGGED + " / Last-Modified: Tue, 31 Dec 2019 00:00:00 GMT", "0123456789");
    get();

    for (String same : new String[] {"\"1\"", "Tue, 31 Dec 2019 00:00:00 GMT"}) {
      RawResponse part = get("Range: bytes=2-3", "If-Range: " + same);
      assertEquals("206 Hit 23", part.line(), same);
      assertEquals("bytes 2-3/10", part.header("Content-Range"));
    }
    for (String other : new String[] {"W/\"1\"", "\"2\"", "Tue, 31 Dec 2019 00:00:01 GMT"}) {
      assertEquals(
          "200 Hit 0123456789", get("Range: bytes=2-3", "If-Range: " + other).line(), other);
    }
    assertEquals("416 Hit ", get("Range: bytes=10-").line());
    assertEquals(1, origin.asked().size());
  }

  @ParameterizedTest
  @EnumSource
  void a416OfTheOriginIsPassedOnAndNotKept(Chain chain) throws Exception {
    start(chain, 416, MINUTE + " / Content-Range: bytes */4", "");

    assertEquals("416 bytes */4", seen416());
    assertEquals("416 bytes */4", seen416());
    origin.answers(200, MINUTE, "page");
    assertEquals("200 Miss page", get().line());
  }

  private String seen416() throws Exception {
    RawResponse answer = get("Range: bytes=9-");
    return answer.status() + " " + answer.header("Content-Range");
  }

  // --- freshness -------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void viewersMayAcceptStale(Chain chain) throws Exception {
    start(chain, 200, TAGGED, "page");
    get();
    origin.answers(200, TAGGED, "new");
    pass(70);

    assertEquals("200 Hit page", get("Cache-Control: max-stale").line());
    assertEquals("200 Hit page", get("Cache-Control: max-stale=10").line());
    assertEquals("200 Miss new", get("Cache-Control: max-stale=9").line());
  }

  @ParameterizedTest
  @EnumSource
  void theOtherWishesOfViewersCount(Chain chain) throws Exception {
    start(chain, 200, MINUTE, "1");
    assertEquals(504, get("Cache-Control: only-if-cached").status());
    assertEquals(0, origin.asked().size());
    get();
    origin.answers(200, MINUTE, "2");
    pass(10);

    assertEquals("1", get("Cache-Control: max-age=10").text());
    assertEquals("1", get("Cache-Control: min-fresh=50").text());
    assertEquals("1", get("Cache-Control: only-if-cached").text());
    assertEquals("2", get("Cache-Control: max-age=9").text());
    origin.answers(200, MINUTE, "3");
    assertEquals("3", get("Cache-Control: no-store").text());
    assertEquals("2", get().text(), "nothing of it is kept");
    assertEquals("3", get("Pragma: no-cache").text());
    pass(10);
    origin.answers(200, MINUTE, "4");
    assertEquals("4", get("Cache-Control: min-fresh=51").text());
  }

  @ParameterizedTest
  @EnumSource
  void aWholeAnswerToAValidationReplacesWhatIsStored(Chain chain) throws Exception {
    start(chain, 200, TAGGED + " / X-Old: 1", "old");
    get();
    pass(61);
    origin.answers(200, MINUTE + " / ETag: \"2\"", "new");

    assertEquals("200 Miss new", get().line());
    assertEquals("\"1\"", origin.last().header("If-None-Match"));
    RawResponse hit = get();
    assertEquals("200 Hit new", hit.line());
    assertEquals("\"2\" ", hit.header("ETag") + " " + hit.header("X-Old"));
  }

  @ParameterizedTest
  @EnumSource
  void aConfirmationProlongsFreshness(Chain chain) throws Exception {
    start(chain, 200, TAGGED + " / X-Up: 1", "page");
    get();
    pass(61);
    origin.answers(304, "Cache-Control: max-age=600 / ETag: \"1\" / X-Up: 2", "");

    assertEquals("200 RefreshHit page", get().line());
    pass(599);
    RawResponse hit = get();
    assertEquals("200 Hit page", hit.line());
    assertEquals(
        "599 2 4",
        hit.header("Age") + " " + hit.header("X-Up") + " " + hit.header("Content-Length"));
    pass(1);
    assertEquals("200 RefreshHit page", get().line());
    assertEquals(3, origin.asked().size());
  }

  @ParameterizedTest
  @EnumSource
  void someStatusesAreKeptWithoutAWord(Chain chain) throws Exception {
    start(chain, 200, "X-None: 1", "");
    String dated = "Date: @0 / Last-Modified: @-1000";
    for (int status : new int[] {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501}) {
      origin.answers(status, dated, "");
      ask("GET", "/" + status);
      pass(99);
      int before = origin.asked().size();
      assertEquals(status, ask("GET", "/" + status).status());
      assertEquals(before, origin.asked().size(), () -> status + " is kept for a tenth");
      pass(1);
      ask("GET", "/" + status);
      assertEquals(before + 1, origin.asked().size(), () -> status + " is kept longer");
    }
    for (int status : new int[] {201, 202, 302, 303, 307, 403, 502, 503, 504, 599}) {
      origin.answers(status, dated, "");
      ask("GET", "/" + status);
      int before = origin.asked().size();
      ask("GET", "/" + status);
      assertEquals(before + 1, origin.asked().size(), () -> status + " is kept");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyStatusIsKeptWithAWord(Chain chain) throws Exception {
    start(chain, 200, "X-None: 1", "");
    for (int status :
        new int[] {201, 299, 300, 302, 307, 400, 403, 405, 414, 451, 499, 500, 501, 503, 599}) {
      origin.answers(status, MINUTE + " / Location: /b?c=1#d", "");
      ask("GET", "/" + status);
      pass(59);
      int before = origin.asked().size();
      RawResponse hit = ask("GET", "/" + status);
      assertEquals(before, origin.asked().size(), () -> status + " is not kept");
      assertEquals(status + " /b?c=1#d", hit.status() + " " + hit.header("Location"));
      pass(1);
      ask("GET", "/" + status);
      assertEquals(before + 1, origin.asked().size(), () -> status + " is kept longer");
    }
  }

  @ParameterizedTest
  @EnumSource
  void targetedDirectivesCountForTheirTargetOnly(Chain chain) throws Exception {
    start(chain, 200, "CDN-Cache-Control: max-age=60 / Cache-Control: no-store", "page");
    assertEquals("max-age=60", get().header("CDN-Cache-Control"), "others behind may need it");
    assertEquals("200 Hit page", get().line());
    origin.answers(200, "Other-Cache-Control: max-age=60 / Cache-Control: no-store", "page");
    ask("GET", "/b");
    assertEquals("200 Miss page", ask("GET", "/b").line());
  }

  // --- HEAD ------------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void anAnswerToHeadRenewsWhatIsStored(Chain chain) throws Exception {
    start(chain, 200, TAGGED + " / X-Up: 1 / X-Kept: 1", "page");
    get();
    pass(61);
    origin.answers(200, "Cache-Control: max-age=100 / ETag: \"1\" / X-Up: 2", "page");

    RawResponse head = ask("HEAD", "/a");
    assertEquals("200 Miss ", head.line());
    assertEquals("HEAD", origin.last().method());
    pass(99);
    RawResponse hit = get();
    assertAll(
        () -> assertEquals("200 Hit page", hit.line()),
        () ->
            assertEquals(
                "99 2 1",
                hit.header("Age") + " " + hit.header("X-Up") + " " + hit.header("X-Kept")),
        () -> assertEquals("4", hit.header("Content-Length")),
        () -> assertEquals(2, origin.asked().size()));
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerToHeadDropsWhatHasChanged(Chain chain) throws Exception {
    String dated = " / Last-Modified: Tue, 31 Dec 2019 00:00:00 GMT";
    for (String changed :
        new String[] {
          MINUTE + " / ETag: \"2\"" + dated,
          TAGGED + " / Last-Modified: Tue, 31 Dec 2019 00:00:01 GMT",
          TAGGED + dated + " / Content-Length: 5"
        }) {
      start(chain, 200, TAGGED + dated, "page");
      get();
      // Without the body nothing but what is told can say its length.
      origin.answers((asked, reply) -> reply.begin(200, changed, -1));
      ask("HEAD", "/a", "Cache-Control: no-cache");
      origin.answers(200, MINUTE, "new");

      assertEquals("200 Miss new", get().line(), changed);
      origin.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerToHeadThatSaysNothingOfItLeavesIt(Chain chain) throws Exception {
    start(chain, 200, TAGGED, "page");
    get();
    origin.answers((asked, reply) -> reply.begin(200, MINUTE, -1));
    ask("HEAD", "/a", "Cache-Control: no-cache");

    assertEquals("200 Hit page", get().line());
  }

  // --- what is told ----------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void cacheStatusTellsTheWholeStory(Chain chain) throws Exception {
    start(chain, 200, TAGGED, "page");
    String miss = get().header("Cache-Status");
    pass(7);
    String hit = get().header("Cache-Status");
    pass(60);
    origin.answers(304, TAGGED, "");
    String confirmed = get().header("Cache-Status");
    origin.answers(200, "X-None: 1", "");
    String unsafe = ask("PUT", "/a", "Content-Length: 0").header("Cache-Status");

    assertAll(
        () -> assertEquals("EdgeFilter; fwd=uri-miss; stored; ttl=60; detail=stored", miss),
        () -> assertEquals("EdgeFilter; hit; ttl=53; detail=fresh", hit),
        () ->
            assertEquals(
                "EdgeFilter; fwd=stale; fwd-status=304; stored; ttl=60; detail=refreshed",
                confirmed),
        () -> assertEquals("EdgeFilter; fwd=method; detail=invalidates", unsafe));
  }

  @ParameterizedTest
  @EnumSource
  void aDeadOriginLeavesWhatMayBeServedStale(Chain chain) throws Exception {
    edges.expectLoggedExceptions();
    for (String directive :
        new String[] {
          "", ", must-revalidate", ", proxy-revalidate", ", s-maxage=60", ", no-cache"
        }) {
      start(chain, 200, MINUTE + directive + " / ETag: \"1\" / X-Mine: 1", "page");
      get();
      pass(61);
      origin.answers((asked, reply) -> reply.breakOff());
      RawResponse answer = get();

      if (directive.isEmpty()) {
        assertEquals("200 Hit page", answer.line());
      } else {
        assertTrue(answer.status() >= 500, directive);
        assertEquals("", answer.header("X-Mine"), "an error of one's own has nothing of it");
      }
      origin.close();
    }
  }
}
