// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.clock.servlet;

import java.time.InstantSource;

/** Planted: see {@code ArchitectureTest}. */
public final class OffenderSource {
  private OffenderSource() {}

  static InstantSource read() {
    return InstantSource.system();
  }
}
