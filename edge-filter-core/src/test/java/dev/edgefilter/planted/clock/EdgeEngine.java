// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.clock;

import java.time.InstantSource;

/** Planted: see {@code ArchitectureTest}. */
public final class EdgeEngine {
  private EdgeEngine() {}

  static InstantSource read() {
    return InstantSource.system();
  }
}
