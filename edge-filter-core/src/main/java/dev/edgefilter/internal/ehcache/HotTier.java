// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheEventListenerConfigurationBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.EntryUnit;
import org.ehcache.event.CacheEventListener;
import org.ehcache.event.EventType;
import org.jspecify.annotations.Nullable;

/** Segments by reference: one Ehcache heap cache per size class, bounded by number. */
final class HotTier {
  private final List<Cache<Long, Segment>> caches = new ArrayList<>();
  private final Faults faults;

  HotTier(CacheManager caches, CacheEventListener<Long, Segment> whenEvicted, Faults faults) {
    for (SegmentSize size : SegmentSize.values()) {
      this.caches.add(create(caches, size, whenEvicted));
    }
    this.faults = faults;
  }

  @Nullable Segment get(SegmentSize size, Long key) {
    try {
      return cache(size).get(key);
    } catch (RuntimeException e) {
      faults.report("reading the hot tier", e);
      return null;
    }
  }

  /** Any one segment, or null when there is none. */
  @Nullable Segment any(SegmentSize size) {
    try {
      Iterator<Cache.Entry<Long, Segment>> all = cache(size).iterator();
      return all.hasNext() ? all.next().getValue() : null;
    } catch (RuntimeException e) {
      faults.report("looking through the hot tier", e);
      return null;
    }
  }

  void put(SegmentSize size, Long key, Segment segment) {
    try {
      cache(size).put(key, segment);
    } catch (RuntimeException e) {
      faults.report("writing the hot tier", e);
    }
  }

  void remove(SegmentSize size, Long key, Segment segment) {
    try {
      cache(size).remove(key, segment);
    } catch (RuntimeException e) {
      faults.report("removing from the hot tier", e);
    }
  }

  void resize(SegmentSize size, int segments) {
    try {
      cache(size)
          .getRuntimeConfiguration()
          .updateResourcePools(
              ResourcePoolsBuilder.newResourcePoolsBuilder()
                  .heap(segments, EntryUnit.ENTRIES)
                  .build());
    } catch (RuntimeException e) {
      faults.report("growing the hot tier", e);
    }
  }

  private Cache<Long, Segment> cache(SegmentSize size) {
    return caches.get(size.place());
  }

  private static Cache<Long, Segment> create(
      CacheManager caches, SegmentSize size, CacheEventListener<Long, Segment> whenEvicted) {
    return caches.createCache(
        "hot-" + size.bytes(),
        CacheConfigurationBuilder.newCacheConfigurationBuilder(
                Long.class, Segment.class, ResourcePoolsBuilder.heap(1))
            .withService(
                CacheEventListenerConfigurationBuilder.newEventListenerConfiguration(
                        whenEvicted, EventType.EVICTED)
                    .unordered()
                    .synchronous()));
  }
}
