// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Leaves an origin alone for a while once it has failed several times in a row, so that viewers and
 * threads do not wait for it. CloudFront has none.
 *
 * <p>Only what gives no response counts as failure: no connection, TLS, a timeout, a response that
 * is none or breaks off. After the pause one request tries the origin, and the others go on being
 * refused until that has succeeded.
 */
public final class CircuitBreaker implements Origin {

  private final Origin origin;
  private final int mostFailures;
  private final Duration pause;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private int failures;
  private long refusedUntilMillis;
  private boolean trying;

  /**
   * A breaker in front of an origin.
   *
   * @param mostFailures after how many failures in a row the origin is left alone, at least 1
   * @param pause for how long
   */
  public CircuitBreaker(Origin origin, int mostFailures, Duration pause, InstantSource clock) {
    if (mostFailures < 1 || pause.isNegative() || pause.isZero()) {
      throw new IllegalArgumentException(
          "circuit breaker of "
              + mostFailures
              + " failures and "
              + pause
              + ", expected at least 1 failure and a pause");
    }
    this.origin = Objects.requireNonNull(origin, "origin");
    this.mostFailures = mostFailures;
    this.pause = pause;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public void fetch(OriginRequest request, OriginSink sink) throws IOException {
    enter();
    boolean known = false;
    try {
      origin.fetch(request, sink);
      ended(true);
      known = true;
    } catch (OriginException e) {
      ended(false);
      known = true;
      throw e;
    } finally {
      if (!known) {
        left();
      }
    }
  }

  private void enter() throws OriginException {
    lock.lock();
    try {
      if (failures < mostFailures) {
        return;
      }
      if (trying || clock.millis() < refusedUntilMillis) {
        throw new OriginException(
            OriginException.Kind.CIRCUIT_OPEN,
            "left alone after " + failures + " failures in a row",
            new IOException("circuit open"));
      }
      trying = true;
    } finally {
      lock.unlock();
    }
  }

  private void ended(boolean well) {
    lock.lock();
    try {
      trying = false;
      failures = well ? 0 : failures + 1;
      if (failures >= mostFailures) {
        refusedUntilMillis = clock.millis() + pause.toMillis();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The viewer went away, which says nothing of the origin. */
  private void left() {
    lock.lock();
    try {
      trying = false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    origin.close();
  }
}
