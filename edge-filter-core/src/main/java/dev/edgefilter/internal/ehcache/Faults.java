// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each kind of failure of the memory tiers once, so that a broken cache is not also loud. */
final class Faults {
  private static final Logger LOGGER = LoggerFactory.getLogger(Faults.class);

  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  void report(String kind, Throwable cause) {
    if (reported.add(kind)) {
      LOGGER.warn("The memory store goes on without {}; this is logged once", kind, cause);
    }
  }
}
