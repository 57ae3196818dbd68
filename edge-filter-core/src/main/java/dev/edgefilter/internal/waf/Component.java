// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import java.util.List;

/**
 * A part of a request, ready to be compared.
 *
 * @param outcome what it comes to without looking, or {@code LOOK}
 * @param values its values after the transformations; none when the request does not have the part
 */
record Component(Outcome outcome, List<String> values) {
  static final Component ABSENT = new Component(Outcome.LOOK, List.of());
  static final Component MATCH = new Component(Outcome.MATCH, List.of());
  static final Component NO_MATCH = new Component(Outcome.NO_MATCH, List.of());

  /** What a part comes to. */
  enum Outcome {
    LOOK,
    MATCH,
    NO_MATCH
  }
}
