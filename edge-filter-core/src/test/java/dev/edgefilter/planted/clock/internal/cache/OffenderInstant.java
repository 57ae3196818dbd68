// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.clock.internal.cache;

import java.time.Instant;

/** Planted: see {@code ArchitectureTest}. */
public final class OffenderInstant {
  private OffenderInstant() {}

  static Instant read() {
    return Instant.now();
  }
}
