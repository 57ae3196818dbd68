// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.micrometer;

import dev.edgefilter.store.StoreStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the store holds, under the usual names of caches with {@code cache=edge}: {@code
 * cache.size}, {@code cache.puts}, {@code cache.evictions}; and {@code edge.store.memory}, {@code
 * edge.store.disk}, {@code edge.store.index}, {@code edge.store.invalidated} and {@code
 * edge.store.disk.failures}.
 */
public final class StoreMeters implements MeterBinder {

  private final Supplier<StoreStatistics> statistics;

  /** Asks for the figures when the registry does, such as {@code engine::statistics}. */
  public StoreMeters(Supplier<StoreStatistics> statistics) {
    this.statistics = Objects.requireNonNull(statistics, "statistics");
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "cache.size", null, StoreStatistics::entries);
    counter(registry, "cache.puts", StoreStatistics::stored);
    counter(registry, "cache.evictions", StoreStatistics::evicted);
    gauge(registry, "edge.store.memory", "bytes", StoreStatistics::memoryBytes);
    gauge(registry, "edge.store.disk", "bytes", StoreStatistics::diskBytes);
    gauge(registry, "edge.store.index", "bytes", StoreStatistics::indexBytes);
    counter(registry, "edge.store.invalidated", StoreStatistics::invalidated);
    counter(registry, "edge.store.disk.failures", StoreStatistics::diskFailures);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      @Nullable String unit,
      ToDoubleFunction<StoreStatistics> figure) {
    Gauge.builder(name, statistics, asked -> figure.applyAsDouble(asked.get()))
        .tags(MicrometerListener.CACHE_TAGS)
        .baseUnit(unit)
        .strongReference(true)
        .register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, ToDoubleFunction<StoreStatistics> figure) {
    FunctionCounter.builder(name, statistics, asked -> figure.applyAsDouble(asked.get()))
        .tags(MicrometerListener.CACHE_TAGS)
        .register(registry);
  }
}
