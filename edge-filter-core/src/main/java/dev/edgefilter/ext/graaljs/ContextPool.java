// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.function.FunctionException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of one function: made when they are needed, never more than a number at a time, and
 * the one used last is used first, because it is the warmest. Safe for use by many threads.
 */
final class ContextPool {
  /** Makes a context. */
  interface Maker {
    ScriptContext make() throws FunctionException;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Maker maker;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<ScriptContext> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  ContextPool(Maker maker, int most) {
    this.maker = maker;
    this.permits = new Semaphore(most);
  }

  /** A context of the caller's own until it gives it back. */
  ScriptContext take() throws FunctionException {
    try {
      if (!permits.tryAcquire() && !permits.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new FunctionException(
            FunctionException.Kind.THROTTLED, "runs too often at a time, no context became free");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FunctionException(FunctionException.Kind.EXECUTION, "was interrupted");
    }
    ScriptContext context = null;
    try {
      ScriptContext waiting = idle.pollFirst();
      context = waiting == null ? maker.make() : waiting;
      return context;
    } finally {
      if (context == null) {
        permits.release();
      }
    }
  }

  /** Gives back what was taken; one that cannot be used again is closed. */
  void give(ScriptContext context, boolean usable) {
    try {
      if (usable && context.usable() && !closed) {
        idle.addFirst(context);
        if (closed) {
          closeIdle();
        }
      } else {
        context.close();
      }
    } finally {
      permits.release();
    }
  }

  /** Adds one that was made beforehand. */
  void add(ScriptContext context) {
    idle.addLast(context);
  }

  /** Runs that come later still work, with a context of their own each. */
  void close() {
    closed = true;
    closeIdle();
  }

  private void closeIdle() {
    @Nullable ScriptContext context;
    while ((context = idle.pollFirst()) != null) {
      context.close();
    }
  }
}
