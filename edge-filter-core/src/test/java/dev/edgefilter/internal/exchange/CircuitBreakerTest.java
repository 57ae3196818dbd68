// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.http.Headers;
import dev.edgefilter.origin.CircuitBreaker;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginException.Kind;
import dev.edgefilter.origin.OriginRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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

  private void open() {
    originFails();
    failure();
    failure();
    failure();
    assertEquals(Kind.CIRCUIT_OPEN, failure());
  }

  @Test
  void aFailedTrialLeavesItAloneForAWholePauseMore() {
    open();
    now.addAndGet(10_000);
    assertEquals(Kind.TIMEOUT, failure(), "one failure is enough now");
    now.addAndGet(9_999);
    assertEquals(Kind.CIRCUIT_OPEN, failure());
    now.addAndGet(1);
    assertEquals(Kind.TIMEOUT, failure());
    assertEquals(5, origin.asked());
  }

  @Test
  void anAbandonedTrialLetsTheNextRequestTry() {
    open();
    now.addAndGet(10_000);
    origin.does(
        (request, sink) -> {
          throw new IOException("the viewer hung up");
        });
    assertThrows(IOException.class, () -> breaker.fetch(REQUEST, null));
    originFails();
    assertEquals(Kind.TIMEOUT, failure(), "the next one tries");
    assertEquals(Kind.CIRCUIT_OPEN, failure(), "and its failure counts");
    assertEquals(5, origin.asked());
  }

  @Test
  void aTrialThatBreaksUnexpectedlyLetsTheNextRequestTry() {
    open();
    now.addAndGet(10_000);
    origin.does(
        (request, sink) -> {
          throw new IllegalStateException("a fault of ours");
        });
    assertThrows(IllegalStateException.class, () -> breaker.fetch(REQUEST, null));
    originWorks();
    succeeds();
    assertEquals(5, origin.asked());
  }

  @Test
  void oneOfManyTriesWhileTheOthersAreRefused() throws Exception {
    open();
    now.addAndGet(10_000);
    CountDownLatch tried = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    origin.does(
        (request, sink) -> {
          tried.countDown();
          try {
            assertTrue(go.await(20, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    FutureTask<Void> trial =
        new FutureTask<>(
            () -> {
              breaker.fetch(REQUEST, null);
              return null;
            });
    Thread thread = new Thread(trial, "trial");
    thread.start();
    try {
      assertTrue(tried.await(20, TimeUnit.SECONDS));
      for (int i = 0; i < 10; i++) {
        assertEquals(Kind.CIRCUIT_OPEN, failure());
      }
    } finally {
      go.countDown();
      trial.get(20, TimeUnit.SECONDS);
      thread.join();
    }
    assertEquals(4, origin.asked());
    succeeds();
  }
}
