// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only the test turns. */
public final class TestClock implements InstantSource {

  private volatile Instant now;

  /** A clock that shows a time. */
  public TestClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Lets time pass. */
  public synchronized void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("by is " + by + "; expected a time that passes");
    }
    now = now.plus(by);
  }
}
