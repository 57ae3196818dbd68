// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.internal.cache.ReuseDecision;
import dev.edgefilter.internal.cache.ReuseRule;
import dev.edgefilter.store.StoredHead;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Decides whether a stored response may answer now. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ReuseBenchmark {
  private final StoredHead head = BenchData.freshHead();
  private long nowMillis = BenchData.NOW_MILLIS;

  @Benchmark
  public ReuseDecision decideOnFresh() {
    return ReuseRule.decide(head, 0, Long.MAX_VALUE, nowMillis++);
  }
}
