// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.function.FunctionLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The thread that stops runs: when it is there, and that nothing ends it while it is needed. */
final class WatchdogTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final long PATIENCE_SECONDS = 60;

  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  private Thread made(Runnable work) {
    Thread thread = new Thread(work, "watchdog of a test");
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  private static Watchdog.Run begin(Watchdog watchdog, Runnable stop, AtomicLong nanos) {
    return watchdog.begin(stop, FunctionLimits.DEFAULT, LONG, nanos::get);
  }

  @Test
  void itsThreadEndsWhenNothingRunsAndAnotherOneComesWhenSomethingDoes() throws Exception {
    Watchdog watchdog = new Watchdog(this::made, Duration.ofMillis(1));
    AtomicLong nanos = new AtomicLong();
    assertNull(watchdog.end(begin(watchdog, () -> {}, nanos)));
    threads.get(0).join(PATIENCE_SECONDS * 1000);
    assertFalse(threads.get(0).isAlive());
    CountDownLatch stopped = new CountDownLatch(1);
    Watchdog.Run run = begin(watchdog, stopped::countDown, nanos);
    assertTrue(watchdog.watches(Thread.currentThread()));
    nanos.addAndGet(LONG.toNanos() + 1);
    assertTrue(stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals("was stopped after 2000 ms", watchdog.end(run));
    assertFalse(watchdog.watches(Thread.currentThread()));
    assertEquals(3, threads.size());
  }

  @Test
  void whereNoThreadCanBeMadeToStopARunItIsTriedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Watchdog watchdog =
        new Watchdog(
            work -> {
              int before = asked.getAndIncrement();
              if (before == 1 || before == 2) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return made(work);
            },
            Duration.ofMillis(1));
    AtomicLong nanos = new AtomicLong();
    CountDownLatch stopped = new CountDownLatch(1);
    Watchdog.Run run = begin(watchdog, stopped::countDown, nanos);
    nanos.addAndGet(LONG.toNanos() + 1);
    assertTrue(stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertNotNull(watchdog.end(run));
    assertEquals(4, asked.get());
  }
}
