// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.actuate;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.store.StoreStatistics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What health tells. A cache that cannot keep anything makes an application slower and never wrong,
 * so the edge is up as long as it runs.
 */
final class HealthDetails {

  private HealthDetails() {}

  static Map<String, Object> of(EdgeEngine engine) {
    StoreStatistics store = engine.statistics();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("distributions", EdgeState.distributions(engine.config()));
    details.put("entries", store.entries());
    details.put("memoryBytes", store.memoryBytes());
    if (store.maxDiskBytes() > 0) {
      details.put("diskBytes", store.diskBytes());
      details.put("diskFailures", store.diskFailures());
      details.put("rescanning", store.rescanning());
    }
    return details;
  }
}
