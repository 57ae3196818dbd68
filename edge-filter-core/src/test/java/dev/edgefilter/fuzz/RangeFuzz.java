// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.fuzz;

import dev.edgefilter.http.ByteRange;
import dev.edgefilter.http.RangeSet;
import java.nio.charset.StandardCharsets;

/** A range lies within the representation. */
public final class RangeFuzz {
  private static final long LENGTH = 1000;

  private RangeFuzz() {}

  /** Reads the data as a Range header. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    check(text);
    check("bytes=" + text);
  }

  private static void check(String header) {
    RangeSet ranges = RangeSet.parse(header);
    if (ranges.size() > RangeSet.MAX_RANGES) {
      throw new IllegalStateException(ranges.size() + " ranges");
    }
    for (ByteRange range : ranges.resolve(LENGTH)) {
      if (range.first() < 0 || range.first() > range.last() || range.last() >= LENGTH) {
        throw new IllegalStateException(header + " asks for " + range);
      }
    }
  }
}
