// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

  /**
   * A response as {@link TtlRule} sees it, stored at {@link #STORED}, with a Maximum TTL of 100.
   */
  private static StoredHead stored(int status, String cacheControl, long initialAgeSeconds) {
    Headers headers =
        Headers.of("Cache-Control", cacheControl, "Age", Long.toString(initialAgeSeconds));
    TtlSettings settings = new TtlSettings(0, 60, 100, false, new ErrorTtls(Map.of()));
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
        ReuseRule.decide(stored(200, cacheControl, 0), Long.MIN_VALUE, STORED + afterMillis);

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
        ReuseRule.decide(stored(200, cacheControl, 0), STORED + heldUntil, STORED + afterMillis);

    assertEquals(reuse, decision.reuse());
    assertEquals(reason, decision.reason());
  }

  @Test
  void aStoredErrorNeverStandsInForAnother() {
    StoredHead error = stored(500, "max-age=60", 0);

    assertEquals(
        ReuseReason.FRESH, ReuseRule.decide(error, Long.MIN_VALUE, STORED + 59_999).reason());
    assertEquals(false, ReuseRule.mayStandInForError(error, STORED + 60_000));
  }

  @Test
  void theAgeOfArrivalCountsAndIsReported() {
    StoredHead head = stored(200, "max-age=60", 20);

    ReuseDecision last = ReuseRule.decide(head, Long.MIN_VALUE, STORED + 39_999);
    ReuseDecision stale = ReuseRule.decide(head, Long.MIN_VALUE, STORED + 41_000);

    assertEquals(new ReuseDecision(Reuse.SERVE, ReuseReason.FRESH, 59, 60), last);
    assertEquals(1, last.ttlSeconds());
    assertEquals(new ReuseDecision(Reuse.REVALIDATE, ReuseReason.STALE, 61, 60), stale);
    assertEquals(-1, stale.ttlSeconds());
  }
}
