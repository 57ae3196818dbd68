// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Applies remembered wildcards and tags to the whole index in the background, so that memory comes
 * free.
 */
final class Sweeper {
  private final Index index;
  private final Executor executor;
  private final LongConsumer afterwards;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ReentrantLock sweeping = new ReentrantLock();

  /** Tells {@code afterwards}, after each sweep, which stamp there was before it. */
  Sweeper(Index index, Executor executor, LongConsumer afterwards) {
    this.index = index;
    this.executor = executor;
    this.afterwards = afterwards;
  }

  void schedule() {
    if (!scheduled.compareAndSet(false, true)) {
      return;
    }
    try {
      executor.execute(this::runScheduled);
    } catch (RejectedExecutionException e) {
      // Nothing is wrong without a sweep: what is found is checked. The next wildcard tries again.
      scheduled.set(false);
    }
  }

  /** Sweeps on the caller's thread, after a sweep that is under way. */
  void sweepNow() {
    sweeping.lock();
    try {
      long before = index.stamp();
      index.sweep();
      afterwards.accept(before);
    } finally {
      sweeping.unlock();
    }
  }

  private void runScheduled() {
    // Cleared first: a wildcard that comes during the sweep needs another one.
    scheduled.set(false);
    sweepNow();
  }
}
