// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

/**
 * Divides the memory for bodies between the tiers, so that the parts never exceed the whole.
 *
 * @param hotBytes the bytes of direct buffers, a multiple of {@code slabBytes}
 * @param warmBytes the bytes of Ehcache's off-heap pool, 0 for no warm tier
 * @param slabBytes the bytes taken from the system at a time; no segment is larger
 */
record MemoryLayout(long hotBytes, long warmBytes, int slabBytes) {
  static final long MIN_MEMORY_BYTES = 1 << 20;

  /** Below this an off-heap pool of a quarter holds too few large segments to be worth having. */
  private static final long MIN_MEMORY_BYTES_FOR_WARM = 32 << 20;

  private static final int MAX_SLAB_BYTES = 1 << 20;

  /** Gives three quarters to the hot tier and a quarter to the warm one, if that is enough. */
  static MemoryLayout of(long memoryBytes) {
    if (memoryBytes < MIN_MEMORY_BYTES) {
      throw new IllegalArgumentException(
          "memoryBytes is " + memoryBytes + ", the least is " + MIN_MEMORY_BYTES);
    }
    long warmBytes = memoryBytes < MIN_MEMORY_BYTES_FOR_WARM ? 0 : memoryBytes / 4;
    long hotBytes = memoryBytes - warmBytes;
    int slabBytes = (int) Math.min(MAX_SLAB_BYTES, Long.highestOneBit(hotBytes / 32));
    slabBytes = Math.max(slabBytes, SegmentSize.LARGE.bytes());
    return new MemoryLayout(hotBytes / slabBytes * slabBytes, warmBytes, slabBytes);
  }

  int slabs() {
    return (int) (hotBytes / slabBytes);
  }
}
