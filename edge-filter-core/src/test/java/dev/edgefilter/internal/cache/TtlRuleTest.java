// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.Switches;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.ResponseHead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The TTL decision table of CloudFront, with Age and Date of RFC 9111, 4.2.3. */
final class TtlRuleTest {
  private static final long NOW = 1_800_000_000_000L;

  private static TtlDecision decide(
      int status, String headers, long min, long normal, long max, boolean privateKept) {
    TtlSettings settings =
        new TtlSettings(
            min,
            normal,
            max,
            Switches.of(privateKept ? Fidelity.CLOUDFRONT : Fidelity.SAFE),
            List.of(),
            new ErrorTtls(Map.of(503, 0L, 502, 60L)));
    ResponseHead head = new ResponseHead(status, HeaderLines.of(headers, NOW));
    return TtlRule.decide(head, settings, NOW, NOW);
  }

  /** What is left of the lifetime when the response arrives. */
  private static long left(TtlDecision decision) {
    return decision.lifetimeSeconds() - decision.initialAgeSeconds();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max-age below Max                 | 0  | 60 | 100 | Cache-Control: max-age=99              | 99  | MAX_AGE
          max-age equal to Max              | 0  | 60 | 100 | Cache-Control: max-age=100             | 100 | MAX_AGE
          max-age above Max                 | 0  | 60 | 100 | Cache-Control: max-age=101             | 100 | MAX_TTL
          max-age below Min                 | 10 | 60 | 100 | Cache-Control: max-age=9               | 10  | MIN_TTL
          max-age equal to Min              | 10 | 60 | 100 | Cache-Control: max-age=10              | 10  | MAX_AGE
          max-age zero                      | 0  | 60 | 100 | Cache-Control: max-age=0               | 0   | MAX_AGE
          max-age zero against Min          | 10 | 60 | 100 | Cache-Control: max-age=0               | 10  | MIN_TTL
          s-maxage zero                     | 0  | 60 | 100 | Cache-Control: s-maxage=0, max-age=9   | 0   | S_MAXAGE
          s-maxage before max-age           | 0  | 60 | 100 | Cache-Control: max-age=9, s-maxage=20  | 20  | S_MAXAGE
          s-maxage above Max                | 0  | 60 | 100 | Cache-Control: max-age=9, s-maxage=101 | 100 | MAX_TTL
          s-maxage below Min                | 10 | 60 | 100 | Cache-Control: max-age=50, s-maxage=9  | 10  | MIN_TTL
          two lines are joined              | 0  | 60 | 100 | Cache-Control: public / Cache-Control: max-age=7 | 7 | MAX_AGE
          the first of two max-age counts   | 0  | 60 | 100 | Cache-Control: max-age=7, max-age=8    | 7   | MAX_AGE
          max-age that is no number         | 0  | 60 | 100 | Cache-Control: max-age=soon            | 0   | MAX_AGE
          Expires ahead                     | 0  | 60 | 100 | Expires: @+99                          | 99  | EXPIRES
          Expires beyond Max                | 0  | 60 | 100 | Expires: @+101                         | 100 | MAX_TTL
          Expires before Min                | 10 | 60 | 100 | Expires: @+9                           | 10  | MIN_TTL
          Expires now                       | 0  | 60 | 100 | Expires: @0                            | 0   | EXPIRES
          Expires past                      | 0  | 60 | 100 | Expires: @-1                           | 0   | EXPIRES
          Expires past against Min          | 10 | 60 | 100 | Expires: @-1                           | 10  | MIN_TTL
          Expires that is no date           | 0  | 60 | 100 | Expires: 0                             | 0   | EXPIRES
          two Expires                       | 0  | 60 | 100 | Expires: @+50 / Expires: @+60          | 0   | EXPIRES
          max-age before Expires            | 0  | 60 | 100 | Cache-Control: max-age=5 / Expires: @+50 | 5 | MAX_AGE
          nothing                           | 0  | 60 | 100 | -                                      | 60  | DEFAULT_TTL
          nothing, with an old Date         | 0  | 60 | 100 | Date: @-500                            | 60  | DEFAULT_TTL
          nothing, Min equal to Default     | 60 | 60 | 100 | -                                      | 60  | DEFAULT_TTL
          only other directives             | 0  | 60 | 100 | Cache-Control: public, immutable       | 60  | DEFAULT_TTL
          Pragma of a response is ignored   | 0  | 60 | 100 | Pragma: no-cache                       | 60  | DEFAULT_TTL
          qualified no-cache                | 0  | 60 | 100 | Cache-Control: no-cache="X-A"          | 60  | DEFAULT_TTL
          qualified private                 | 0  | 60 | 100 | Cache-Control: private="X-A"           | 60  | DEFAULT_TTL
          Default 0, Max above              | 0  | 0  | 100 | -                                      | 0   | DEFAULT_TTL
          Age is taken off                  | 0  | 60 | 100 | Cache-Control: max-age=50 / Age: 20    | 30  | MAX_AGE
          Age as old as max-age             | 0  | 60 | 100 | Cache-Control: max-age=50 / Age: 50    | 0   | MAX_AGE
          Age above max-age                 | 0  | 60 | 100 | Cache-Control: max-age=50 / Age: 51    | 0   | MAX_AGE
          Age comes off before Max          | 0  | 60 | 100 | Cache-Control: max-age=150 / Age: 51   | 99  | MAX_AGE
          Age comes off before Min          | 10 | 60 | 100 | Cache-Control: max-age=50 / Age: 45    | 10  | MIN_TTL
          Age that is no number             | 0  | 60 | 100 | Cache-Control: max-age=50 / Age: -3    | 50  | MAX_AGE
          only the first member of Age      | 0  | 60 | 100 | Cache-Control: max-age=50 / Age: 3, 9  | 47  | MAX_AGE
          an old Date is age too            | 0  | 60 | 100 | Cache-Control: max-age=50 / Date: @-20 | 30  | MAX_AGE
          the larger of Age and Date counts | 0  | 60 | 100 | Cache-Control: max-age=50 / Date: @-20 / Age: 5 | 30 | MAX_AGE
          a Date to come is no age          | 0  | 60 | 100 | Cache-Control: max-age=50 / Date: @+20 | 50  | MAX_AGE
          a Date that is none               | 0  | 60 | 100 | Cache-Control: max-age=50 / Date: now  | 50  | MAX_AGE
          """)
  void lifetimeFollowsTheHeadersWithinMinAndMax(
      String name,
      long min,
      long normal,
      long max,
      String headers,
      long seconds,
      TtlReason reason) {
    TtlDecision decision = decide(200, headers, min, normal, max, false);

    assertAll(
        () -> assertTrue(decision.storable()),
        () -> assertEquals(seconds, left(decision)),
        () -> assertEquals(reason, decision.reason()),
        () -> assertFalse(decision.alwaysValidate()),
        () ->
            assertEquals(
                decision, decide(200, headers, min, normal, max, true), "the same in cloudfront"));
  }

  @Test
  void hugeMaxAgeIsClampedAndDoesNotWrapAround() {
    TtlDecision decision =
        decide(
            200, "Cache-Control: max-age=99999999999999999999", 0, 1, Long.MAX_VALUE / 2000, false);

    assertEquals(1L << 31, decision.lifetimeSeconds());
  }

  @ParameterizedTest(name = "{0}, Min {1}, cloudfront {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no-cache              | 0 | false | true  | true  | 0 | NO_CACHE
          no-cache              | 5 | false | true  | true  | 0 | NO_CACHE
          no-cache              | 0 | true  | true  | true  | 0 | NO_CACHE
          no-cache              | 5 | true  | true  | false | 5 | MIN_TTL
          no-cache, max-age=60  | 0 | false | true  | true  | 0 | NO_CACHE
          no-cache, max-age=60  | 5 | true  | true  | false | 5 | MIN_TTL
          no-store              | 0 | false | false | false | 0 | NO_STORE
          no-store              | 5 | false | false | false | 0 | NO_STORE
          no-store              | 0 | true  | false | false | 0 | NO_STORE
          no-store              | 5 | true  | true  | false | 5 | MIN_TTL
          no-store, max-age=60  | 5 | true  | true  | false | 5 | MIN_TTL
          private               | 0 | false | false | false | 0 | PRIVATE
          private               | 5 | false | false | false | 0 | PRIVATE
          private               | 0 | true  | false | false | 0 | PRIVATE
          private, s-maxage=60  | 0 | false | false | false | 0 | PRIVATE
          private, s-maxage=60  | 5 | true  | true  | false | 5 | MIN_TTL
          private, no-store     | 5 | false | false | false | 0 | NO_STORE
          """)
  void minimumTtlKeepsWhatMustNotBeKeptOnlyInCloudFrontFidelity(
      String cacheControl,
      long min,
      boolean cloudFront,
      boolean storable,
      boolean always,
      long seconds,
      TtlReason reason) {
    TtlDecision decision = decide(200, "Cache-Control: " + cacheControl, min, 60, 100, cloudFront);

    assertAll(
        () -> assertEquals(storable, decision.storable()),
        () -> assertEquals(always, decision.alwaysValidate()),
        () -> assertEquals(seconds, left(decision)),
        () -> assertEquals(reason, decision.reason()));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 307, 308, 404, 500, 502})
  void nothingIsKeptWhenAllTtlsAreZero(int status) {
    TtlDecision decision = decide(status, "Cache-Control: max-age=60", 0, 0, 0, true);

    assertFalse(decision.storable());
    assertEquals(TtlReason.CACHING_DISABLED, decision.reason());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          301 | -                        | true  | 60 | DEFAULT_TTL
          302 | -                        | true  | 60 | DEFAULT_TTL
          303 | -                        | true  | 60 | DEFAULT_TTL
          203 | -                        | true  | 60 | DEFAULT_TTL
          307 | -                        | false | 0  | STATUS
          308 | -                        | false | 0  | STATUS
          307 | Expires: @+50            | false | 0  | STATUS
          307 | Cache-Control: public    | true  | 60 | DEFAULT_TTL
          308 | Cache-Control: max-age=5 | true  | 5  | MAX_AGE
          308 | Cache-Control: what-else | true  | 60 | DEFAULT_TTL
          308 | Cache-Control: no-store  | false | 0  | NO_STORE
          """)
  void temporaryAndPermanentRedirectsNeedCacheControl(
      int status, String headers, boolean storable, long seconds, TtlReason reason) {
    TtlDecision decision = decide(status, headers, 0, 60, 100, false);

    assertEquals(storable, decision.storable());
    assertEquals(seconds, left(decision));
    assertEquals(reason, decision.reason());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | -                                      | true  | 10  | ERROR_TTL
          410 | -                                      | true  | 10  | ERROR_TTL
          414 | -                                      | true  | 10  | ERROR_TTL
          500 | -                                      | true  | 10  | ERROR_TTL
          501 | -                                      | true  | 10  | ERROR_TTL
          502 | -                                      | true  | 60  | ERROR_TTL
          503 | -                                      | false | 0   | ERROR_TTL
          504 | -                                      | true  | 10  | ERROR_TTL
          404 | Cache-Control: max-age=9               | true  | 10  | ERROR_TTL
          404 | Cache-Control: max-age=10              | true  | 10  | MAX_AGE
          404 | Cache-Control: max-age=11              | true  | 11  | MAX_AGE
          404 | Cache-Control: max-age=11, s-maxage=30 | true  | 30  | S_MAXAGE
          404 | Cache-Control: max-age=101             | true  | 100 | MAX_AGE
          404 | Expires: @+50                          | true  | 50  | EXPIRES
          404 | Expires: @-50                          | true  | 10  | ERROR_TTL
          404 | Cache-Control: max-age=50 / Age: 20    | true  | 30  | MAX_AGE
          404 | Cache-Control: max-age=50 / Age: 45    | true  | 10  | ERROR_TTL
          404 | Cache-Control: public                  | true  | 10  | ERROR_TTL
          503 | Cache-Control: max-age=1               | true  | 1   | MAX_AGE
          503 | Cache-Control: max-age=0               | false | 0   | MAX_AGE
          400 | -                                      | false | 0   | STATUS
          400 | Expires: @+50                          | false | 0   | STATUS
          400 | Cache-Control: public                  | false | 0   | STATUS
          400 | Cache-Control: max-age=50              | true  | 50  | MAX_AGE
          403 | Cache-Control: s-maxage=50             | true  | 50  | S_MAXAGE
          405 | Cache-Control: max-age=5               | true  | 10  | ERROR_TTL
          412 | Cache-Control: max-age=50              | true  | 50  | MAX_AGE
          415 | Cache-Control: max-age=50              | true  | 50  | MAX_AGE
          401 | Cache-Control: max-age=50              | false | 0   | STATUS
          402 | Cache-Control: max-age=50              | false | 0   | STATUS
          406 | Cache-Control: max-age=50              | false | 0   | STATUS
          409 | Cache-Control: max-age=50              | false | 0   | STATUS
          411 | Cache-Control: max-age=50              | false | 0   | STATUS
          413 | Cache-Control: max-age=50              | false | 0   | STATUS
          416 | Cache-Control: max-age=50              | false | 0   | STATUS
          417 | Cache-Control: max-age=50              | false | 0   | STATUS
          429 | Cache-Control: max-age=50              | false | 0   | STATUS
          451 | Cache-Control: max-age=50              | false | 0   | STATUS
          505 | Cache-Control: max-age=50              | false | 0   | STATUS
          """)
  void errorsAreKeptForTheErrorCachingMinimum(
      int status, String headers, boolean storable, long seconds, TtlReason reason) {
    TtlDecision decision = decide(status, headers, 0, 60, 100, true);

    assertAll(
        () -> assertEquals(storable, decision.storable()),
        () -> assertEquals(seconds, left(decision)),
        () -> assertEquals(reason, decision.reason()),
        () -> assertEquals(0, decision.staleIfErrorSeconds(), "an error stands in for nothing"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | no-store             | false | 0
          404 | no-cache             | false | 0
          404 | private              | false | 0
          410 | no-store             | false | 0
          414 | private              | false | 0
          501 | no-cache             | false | 0
          500 | no-store             | true  | 10
          502 | private              | true  | 60
          504 | no-cache             | true  | 10
          504 | no-cache, max-age=50 | true  | 50
          400 | no-store, max-age=50 | true  | 50
          400 | no-store             | false | 0
          """)
  void directivesOnErrorsCountForSomeStatusesInCloudFrontFidelity(
      int status, String cacheControl, boolean storable, long seconds) {
    TtlDecision faithful = decide(status, "Cache-Control: " + cacheControl, 0, 60, 100, true);
    TtlDecision safe = decide(status, "Cache-Control: " + cacheControl, 0, 60, 100, false);

    assertEquals(storable, faithful.storable());
    assertEquals(seconds, left(faithful));
    assertFalse(safe.storable(), "never kept by default");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          neither directive                  | max-age=60                                              | 0  | 40
          stale-while-revalidate             | max-age=60, stale-while-revalidate=30                   | 30 | 40
          stale-while-revalidate up to Max   | max-age=60, stale-while-revalidate=40                   | 40 | 40
          stale-while-revalidate beyond Max  | max-age=60, stale-while-revalidate=41                   | 40 | 40
          stale-if-error                     | max-age=60, stale-if-error=30                           | 0  | 30
          stale-if-error beyond Max          | max-age=60, stale-if-error=41                           | 0  | 40
          stale-if-error off                 | max-age=60, stale-if-error=0                            | 0  | 0
          both                               | max-age=60, stale-while-revalidate=5, stale-if-error=9  | 5  | 9
          own lifetime is Max                | max-age=100, stale-while-revalidate=5, stale-if-error=9 | 0  | 0
          own lifetime is beyond Max         | max-age=101, stale-while-revalidate=5, stale-if-error=9 | 0  | 0
          must-revalidate                    | max-age=60, must-revalidate, stale-while-revalidate=5   | 0  | 0
          proxy-revalidate                   | max-age=60, proxy-revalidate, stale-if-error=5          | 0  | 0
          no-cache                           | no-cache                                                | 0  | 0
          no-cache, but stand in             | no-cache, stale-if-error=30                             | 0  | 30
          """)
  void staleWindowsEndAtMaximumTtl(
      String name, String cacheControl, long whileRevalidate, long ifError) {
    TtlDecision decision = decide(200, "Cache-Control: " + cacheControl, 0, 60, 100, false);

    assertEquals(whileRevalidate, decision.staleWhileRevalidateSeconds());
    assertEquals(ifError, decision.staleIfErrorSeconds());
    assertEquals(
        cacheControl.contains("must-revalidate") || cacheControl.contains("proxy-revalidate"),
        decision.mustRevalidate());
  }

  @Test
  void timeOnTheWayCountsAsAge() {
    TtlSettings settings =
        new TtlSettings(0, 60, 100, Switches.of(Fidelity.SAFE), List.of(), new ErrorTtls(Map.of()));
    ResponseHead head = new ResponseHead(200, HeaderLines.of("Cache-Control: max-age=50", NOW));

    assertEquals(2, TtlRule.decide(head, settings, NOW - 2_999, NOW).initialAgeSeconds());
    assertEquals(3, TtlRule.decide(head, settings, NOW - 3_000, NOW).initialAgeSeconds());
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the origin's clock is slow         | SAFE       | Date: @-30 / Expires: @+40           | 40
          the origin's clock is slow         | CLOUDFRONT | Date: @-30 / Expires: @+40           | 40
          the origin's clock is fast         | SAFE       | Date: @+30 / Expires: @+40           | 10
          the origin's clock is fast         | CLOUDFRONT | Date: @+30 / Expires: @+40           | 40
          expired when made, and fast        | SAFE       | Date: @+50 / Expires: @+40           | 0
          expired when made, and fast        | CLOUDFRONT | Date: @+50 / Expires: @+40           | 40
          older than the clocks say          | SAFE       | Date: @-10 / Expires: @+10 / Age: 15 | 5
          older than the clocks say          | CLOUDFRONT | Date: @-10 / Expires: @+10 / Age: 8  | 10
          too old, whatever the clocks say   | CLOUDFRONT | Date: @-10 / Expires: @+10 / Age: 25 | 0
          """)
  void expiresCountsFromDateOrFromNow(
      String name, Fidelity fidelity, String headers, long leftSeconds) {
    TtlDecision decision = decide(200, headers, 0, 60, 100, fidelity == Fidelity.CLOUDFRONT);

    assertEquals(TtlReason.EXPIRES, decision.reason());
    assertEquals(leftSeconds, left(decision));
  }
}
