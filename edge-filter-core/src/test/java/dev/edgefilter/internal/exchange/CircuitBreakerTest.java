// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.edgefilter.http.Headers;
import dev.edgefilter.origin.CircuitBreaker;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginException.Kind;
import dev.edgefilter.origin.OriginRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An origin that fails again and again is left alone, and tried again later. */
final class CircuitBreakerTest {
  private static final OriginRequest REQUEST =
      new OriginRequest("GET", "https", "/", null, Headers.EMPTY, null);

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final ScriptedOrigin origin = new ScriptedOrigin(now::get);
  private final CircuitBreaker breaker =
      new CircuitBreaker(origin, 3, Duration.ofSeconds(10), () -> Instant.ofEpochMilli(now.get()));

  private void originFails() {
    origin.does(
        (request, sink) -> {
          throw new OriginException(Kind.TIMEOUT, "slow", new IOException());
        });
  }

  private void originWorks() {
    origin.does((request, sink) -> {});
  }

  private Kind failure() {
    return assertThrows(OriginException.class, () -> breaker.fetch(REQUEST, null)).kind();
  }

  private void succeeds() {
    assertDoesNotThrow(() -> breaker.fetch(REQUEST, null));
  }

  @Test
  void threeFailuresInARowLeaveItAlone() {
    originFails();
    assertEquals(Kind.TIMEOUT, failure());
    assertEquals(Kind.TIMEOUT, failure());
    assertEquals(Kind.TIMEOUT, failure());
    assertEquals(Kind.CIRCUIT_OPEN, failure());
    now.addAndGet(9_999);
    assertEquals(Kind.CIRCUIT_OPEN, failure());
    assertEquals(3, origin.asked());
  }

  @Test
  void aSuccessInBetweenStartsTheCountAnew() {
    originFails();
    failure();
    failure();
    originWorks();
    succeeds();
    originFails();
    failure();
    assertEquals(Kind.TIMEOUT, failure());
  }

  @Test
  void afterThePauseOneRequestTries() {
    originFails();
    failure();
    failure();
    failure();
    now.addAndGet(10_000);
    assertEquals(Kind.TIMEOUT, failure(), "the try fails");
    assertEquals(Kind.CIRCUIT_OPEN, failure(), "and the pause starts again");
    now.addAndGet(10_000);
    origin.does(
        (request, sink) -> assertEquals(Kind.CIRCUIT_OPEN, failure(), "others wait for the try"));
    succeeds();
    originWorks();
    succeeds();
    succeeds();
    assertEquals(7, origin.asked());
  }

  @Test
  void aViewerThatLeavesSaysNothingOfTheOrigin() {
    origin.does(
        (request, sink) -> {
          throw new IOException("the viewer hung up");
        });
    for (int i = 0; i < 5; i++) {
      assertThrows(IOException.class, () -> breaker.fetch(REQUEST, null));
    }
    assertEquals(5, origin.asked());
  }
}
