// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.internal.ehcache.MemoryTiers;
import java.util.Arrays;

/**
 * What bodies that are nowhere but in the memory tiers take of them, by size class. Guarded by the
 * index.
 */
final class MemoryLoad {
  private final MemoryTiers tiers;
  private final long[] byClass = new long[MemoryTiers.sizeClasses()];
  private final boolean[] tight = new boolean[byClass.length];
  private final long[] ofOne = new long[byClass.length];
  private long bodyBytes;

  MemoryLoad(MemoryTiers tiers) {
    this.tiers = tiers;
  }

  void add(Variant variant) {
    Body body = variant.content().onlyInMemory();
    variant.weighed = body;
    if (body != null) {
      body.sumBuffers(byClass, 1);
      bodyBytes += body.length();
    }
  }

  void remove(Variant variant) {
    Body body = variant.weighed;
    variant.weighed = null;
    if (body != null) {
      body.sumBuffers(byClass, -1);
      bodyBytes -= body.length();
    }
  }

  /** Whether the tiers would have to lose something. */
  boolean exceeds() {
    long overflow = tiers.overflowBytes(byClass, tight);
    if (overflow <= 0) {
      return false;
    }
    long buffers = 0;
    for (long bytes : byClass) {
      buffers += bytes;
    }
    // The warm tier keeps bodies as long as they are, not as their buffers are.
    return overflow * ((double) bodyBytes / buffers) > tiers.warmRoomBytes();
  }

  /** Whether a size class has less than is needed, as {@link #exceeds} has just found. */
  boolean isTight(int sizeClass) {
    return sizeClass < tight.length && tight[sizeClass];
  }

  /** Whether it takes of what there is not enough of, as {@link #exceeds} has just found. */
  boolean isTightFor(Variant variant) {
    Body body = variant.weighed;
    if (body == null) {
      return false;
    }
    Arrays.fill(ofOne, 0);
    body.sumBuffers(ofOne, 1);
    for (int i = 0; i < ofOne.length; i++) {
      if (tight[i] && ofOne[i] > 0) {
        return true;
      }
    }
    return false;
  }
}
