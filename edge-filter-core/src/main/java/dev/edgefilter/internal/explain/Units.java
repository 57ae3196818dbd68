// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import java.time.DateTimeException;
import java.time.Instant;

/** Numbers with their units, for people. */
final class Units {

  private static final long MINUTE = 60;
  private static final long HOUR = 3600;
  private static final long DAY = 86_400;

  private Units() {}

  /** Seconds, with a rougher unit beside them when there are many. */
  static String seconds(long seconds) {
    long size = Math.abs(seconds);
    String exact = seconds + " s";
    if (size < 2 * MINUTE) {
      return exact;
    }
    if (size < 2 * HOUR) {
      return exact + rough(size, MINUTE, "min");
    }
    return exact + (size < 2 * DAY ? rough(size, HOUR, "h") : rough(size, DAY, "days"));
  }

  private static String rough(long seconds, long unit, String name) {
    String about = seconds % unit == 0 ? "" : "about ";
    return " (" + about + seconds / unit + " " + name + ")";
  }

  static String bytes(long bytes) {
    if (bytes < 10L << 10) {
      return bytes + " bytes";
    }
    return bytes < 10L << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
  }

  static String instant(long millis) {
    try {
      return Instant.ofEpochMilli(millis).toString();
    } catch (DateTimeException e) {
      return millis + " ms since 1970"; // beyond the calendar
    }
  }
}
