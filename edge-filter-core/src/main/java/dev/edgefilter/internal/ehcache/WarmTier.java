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

  byte @Nullable [] get(Long key) {
    try {
      return cache.get(key);
    } catch (RuntimeException e) {
      faults.report("reading the warm tier", e);
      return null;
    }
  }

  void put(Long key, byte[] bytes) {
    try {
      cache.put(key, bytes);
    } catch (RuntimeException e) {
      faults.report("writing the warm tier", e);
    }
  }

  void remove(Long key) {
    try {
      cache.remove(key);
    } catch (RuntimeException e) {
      faults.report("removing from the warm tier", e);
    }
  }
}
