// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.clock;

/** Planted: see {@code ArchitectureTest}. */
public final class OffenderEntry {
  private OffenderEntry() {}

  static long read() {
    return System.nanoTime();
  }
}
