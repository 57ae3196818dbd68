// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import java.util.concurrent.atomic.LongAdder;

/** Counts what the store has done. */
final class Counters {
  final LongAdder stored = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder evicted = new LongAdder();
  final LongAdder notAdmitted = new LongAdder();
  final LongAdder invalidated = new LongAdder();
  final LongAdder bodiesLost = new LongAdder();
}
