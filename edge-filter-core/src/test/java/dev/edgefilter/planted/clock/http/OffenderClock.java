// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.clock.http;

import java.time.Clock;

/** Planted: see {@code ArchitectureTest}. */
public final class OffenderClock {
  private OffenderClock() {}

  static Clock read() {
    return Clock.systemUTC();
  }
}
