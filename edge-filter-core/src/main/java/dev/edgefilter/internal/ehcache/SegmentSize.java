// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

/**
 * The size classes of segments; a body wastes less than half of its last one, save of those above
 * 256 KiB.
 */
enum SegmentSize {
  KIB_1(0, 1 << 10),
  KIB_2(1, 1 << 11),
  KIB_4(2, 1 << 12),
  KIB_8(3, 1 << 13),
  KIB_16(4, 1 << 14),
  KIB_32(5, 1 << 15),
  KIB_64(6, 1 << 16),
  KIB_128(7, 1 << 17),
  KIB_256(8, 1 << 18),
  MIB_1(9, 1 << 20);

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

  /** The largest class of at most that many bytes. */
  static SegmentSize largestWithin(int bytes) {
    for (int i = SIZES.length - 1; i > 0; i--) {
      if (SIZES[i].bytes <= bytes) {
        return SIZES[i];
      }
    }
    return KIB_1;
  }
}
