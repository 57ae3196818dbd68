// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

/** The size classes of segments. */
enum SegmentSize {
  TINY(0, 1 << 10),
  SMALL(1, 4 << 10),
  MEDIUM(2, 16 << 10),
  LARGE(3, 64 << 10),
  DOUBLE(4, 128 << 10),
  QUADRUPLE(5, 256 << 10),
  WHOLE(6, 1 << 20);

  private static final SegmentSize[] SIZES = values();

  private final int place;
  private final int bytes;

  SegmentSize(int place, int bytes) {
    this.place = place;
    this.bytes = bytes;
  }

  /** Its place in an array with one element per class. */
  int place() {
    return place;
  }

  int bytes() {
    return bytes;
  }

  /** The next smaller class; the smallest for itself. */
  SegmentSize smaller() {
    return SIZES[Math.max(0, place - 1)];
  }

  /** The smallest class that holds that many bytes; the given one when none below it does. */
  static SegmentSize fitting(long bytes, SegmentSize largest) {
    for (int i = 0; i < largest.place; i++) {
      if (bytes <= SIZES[i].bytes) {
        return SIZES[i];
      }
    }
    return largest;
  }

  /** The largest class of which a slab holds at least one. */
  static SegmentSize largestWithin(int slabBytes) {
    for (int i = SIZES.length - 1; i > 0; i--) {
      if (SIZES[i].bytes <= slabBytes) {
        return SIZES[i];
      }
    }
    return TINY;
  }
}
