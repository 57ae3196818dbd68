// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.clock.origin;

import java.time.InstantSource;

/** Planted: see {@code ArchitectureTest}. */
public final class Given {
  private Given() {}

  static long read(InstantSource source) {
    return source.millis();
  }
}
