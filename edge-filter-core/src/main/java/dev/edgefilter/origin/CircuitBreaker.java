// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    boolean trial = enter();
    Call call = new Call(trial);
    try {
      origin.fetch(request, trial ? new Watched(sink, call) : sink);
      call.ended(true);
    } catch (OriginException e) {
      call.ended(false);
      throw e;
    } finally {
      call.left();
    }
  }

  /** True when this call tries whether the origin is well again. */
  private boolean enter() throws OriginException {
    lock.lock();
    try {
      if (failures < mostFailures) {
        return false;
      }
      if (trying || clock.millis() < refusedUntilMillis) {
        throw new OriginException(
            OriginException.Kind.CIRCUIT_OPEN,
            "left alone after " + failures + " failures in a row",
            new IOException("circuit open"));
      }
      trying = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** What one call knows of the origin. */
  private final class Call {
    private final boolean trial;
    private boolean answered;
    private boolean over;

    Call(boolean trial) {
      this.trial = trial;
    }

    /** An answer to a trial closes the circuit, however long its viewer takes for the body. */
    void answered() {
      if (!answered) {
        answered = true;
        ended(true);
      }
    }

    void ended(boolean well) {
      lock.lock();
      try {
        leave();
        failures = well ? 0 : failures + 1;
        if (failures >= mostFailures) {
          refusedUntilMillis = clock.millis() + pause.toMillis();
        }
      } finally {
        lock.unlock();
      }
    }

    /** The viewer went away, which says nothing of the origin. */
    void left() {
      lock.lock();
      try {
        leave();
      } finally {
        lock.unlock();
      }
    }

    /** Only the call that tries ends the trial. */
    private void leave() {
      if (trial && !over) {
        over = true;
        trying = false;
      }
    }
  }

  /** Tells when the origin has answered. */
  private static final class Watched implements OriginSink {
    private final OriginSink sink;
    private final Call call;

    Watched(OriginSink sink, Call call) {
      this.sink = sink;
      this.call = call;
    }

    @Override
    public boolean head(ResponseHead head) throws IOException {
      call.answered();
      return sink.head(head);
    }

    @Override
    public void interim(ResponseHead head) throws IOException {
      sink.interim(head);
    }

    @Override
    public void trailers(Headers trailers) {
      sink.trailers(trailers);
    }

    @Override
    public void upgrade(ResponseHead head, OriginTunnel tunnel) throws IOException {
      call.answered();
      sink.upgrade(head, tunnel);
    }

    @Override
    public void body(ByteBuffer bytes) throws IOException {
      sink.body(bytes);
    }

    @Override
    public void flush() throws IOException {
      sink.flush();
    }

    @Override
    public void end() throws IOException {
      sink.end();
    }

    @Override
    public void end(ByteBuffer last) throws IOException {
      sink.end(last);
    }
  }

  @Override
  public void close() {
    origin.close();
  }
}
