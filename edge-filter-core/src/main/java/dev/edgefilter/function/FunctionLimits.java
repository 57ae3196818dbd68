// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import java.time.Duration;
import java.util.Objects;

/**
 * Where runs of JavaScript functions are measured against and stopped.
 *
 * @param budget the time on the processor that counts as a compute utilisation of 100
 * @param cpu the time on the processor after which a run is stopped
 * @param wall the time on the clock after which a run is stopped, whatever the processor did
 * @param allocatedBytes how much a run may allocate before it is stopped
 * @param warmUp for how long a function that is loaded is run on made-up events at most
 * @param contexts how many runs of one function go on at a time; more wait, then are throttled
 */
public record FunctionLimits(
    Duration budget,
    Duration cpu,
    Duration wall,
    long allocatedBytes,
    Duration warmUp,
    int contexts) {
  private static final int CONTEXTS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

  /** 5 ms of budget, stopped after 50 ms of work, 2 s on the clock, or 64 MiB. */
  public static final FunctionLimits DEFAULT =
      new FunctionLimits(
          Duration.ofMillis(5),
          Duration.ofMillis(50),
          Duration.ofSeconds(2),
          64 << 20,
          Duration.ofMillis(400),
          CONTEXTS);

  /** Checks that every limit is one. */
  public FunctionLimits {
    requirePositive(budget, "budget");
    requirePositive(cpu, "cpu");
    requirePositive(wall, "wall");
    Objects.requireNonNull(warmUp, "warmUp");
    if (allocatedBytes < 1 << 20) {
      throw new IllegalArgumentException(
          "allocatedBytes is " + allocatedBytes + ", expected at least " + (1 << 20));
    }
    if (contexts < 1) {
      throw new IllegalArgumentException("contexts is " + contexts + ", expected at least 1");
    }
  }

  private static void requirePositive(Duration value, String name) {
    Objects.requireNonNull(value, name);
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + ", expected a positive duration");
    }
  }

  /** The same, with another time to warm a function. */
  public FunctionLimits withWarmUp(Duration longest) {
    return new FunctionLimits(budget, cpu, wall, allocatedBytes, longest, contexts);
  }

  /** The same, with another number of runs of one function at a time. */
  public FunctionLimits withContexts(int number) {
    return new FunctionLimits(budget, cpu, wall, allocatedBytes, warmUp, number);
  }

  /** The same, with another budget. */
  public FunctionLimits withBudget(Duration full) {
    return new FunctionLimits(full, cpu, wall, allocatedBytes, warmUp, contexts);
  }

  /** The same, stopped after another time. */
  public FunctionLimits withCpu(Duration longest) {
    return new FunctionLimits(budget, longest, wall, allocatedBytes, warmUp, contexts);
  }

  /**
   * The compute utilisation of a run (CloudFront: 0 to 100, above 70 it may be throttled).
   *
   * @param cpuNanos how long it was on the processor
   */
  public int utilization(long cpuNanos) {
    return (int) Math.min(100, Math.round(100.0 * cpuNanos / budget.toNanos()));
  }
}
