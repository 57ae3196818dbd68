// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The time all tries of one fetch have together (CloudFront: response completion timeout).
 *
 * <p>The timer's thread spends it; the fetching thread looks at it between waits.
 */
final class TimeBudget implements AutoCloseable {

  private volatile boolean spent;
  private volatile @Nullable CallEvents waiting;
  private Scheduler.@Nullable Task timer;

  private TimeBudget() {}

  static TimeBudget start(Scheduler scheduler, RemoteServer server) {
    TimeBudget budget = new TimeBudget();
    if (server.completionMillis() > 0) {
      budget.timer =
          scheduler.schedule(budget::spend, server.completionMillis(), TimeUnit.MILLISECONDS);
    }
    return budget;
  }

  private void spend() {
    spent = true;
    CallEvents events = waiting;
    if (events != null) {
      events.changed();
    }
  }

  /** Wakes these events when the time is over; whoever waits on them asks {@link #isSpent}. */
  void wakes(CallEvents events) {
    waiting = events;
  }

  boolean isSpent() {
    return spent;
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
