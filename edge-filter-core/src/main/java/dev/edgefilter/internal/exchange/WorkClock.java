// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How long the thread that asks was on a processor. */
final class WorkClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final boolean SUPPORTED = THREADS.isCurrentThreadCpuTimeSupported();

  private WorkClock() {}

  /** Nanoseconds; 0 where the machine or the kind of thread cannot tell. */
  static long nanos() {
    return SUPPORTED ? Math.max(0, THREADS.getCurrentThreadCpuTime()) : 0;
  }
}
