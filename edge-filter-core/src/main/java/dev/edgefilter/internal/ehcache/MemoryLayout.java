// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

/**
 * Divides the memory for bodies between the tiers, so that the parts never exceed the whole.
 *
 * @param hotBytes the bytes of direct buffers, a multiple of {@code slabBytes}
 * @param warmBytes the bytes of Ehcache's off-heap pool, 0 for no warm tier
 * @param slabBytes the bytes taken from the system at a time, or one segment where that is more
 * @param largestSegment the largest class of segments
 */
record MemoryLayout(long hotBytes, long warmBytes, int slabBytes, SegmentSize largestSegment) {
  static final long MIN_MEMORY_BYTES = 1 << 20;

  /** Below this an off-heap pool of an eighth holds too few large segments to be worth having. */
  private static final long MIN_MEMORY_BYTES_FOR_WARM = 64 << 20;

  private static final int MAX_SLAB_BYTES = 1 << 20;

  /** So many slabs at least, so that what one class has begun and not filled is little. */
  private static final int LEAST_SLABS = 128;

  /** So many of the largest segments at least. */
  private static final int LEAST_SEGMENTS = 32;

  /** Gives seven eighths to the hot tier and one to the warm one, if that is enough. */
  static MemoryLayout of(long memoryBytes) {
    if (memoryBytes < MIN_MEMORY_BYTES) {
      throw new IllegalArgumentException(
          "memoryBytes is " + memoryBytes + ", the least is " + MIN_MEMORY_BYTES);
    }
    long warmBytes = memoryBytes < MIN_MEMORY_BYTES_FOR_WARM ? 0 : memoryBytes / 8;
    long hotBytes = memoryBytes - warmBytes;
    int least = SegmentSize.KIB_64.bytes();
    int slabBytes = Math.max(least, partOf(hotBytes, LEAST_SLABS));
    int segmentBytes = Math.max(least, partOf(hotBytes, LEAST_SEGMENTS));
    return new MemoryLayout(
        hotBytes / slabBytes * slabBytes,
        warmBytes,
        slabBytes,
        SegmentSize.largestWithin(segmentBytes));
  }

  private static int partOf(long hotBytes, int parts) {
    return (int) Math.min(MAX_SLAB_BYTES, Long.highestOneBit(hotBytes / parts));
  }
}
