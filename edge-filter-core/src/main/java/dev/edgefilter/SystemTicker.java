// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The one place where the machine's clocks are read. */
final class SystemTicker {

  private SystemTicker() {}

  /** For dates and freshness. */
  static InstantSource dates() {
    return InstantSource.system();
  }

  /** For durations: nanoseconds since some fixed moment. */
  static LongSupplier nanoseconds() {
    return System::nanoTime;
  }
}
