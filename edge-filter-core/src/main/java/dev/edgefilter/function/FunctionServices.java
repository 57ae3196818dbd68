// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a function in another language may use.
 *
 * @param clock what its clock shows when a run starts
 * @param ticker nanoseconds for durations
 * @param limits where it is stopped
 * @param location what it is told about the edge
 * @param store the key value store of the function, or null when it has none
 */
public record FunctionServices(
    InstantSource clock,
    LongSupplier ticker,
    FunctionLimits limits,
    EdgeLocation location,
    @Nullable KeyValueStore store) {

  /** The same with another store. */
  public FunctionServices withStore(@Nullable KeyValueStore other) {
    return new FunctionServices(clock, ticker, limits, location, other);
  }
}
