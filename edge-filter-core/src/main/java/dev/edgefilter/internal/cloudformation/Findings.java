// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.Position;

/** Takes what is wrong with a template, and what has no effect here. */
public interface Findings {
  /**
   * Takes a problem.
   *
   * @param place the logical id of a resource, or the section
   */
  void problem(Position at, String place, String message);

  /** Takes a setting without effect, and why. */
  void note(Position at, String place, String why);
}
