// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.clock.internal.exchange;

/** Planted: see {@code ArchitectureTest}. */
public final class OffenderMillis {
  private OffenderMillis() {}

  static long read() {
    return System.currentTimeMillis();
  }
}
