// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.planted.clock.store;

import java.util.Date;

/** Planted: see {@code ArchitectureTest}. */
@SuppressWarnings("JavaUtilDate")
public final class OffenderDate {
  private OffenderDate() {}

  static Date read() {
    return new Date();
  }
}
