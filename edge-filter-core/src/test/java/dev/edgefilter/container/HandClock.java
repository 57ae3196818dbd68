// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that only a test moves. It is behind the real one, which containers put into Date. */
final class HandClock implements InstantSource {
  private final AtomicLong millis =
      new AtomicLong(Instant.parse("2020-01-01T00:00:00Z").toEpochMilli());

  void advance(Duration by) {
    millis.addAndGet(by.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public long millis() {
    return millis.get();
  }
}
