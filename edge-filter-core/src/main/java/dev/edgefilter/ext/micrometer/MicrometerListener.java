// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.micrometer;

import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.EdgeListener;
import dev.edgefilter.explain.Reason;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.explain.Trace.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times finished exchanges in a Micrometer registry; add it as a listener of the engine.
 *
 * <ul>
 *   <li>{@code edge.requests} (timer, to the last byte): {@code distribution}, {@code behavior},
 *       {@code result} and {@code status} such as {@code 2xx};
 *   <li>{@code edge.bytes}: body bytes sent, by {@code distribution} and {@code source}, which is
 *       {@code cache}, {@code origin} or {@code edge};
 *   <li>{@code edge.not.stored}: answers of origins that were not stored, by {@code distribution}
 *       and {@code reason};
 *   <li>{@code edge.access.denied}: viewers turned away, by {@code distribution} and {@code
 *       reason};
 *   <li>{@code edge.collapsed}: viewers that were answered from another viewer's fetch, by {@code
 *       distribution} and {@code behavior};
 *   <li>{@code cache.gets} with {@code cache=edge} and {@code result}, the usual name of caches.
 * </ul>
 *
 * <p>Tags come from the configuration and from closed sets, never from what viewers send.
 */
public final class MicrometerListener implements EdgeListener {

  /** The tags of the usual meters of caches; some registries want the same names everywhere. */
  static final Tags CACHE_TAGS =
      Tags.of("cache", "edge", "cache.manager", "edge-filter", "name", "edge");

  private static final String STORED = "stored";
  private static final String COLLAPSED = "collapsed";

  private final MeterRegistry registry;
  private final Map<RequestKey, Timer> requests = new ConcurrentHashMap<>();
  private final Map<CountKey, Counter> counters = new ConcurrentHashMap<>();

  private record RequestKey(String distribution, String behavior, ResultType result, int hundred) {}

  private record CountKey(String name, String distribution, String tag, String value) {}

  /** Writes into a registry. */
  public MicrometerListener(MeterRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  @Override
  public void exchangeDone(AccessLogRecord record) {
    String distribution = record.distributionId().isEmpty() ? "none" : record.distributionId();
    timer(distribution, record).record(record.totalNanos(), TimeUnit.NANOSECONDS);
    if (record.bodyBytes() > 0) {
      counter("edge.bytes", distribution, "source", source(record))
          .increment((double) record.bodyBytes());
    }
    Reason storage = record.trace().reason(Step.STORAGE);
    if (storage != null && !storage.token().equals(STORED)) {
      counter("edge.not.stored", distribution, "reason", storage.token()).increment();
    }
    Reason access = record.trace().reason(Step.ACCESS);
    if (access != null && access == record.trace().decisive()) {
      counter("edge.access.denied", distribution, "reason", access.token()).increment();
    }
    Reason collapse = record.trace().reason(Step.COLLAPSE);
    if (collapse != null && collapse.token().equals(COLLAPSED)) {
      counter("edge.collapsed", distribution, "behavior", behavior(record)).increment();
    }
    if (isHit(record) || record.trace().reason(Step.ORIGIN) != null || storage != null) {
      counter("cache.gets", "", "result", isHit(record) ? "hit" : "miss").increment();
    }
  }

  private static boolean isHit(AccessLogRecord record) {
    return record.result() == ResultType.HIT || record.result() == ResultType.REFRESH_HIT;
  }

  private static String source(AccessLogRecord record) {
    if (record.ageSeconds() >= 0) {
      return "cache";
    }
    return record.trace().reason(Step.STORAGE) == null
            && record.trace().reason(Step.LIFETIME) == null
            && record.trace().reason(Step.ACCESS) != null
            && record.result() != ResultType.MISS
        ? "edge"
        : "origin";
  }

  private static String behavior(AccessLogRecord record) {
    return record.behavior().isEmpty() ? "none" : record.behavior();
  }

  private Timer timer(String distribution, AccessLogRecord record) {
    RequestKey key =
        new RequestKey(distribution, behavior(record), record.finalResult(), record.status() / 100);
    Timer known = requests.get(key);
    return known != null
        ? known
        : requests.computeIfAbsent(
            key,
            made ->
                Timer.builder("edge.requests")
                    .description("Requests answered by the edge")
                    .tag("distribution", made.distribution())
                    .tag("behavior", made.behavior())
                    .tag("result", made.result().token())
                    .tag("status", made.hundred() == 0 ? "none" : made.hundred() + "xx")
                    .register(registry));
  }

  private Counter counter(String name, String distribution, String tag, String value) {
    CountKey key = new CountKey(name, distribution, tag, value);
    Counter known = counters.get(key);
    return known != null ? known : counters.computeIfAbsent(key, this::register);
  }

  private Counter register(CountKey key) {
    Counter.Builder counter = Counter.builder(key.name()).tag(key.tag(), key.value());
    if (key.distribution().isEmpty()) {
      counter.tags(CACHE_TAGS);
    } else {
      counter.tag("distribution", key.distribution());
    }
    return counter.register(registry);
  }
}
