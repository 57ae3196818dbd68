// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheEventListenerConfigurationBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.MemoryUnit;
import org.ehcache.event.CacheEventListener;
import org.ehcache.event.EventType;
import org.jspecify.annotations.Nullable;

/** Copies of segments that left the hot tier: one Ehcache off-heap cache, bounded by bytes. */
final class WarmTier {
  /** The bits at the end of a key that number the pieces of a segment. */
  static final int PIECE_BITS = 4;

  /** Ehcache copies a value as a whole, so large segments are cut. */
  private static final int PIECE_BYTES = SegmentSize.MIB_1.bytes() >> PIECE_BITS;

  private final Cache<Long, byte[]> cache;
  private final Faults faults;

  WarmTier(
      CacheManager caches,
      long bytes,
      CacheEventListener<Long, byte[]> whenEvicted,
      Faults faults) {
    this.faults = faults;
    this.cache =
        caches.createCache(
            "warm",
            CacheConfigurationBuilder.newCacheConfigurationBuilder(
                    Long.class,
                    byte[].class,
                    ResourcePoolsBuilder.newResourcePoolsBuilder().offheap(bytes, MemoryUnit.B))
                .withService(
                    CacheEventListenerConfigurationBuilder.newEventListenerConfiguration(
                            whenEvicted, EventType.EVICTED)
                        .unordered()
                        .synchronous()));
  }

  /** The bytes of a segment of the given length, or null when a piece of it is gone. */
  byte @Nullable [] get(Long key, int length) {
    try {
      byte[] first = cache.get(key);
      if (first == null || first.length == length) {
        return first;
      }
      byte[] bytes = new byte[length];
      for (int at = 0; at < length; at += PIECE_BYTES) {
        byte[] piece = at == 0 ? first : cache.get(key + at / PIECE_BYTES);
        if (piece == null || piece.length != Math.min(PIECE_BYTES, length - at)) {
          return null;
        }
        System.arraycopy(piece, 0, bytes, at, piece.length);
      }
      return bytes;
    } catch (RuntimeException e) {
      faults.report("reading the warm tier", e);
      return null;
    }
  }

  /** Copies a segment, of which the caller holds a reference. */
  void put(Long key, Segment segment) {
    try {
      for (int at = 0; at < segment.length(); at += PIECE_BYTES) {
        int length = Math.min(PIECE_BYTES, segment.length() - at);
        cache.put(at == 0 ? key : key + at / PIECE_BYTES, segment.copy(at, length));
      }
    } catch (RuntimeException e) {
      faults.report("writing the warm tier", e);
    }
  }

  void remove(Long key, int length) {
    try {
      cache.remove(key);
      for (int at = PIECE_BYTES; at < length; at += PIECE_BYTES) {
        cache.remove(key + at / PIECE_BYTES);
      }
    } catch (RuntimeException e) {
      faults.report("removing from the warm tier", e);
    }
  }
}
