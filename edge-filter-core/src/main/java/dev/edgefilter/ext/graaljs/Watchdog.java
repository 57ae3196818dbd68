// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.function.FunctionLimits;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops runs at their limits. One daemon thread looks at all runs every other millisecond while
 * there are some, and sleeps when there have been none for a while.
 *
 * <p>A run is begun and ended by its thread; the watchdog only reads it, and stops its context.
 */
final class Watchdog {
  private static final long LOOK_NANOS = 2_000_000;
  private static final int LOOKS_BEFORE_SLEEP = 500;
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The one of this process. */
  static final Watchdog ONE = new Watchdog();

  private final Set<Run> runs = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::look, "edge-filter-function-watchdog");
  private volatile boolean sleeping = true;
  private volatile boolean started;

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
      long bytes = THREADS.getThreadAllocatedBytes(threadId) - startBytes;
      return bytes > limits.allocatedBytes()
          ? "was stopped after it had allocated " + limits.allocatedBytes() + " bytes"
          : null;
    }
  }

  private Watchdog() {
    thread.setDaemon(true);
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
    if (!started) {
      started = true;
      thread.start();
    }
    sleeping = false;
    LockSupport.unpark(thread);
  }

  private void look() {
    int idle = 0;
    while (true) {
      LockSupport.parkNanos(this, LOOK_NANOS);
      idle = runs.isEmpty() ? idle + 1 : 0;
      if (idle > LOOKS_BEFORE_SLEEP) {
        sleeping = true;
        if (runs.isEmpty()) { // else one has begun meanwhile and may not have seen the flag
          LockSupport.park(this);
        }
        sleeping = false;
        idle = 0;
      }
      for (Run run : runs) {
        check(run);
      }
    }
  }

  private void check(Run run) {
    String fault = run.end.get() == null ? run.fault() : null;
    if (fault != null && run.end.compareAndSet(null, fault)) {
      // To stop waits until the run has ended, and others must be watched meanwhile.
      Thread stopper = new Thread(run.stop, "edge-filter-function-stopper");
      stopper.setDaemon(true);
      stopper.start();
    }
  }
}
