// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

/** The size classes of segments; each has its own pool and its own cache. */
enum SegmentSize {
  TINY(0, 1 << 10),
  SMALL(1, 4 << 10),
  MEDIUM(2, 16 << 10),
  LARGE(3, 64 << 10);

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

  /** The smallest class that holds that many bytes; the largest when none does. */
  static SegmentSize fitting(long bytes) {
    for (SegmentSize size : SIZES) {
      if (bytes <= size.bytes) {
        return size;
      }
    }
    return LARGE;
  }
}
