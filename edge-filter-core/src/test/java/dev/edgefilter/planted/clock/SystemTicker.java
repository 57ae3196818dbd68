// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.clock;

/** Planted: see {@code ArchitectureTest}. */
public final class SystemTicker {
  private SystemTicker() {}

  static long read() {
    return System.nanoTime();
  }
}
