// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.Switches;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.store.StoredHead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** May a stored response answer now: RFC 9111, 4.2, and RFC 5861. */
final class ReuseRuleTest {
  private static final long STORED = 1_800_000_000_000L;

  /** No soft invalidation makes it stale. */
  private static final long NEVER = Long.MAX_VALUE;

  /**
   * A response as {@link TtlRule} sees it, stored at {@link #STORED}, with a Maximum TTL of 100.
   */
  private static StoredHead stored(int status, String cacheControl, long initialAgeSeconds) {
    Headers headers =
        Headers.of("Cache-Control", cacheControl, "Age", Long.toString(initialAgeSeconds));
    TtlSettings settings =
        new TtlSettings(0, 60, 100, Switches.of(Fidelity.SAFE), List.of(), new ErrorTtls(Map.of()));
    TtlDecision ttl = TtlRule.decide(new ResponseHead(status, headers), settings, STORED, STORED);
    return new StoredHead(
        status,
        headers,
        List.of(),
        List.of(),
        STORED,
        ttl.initialAgeSeconds() * 1000,
        ttl.lifetimeSeconds() * 1000,
        ttl.staleWhileRevalidateSeconds() * 1000,
        ttl.staleIfErrorSeconds() * 1000,
        ttl.mustRevalidate(),
        ttl.alwaysValidate(),
        null,
        HttpDate.INVALID,
        List.of());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          new                       | max-age=60                                  | 0      | SERVE                   | FRESH
          last fresh millisecond    | max-age=60                                  | 59999  | SERVE                   | FRESH
          first stale millisecond   | max-age=60                                  | 60000  | REVALIDATE              | STALE
          never fresh               | max-age=0                                   | 0      | REVALIDATE              | STALE
          fresh before its window   | max-age=60, stale-while-revalidate=30       | 59999  | SERVE                   | FRESH
          window begins             | max-age=60, stale-while-revalidate=30       | 60000  | SERVE_WHILE_REVALIDATED | STALE_WHILE_REVALIDATE
          window ends               | max-age=60, stale-while-revalidate=30       | 89999  | SERVE_WHILE_REVALIDATED | STALE_WHILE_REVALIDATE
          after the window          | max-age=60, stale-while-revalidate=30       | 90000  | REVALIDATE              | STALE
          Maximum TTL ends it       | max-age=60, stale-while-revalidate=99       | 99999  | SERVE_WHILE_REVALIDATED | STALE_WHILE_REVALIDATE
          after Maximum TTL         | max-age=60, stale-while-revalidate=99       | 100000 | REVALIDATE              | STALE
          must-revalidate           | max-age=60, must-revalidate, stale-while-revalidate=30 | 60000 | REVALIDATE   | STALE
          no-cache                  | no-cache, stale-while-revalidate=30         | 0      | REVALIDATE              | NO_CACHE
          a clock that went back    | max-age=60                                  | -5000  | SERVE                   | FRESH
          """)
  void decidesFromAgeAndDirectives(
      String name, String cacheControl, long afterMillis, Reuse reuse, ReuseReason reason) {
    ReuseDecision decision =
        ReuseRule.decide(stored(200, cacheControl, 0), Long.MIN_VALUE, NEVER, STORED + afterMillis);

    assertEquals(reuse, decision.reuse());
    assertEquals(reason, decision.reason());
    assertEquals(Math.max(0, afterMillis) / 1000, decision.ageSeconds());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          still fresh             | max-age=60                     | 59999  | 70000  | SERVE      | FRESH
          held                    | max-age=60                     | 60000  | 60001  | SERVE      | STALE_IF_ERROR
          the hold has ended      | max-age=60                     | 60001  | 60001  | REVALIDATE | STALE
          to the end of Max       | max-age=60                     | 99999  | 200000 | SERVE      | STALE_IF_ERROR
          no longer than Max      | max-age=60                     | 100000 | 200000 | REVALIDATE | STALE
          within stale-if-error   | max-age=60, stale-if-error=10  | 69999  | 200000 | SERVE      | STALE_IF_ERROR
          after stale-if-error    | max-age=60, stale-if-error=10  | 70000  | 200000 | REVALIDATE | STALE
          stale-if-error=0        | max-age=60, stale-if-error=0   | 60000  | 200000 | REVALIDATE | STALE
          must-revalidate         | max-age=60, must-revalidate    | 60000  | 200000 | REVALIDATE | STALE
          no-cache                | no-cache                       | 1000   | 200000 | REVALIDATE | NO_CACHE
          no-cache that stands in | no-cache, stale-if-error=10    | 9999   | 200000 | SERVE      | STALE_IF_ERROR
          no-cache, window over   | no-cache, stale-if-error=10    | 10000  | 200000 | REVALIDATE | NO_CACHE
          """)
  void theOriginIsLeftAloneForAWhileAfterAFailedRefresh(
      String name,
      String cacheControl,
      long afterMillis,
      long heldUntil,
      Reuse reuse,
      ReuseReason reason) {
    ReuseDecision decision =
        ReuseRule.decide(
            stored(200, cacheControl, 0), STORED + heldUntil, NEVER, STORED + afterMillis);

    assertEquals(reuse, decision.reuse());
    assertEquals(reason, decision.reason());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          before it is marked       | max-age=60                            | 10000 | 9999  | SERVE                   | FRESH                  | 1
          from then on stale        | max-age=60                            | 10000 | 10000 | REVALIDATE              | INVALIDATED_SOFT       | 0
          to the end of its time    | max-age=60                            | 10000 | 59999 | REVALIDATE              | INVALIDATED_SOFT       | -49
          then stale by itself      | max-age=60                            | 10000 | 60000 | REVALIDATE              | STALE                  | -50
          marked when stale already | max-age=60                            | 70000 | 65000 | REVALIDATE              | STALE                  | -5
          the window begins then    | max-age=60, stale-while-revalidate=20 | 10000 | 10000 | SERVE_WHILE_REVALIDATED | STALE_WHILE_REVALIDATE | 0
          the window ends           | max-age=60, stale-while-revalidate=20 | 10000 | 29999 | SERVE_WHILE_REVALIDATED | STALE_WHILE_REVALIDATE | -19
          after the window          | max-age=60, stale-while-revalidate=20 | 10000 | 30000 | REVALIDATE              | INVALIDATED_SOFT       | -20
          marked before it arrived  | max-age=60                            | -5000 | 0     | REVALIDATE              | INVALIDATED_SOFT       | -5
          no-cache                  | no-cache                              | 10000 | 20000 | REVALIDATE              | NO_CACHE               | -20
          """)
  void aSoftInvalidationEndsTheLifetimeEarly(
      String name,
      String cacheControl,
      long markedMillis,
      long afterMillis,
      Reuse reuse,
      ReuseReason reason,
      long ttlSeconds) {
    ReuseDecision decision =
        ReuseRule.decide(
            stored(200, cacheControl, 0),
            Long.MIN_VALUE,
            STORED + markedMillis,
            STORED + afterMillis);

    assertEquals(reuse, decision.reuse());
    assertEquals(reason, decision.reason());
    assertEquals(ttlSeconds, decision.ttlSeconds());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          as long as it was fresh        | max-age=60                    | 59999 | true
          without a directive to Max TTL | max-age=60                    | 99999 | true
          no longer than Max TTL         | max-age=60                    | 100000 | false
          within the directive           | max-age=60, stale-if-error=10 | 19999 | true
          after the directive            | max-age=60, stale-if-error=10 | 20000 | false
          the directive says never       | max-age=60, stale-if-error=0  | 10000 | false
          must-revalidate                | max-age=60, must-revalidate   | 10000 | false
          """)
  void whatIsMarkedStaleMayStandInForAnError(
      String name, String cacheControl, long afterMillis, boolean may) {
    StoredHead head = stored(200, cacheControl, 0);

    assertEquals(may, ReuseRule.mayStandInForError(head, STORED + 10_000, STORED + afterMillis));
  }

  @Test
  void aStoredErrorNeverStandsInForAnother() {
    StoredHead error = stored(500, "max-age=60", 0);

    assertEquals(
        ReuseReason.FRESH,
        ReuseRule.decide(error, Long.MIN_VALUE, NEVER, STORED + 59_999).reason());
    assertEquals(false, ReuseRule.mayStandInForError(error, NEVER, STORED + 60_000));
  }

  @Test
  void theAgeOfArrivalCountsAndIsReported() {
    StoredHead head = stored(200, "max-age=60", 20);

    ReuseDecision last = ReuseRule.decide(head, Long.MIN_VALUE, NEVER, STORED + 39_999);
    ReuseDecision stale = ReuseRule.decide(head, Long.MIN_VALUE, NEVER, STORED + 41_000);

    assertEquals(new ReuseDecision(Reuse.SERVE, ReuseReason.FRESH, 59, 60), last);
    assertEquals(1, last.ttlSeconds());
    assertEquals(new ReuseDecision(Reuse.REVALIDATE, ReuseReason.STALE, 61, 60), stale);
    assertEquals(-1, stale.ttlSeconds());
  }
}
