// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.store.CacheKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One fetch that others may wait for.
 *
 * <p>The leader settles it exactly once, as soon as it is known whether the answer can be shared;
 * later calls change nothing. Waiters hold a thread each, so their number is limited once the
 * leader itself needs threads of the container.
 */
final class Flight {

  /** How a fetch ended for those who waited. */
  enum Outcome {
    /** Look it up again. */
    STORED,
    /** Everyone for himself. */
    NOT_SHAREABLE,
    /** The fetch broke. */
    FAILED
  }

  private final CacheKey key;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private @Nullable Outcome outcome;
  private final Set<Viewer> parked = new LinkedHashSet<>();
  private int waiters;
  private int mostWaiters = Integer.MAX_VALUE;

  Flight(CacheKey key) {
    this.key = key;
  }

  CacheKey key() {
    return key;
  }

  /** Ends the wait of all; only the first call counts. */
  boolean settle(Outcome result) {
    List<Viewer> woken;
    lock.lock();
    try {
      if (outcome != null) {
        return false;
      }
      outcome = result;
      settled.signalAll();
      woken = List.copyOf(parked);
      parked.clear();
    } finally {
      lock.unlock();
    }
    woken.forEach(Viewer::unpark);
    return true;
  }

  /** How it ended, or null while it is under way. */
  @Nullable Outcome outcome() {
    lock.lock();
    try {
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Wakes a waiter without a thread once it is settled, at once if it is already; whoever waits so
   * {@link #leave leaves} when the wait is over.
   */
  void wakeWhenSettled(Viewer waiter) {
    lock.lock();
    try {
      if (outcome == null) {
        parked.add(waiter);
        return;
      }
    } finally {
      lock.unlock();
    }
    waiter.unpark();
  }

  /** A waiter without a thread waits no more; it is forgotten. */
  void leave(Viewer waiter) {
    lock.lock();
    try {
      parked.remove(waiter);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The leader goes on in other threads of the container, so most waiters must give theirs back.
   *
   * @param most how many may go on waiting
   */
  void limitWaiters(int most) {
    lock.lock();
    try {
      mostWaiters = most;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many wait at present, with a thread or without one. */
  int waiters() {
    lock.lock();
    try {
      return waiters + parked.size();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the outcome; null when the limit passed or this waiter is one too many. */
  @Nullable Outcome await(long limitNanos) throws InterruptedException {
    lock.lock();
    try {
      waiters++;
      long left = limitNanos;
      while (outcome == null && left > 0 && waiters <= mostWaiters) {
        left = settled.awaitNanos(left);
      }
      return outcome;
    } finally {
      waiters--;
      lock.unlock();
    }
  }
}
