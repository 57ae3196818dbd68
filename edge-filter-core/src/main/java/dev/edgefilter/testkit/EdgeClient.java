// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import dev.edgefilter.EdgeEngine;

/**
 * Asks an edge, and learns with each answer what was decided: an edge of the test's own ({@link
 * EdgeUnderTest}), or one inside an application ({@link EdgeDriver}).
 */
public interface EdgeClient {

  /** The engine, for what the kit has no word for. */
  EdgeEngine engine();

  /** Begins a request; a path alone is asked of the site that the edge serves. */
  EdgeRequest request(String method, String url);

  /** Begins a GET. */
  default EdgeRequest get(String url) {
    return request("GET", url);
  }

  /** Drops what is stored, in the first distribution: paths, or cache tags with a # in front. */
  default void invalidate(String... paths) {
    engine().invalidate(engine().config().distributions().get(0).id(), paths);
  }

  /** Looks for what two viewers share and must not. */
  default LeakDetector leaks() {
    return new LeakDetector(this);
  }
}
