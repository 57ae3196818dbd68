// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.function.FunctionLimits;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops runs at their limits. One daemon thread looks at all runs every other millisecond while
 * there are some, sleeps when there have been none for a while, and ends when nothing comes, so
 * that it does not hold a web application that is taken out.
 *
 * <p>A run is begun and ended by its thread; the watchdog only reads it, and stops its context.
 */
final class Watchdog {
  private static final long LOOK_NANOS = 2_000_000;
  private static final int LOOKS_BEFORE_SLEEP = 500;
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The one of this process. */
  static final Watchdog ONE = new Watchdog(Watchdog::thread, Duration.ofSeconds(10));

  private final Set<Run> runs = ConcurrentHashMap.newKeySet();
  private final ThreadFactory threads;
  private final long sleepNanos;
  private volatile boolean sleeping = true;

  /** The one that looks; null when there is none. Guarded by this. */
  private @Nullable Thread looker;

  /** What is known of a run from the start. */
  static final class Run {
    private final Runnable stop;
    private final FunctionLimits limits;
    private final Duration cpu;
    private final LongSupplier ticker;
    private final long threadId;
    private final long startNanos;
    private final long startCpu;
    private final long startBytes;
    private final AtomicReference<@Nullable String> end = new AtomicReference<>();

    @SuppressWarnings("deprecation") // threadId() came with 19
    private Run(Runnable stop, FunctionLimits limits, Duration cpu, LongSupplier ticker) {
      this.stop = stop;
      this.limits = limits;
      this.cpu = cpu;
      this.ticker = ticker;
      this.threadId = Thread.currentThread().getId();
      this.startNanos = ticker.getAsLong();
      this.startCpu = THREADS.getCurrentThreadCpuTime();
      this.startBytes = THREADS.getThreadAllocatedBytes(threadId);
    }

    /** Ends it, unless the watchdog has just stopped it: then why it did, else null. */
    private @Nullable String end() {
      return end.compareAndSet(null, "") ? null : end.get();
    }

    /** What its thread has allocated since. */
    long allocatedBytes() {
      return THREADS.getThreadAllocatedBytes(threadId) - startBytes;
    }

    private @Nullable String fault() {
      long wall = ticker.getAsLong() - startNanos;
      if (wall < LOOK_NANOS) {
        return null;
      }
      long cpuNow = THREADS.getThreadCpuTime(threadId);
      long worked = cpuNow < 0 || startCpu < 0 ? wall : cpuNow - startCpu;
      if (worked > cpu.toNanos()) {
        return "was stopped after " + cpu.toMillis() + " ms of work";
      }
      if (wall > Math.max(limits.wall().toNanos(), cpu.toNanos())) {
        return "was stopped after " + limits.wall().toMillis() + " ms";
      }
      return allocatedBytes() > limits.allocatedBytes()
          ? "was stopped after it had allocated " + limits.allocatedBytes() + " bytes"
          : null;
    }
  }

  /**
   * A watchdog that has not begun.
   *
   * @param sleep how long its thread waits for runs before it ends
   */
  Watchdog(ThreadFactory threads, Duration sleep) {
    this.threads = threads;
    this.sleepNanos = sleep.toNanos();
  }

  /** Nothing of the viewer's thread that happens to be the first is for this one. */
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "edge-filter-function-watchdog", 0, false);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to watch the current thread; what stops it is called by another one. */
  Run begin(Runnable stop, FunctionLimits limits, Duration cpu, LongSupplier ticker) {
    Run run = new Run(stop, limits, cpu, ticker);
    runs.add(run);
    if (sleeping) {
      wake();
    }
    return run;
  }

  /**
   * Ends a run.
   *
   * @return why its context was stopped, or null; a stopped context is of no use any more
   */
  @Nullable String end(Run run) {
    runs.remove(run);
    return run.end();
  }

  /** Whether there is a run on a thread. */
  @SuppressWarnings("deprecation") // threadId() came with 19
  boolean watches(Thread thread) {
    return runs.stream().anyMatch(run -> run.threadId == thread.getId());
  }

  private synchronized void wake() {
    if (looker == null) {
      Thread next = threads.newThread(this::look);
      next.start();
      looker = next;
    }
    sleeping = false;
    LockSupport.unpark(looker);
  }

  private void look() {
    int idle = 0;
    while (true) {
      LockSupport.parkNanos(this, LOOK_NANOS);
      idle = runs.isEmpty() ? idle + 1 : 0;
      if (idle > LOOKS_BEFORE_SLEEP) {
        idle = 0;
        sleep();
        if (ends()) {
          return;
        }
      }
      for (Run run : runs) {
        check(run);
      }
    }
  }

  private void sleep() {
    sleeping = true;
    if (runs.isEmpty()) { // else one has begun meanwhile and may not have seen the flag
      LockSupport.parkNanos(this, sleepNanos);
    }
  }

  /** Whoever begins after this has looked finds the flag set, and waits here to start another. */
  private synchronized boolean ends() {
    boolean over = sleeping && runs.isEmpty();
    sleeping = over;
    if (over) {
      looker = null;
    }
    return over;
  }

  private void check(Run run) {
    String fault = run.end.get() == null ? run.fault() : null;
    if (fault == null || !run.end.compareAndSet(null, fault)) {
      return;
    }
    try {
      // To stop waits until the run has ended, and others must be watched meanwhile.
      threads.newThread(run.stop).start();
    } catch (OutOfMemoryError e) {
      // There may be a thread for it the next time; without this one nobody would be stopped.
      run.end.compareAndSet(fault, null);
    }
  }
}
