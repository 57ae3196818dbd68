// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.internal.cache.ReuseReason;
import dev.edgefilter.internal.cache.StorageReason;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tags, soft invalidation and unsafe methods, as whole exchanges. */
final class InvalidationExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  @Test
  void theTagHeaderOfTheDistributionCounts() {
    edge.site(site -> site.cacheTagHeader("Cache-Tag"));
    edge.app.answers(200, "Cache-Control: max-age=60 / Cache-Tag: Red, blue", "a");
    assertEquals("Red, blue", edge.get("/a").header("Cache-Tag"), "viewers get it as any other");
    edge.get("/b");
    edge.app.answers(200, "Cache-Control: max-age=60", "plain");
    edge.get("/plain");
    edge.invalidate("#green");
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());

    edge.invalidate("#RED");

    assertEquals("plain", edge.get("/a").body());
    assertEquals("plain", edge.get("/b").body());
    assertEquals("Hit from cloudfront", edge.get("/plain").xCache());
  }

  @Test
  void withoutTheSettingTagsAreOrdinaryHeaders() {
    edge.app.answers(200, "Cache-Control: max-age=60 / Cache-Tag: red", "a");
    edge.get("/a");
    edge.invalidate("#red");
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
  }

  @Test
  void aConfirmationReplacesTheTags() {
    edge.site(site -> site.cacheTagHeader("Cache-Tag"));
    edge.app.answers(200, "Cache-Control: max-age=60 / ETag: \"v\" / Cache-Tag: old", "a");
    edge.get("/a");
    edge.passSeconds(61);
    edge.app.answers(304, "Cache-Control: max-age=60 / ETag: \"v\" / Cache-Tag: new", "");
    assertEquals(StorageReason.REFRESHED, edge.get("/a").reason(Step.STORAGE));
    edge.invalidate("#old");
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
    edge.passSeconds(61);
    edge.app.answers(304, "Cache-Control: max-age=60 / ETag: \"v\"", "");
    edge.get("/a");

    edge.invalidate("#new");

    edge.app.answers(200, "-", "b");
    assertEquals("b", edge.get("/a").body(), "a confirmation without tags keeps them");
  }

  @Test
  void aFetchUnderWayIsCoveredByItsTag() {
    edge.site(site -> site.cacheTagHeader("Cache-Tag"));
    edge.app.does(
        (request, sink) -> {
          edge.invalidate("#red");
          edge.app.send(sink, 200, "Cache-Control: max-age=60 / Cache-Tag: red", "in flight");
        });
    Answer answer = edge.get("/a");
    assertEquals("in flight", answer.body());
    edge.app.answers(200, "-", "new");
    assertEquals("new", edge.get("/a").body());
  }

  @Test
  void whatIsMarkedStaleIsConfirmedByTheOrigin() {
    edge.app.answers(200, "Cache-Control: max-age=60 / ETag: \"v\"", "a");
    edge.get("/a");
    edge.passSeconds(10);
    edge.invalidateSoftly("/a");
    edge.app.answers(304, "Cache-Control: max-age=60 / ETag: \"v\"", "");

    Answer answer = edge.get("/a");

    assertEquals("a", answer.body());
    assertEquals("RefreshHit from cloudfront", answer.xCache());
    assertEquals(ReuseReason.INVALIDATED_SOFT, answer.reason(Step.REUSE));
    assertEquals("\"v\"", edge.app.lastRequest().headers().first("If-None-Match"));
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
  }

  @Test
  void whatIsMarkedStaleStandsInForAnError() {
    edge.app.answers(200, "Cache-Control: max-age=60, stale-if-error=20", "a");
    edge.get("/a");
    edge.invalidateSoftly("/*");
    edge.app.answers(503, "-", "down");
    edge.passSeconds(19);
    assertEquals("a", edge.get("/a").body());
    edge.passSeconds(20);
    assertEquals("down", edge.get("/a").body());
  }

  @Test
  void aFetchUnderWayIsMarkedStaleToo() {
    edge.app.does(
        (request, sink) -> {
          edge.invalidateSoftly("/a");
          edge.app.send(sink, 200, "Cache-Control: max-age=60", "in flight");
        });
    assertEquals("in flight", edge.get("/a").body());
    edge.app.answers(200, "Cache-Control: max-age=60", "new");
    Answer answer = edge.get("/a");
    assertEquals("new", answer.body());
    assertEquals(ReuseReason.INVALIDATED_SOFT, answer.reason(Step.REUSE));
  }

  @ParameterizedTest(name = "{0}: {1} {2} {3} drops {4}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the path        | POST   | /a        | 200 /                                | /a     | true
          with the query  | PUT    | /a?x=1    | 204 /                                | /a?x=1 | true
          another query   | DELETE | /a        | 200 /                                | /a?x=1 | false
          another path    | POST   | /a        | 200 /                                | /b     | false
          an error        | POST   | /a        | 409 /                                | /a     | false
          Location        | POST   | /list     | 201 / Location: /a                   | /a     | true
          with a host     | POST   | /list     | 303 / Location: http://h/a?x=1       | /a?x=1 | true
          another host    | POST   | /list     | 201 / Location: http://elsewhere/a   | /a     | false
          relative        | POST   | /d/list   | 200 / Content-Location: ../a         | /a     | true
          a literal star  | POST   | /*        | 200 /                                | /a     | false
          its own star    | POST   | /a*       | 200 /                                | /a*    | true
          """)
  void unsafeMethodsDropWhatTheyChange(
      String name, String method, String path, String answer, String stored, boolean dropped) {
    edge.unsafeMethodsInvalidate()
        .policy(TestEdge.policy(0, 0, 3600).queryStrings(NameSelection.all()))
        .behavior(behavior -> behavior.allowedMethods(AllowedMethods.ALL));
    edge.app.answers(200, "Cache-Control: max-age=60", "old");
    edge.get(stored);
    String[] parts = answer.split(" / ?", 2);
    edge.app.answers(
        Integer.parseInt(parts[0].trim()), parts[1].isBlank() ? "-" : parts[1].trim(), "done");

    Answer change = edge.ask(method, path, "-");

    assertEquals("done", change.body());
    boolean invalidates = !name.equals("an error");
    assertEquals(
        invalidates ? StorageReason.UNSAFE_METHOD : StorageReason.METHOD,
        change.reason(Step.STORAGE));
    edge.app.answers(200, "Cache-Control: max-age=60", "new");
    assertEquals(dropped ? "new" : "old", edge.get(stored).body());
  }

  @Test
  void unsafeMethodsDropNothingUnlessTold() {
    edge.behavior(behavior -> behavior.allowedMethods(AllowedMethods.ALL));
    edge.app.answers(200, "Cache-Control: max-age=60", "old");
    edge.get("/a");
    assertEquals(StorageReason.METHOD, edge.ask("POST", "/a", "-").reason(Step.STORAGE));
    assertEquals("Hit from cloudfront", edge.get("/a").xCache());
  }
}
