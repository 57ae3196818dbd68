// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.actuate;

import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.EdgeListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts finished requests by distribution, cache behavior and result. */
final class RequestCounters implements EdgeListener {

  private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

  private record Key(String distribution, String behavior, String result) {}

  @Override
  public void exchangeDone(AccessLogRecord record) {
    Key key = new Key(record.distributionId(), record.behavior(), record.finalResult().token());
    counts.computeIfAbsent(key, unused -> new LongAdder()).increment();
  }

  /** The counts as they are printed: by distribution, then behavior, then result. */
  Map<String, Map<String, Map<String, Long>>> print() {
    Map<String, Map<String, Map<String, Long>>> printed = new TreeMap<>();
    counts.forEach(
        (key, count) ->
            printed
                .computeIfAbsent(key.distribution(), unused -> new TreeMap<>())
                .computeIfAbsent(key.behavior(), unused -> new TreeMap<>())
                .put(key.result(), count.sum()));
    return printed;
  }
}
