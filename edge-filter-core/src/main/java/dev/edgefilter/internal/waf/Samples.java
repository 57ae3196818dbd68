// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.explain.SampledRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The last requests that rules decided on or counted. */
final class Samples {
  private static final int MOST = 500;

  private final ArrayDeque<SampledRequest> kept = new ArrayDeque<>();

  synchronized void add(SampledRequest sample) {
    if (kept.size() == MOST) {
      kept.removeFirst();
    }
    kept.addLast(sample);
  }

  /** The samples, the newest first. */
  synchronized List<SampledRequest> list() {
    List<SampledRequest> list = new ArrayList<>(kept);
    Collections.reverse(list);
    return list;
  }
}
