// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

/** The size classes of segments; each has its own pool and its own cache. */
enum SegmentSize {
  TINY(1 << 10),
  SMALL(4 << 10),
  MEDIUM(16 << 10),
  LARGE(64 << 10);

  private static final SegmentSize[] SIZES = values();

  private final int bytes;

  SegmentSize(int bytes) {
    this.bytes = bytes;
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
