// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.internal.ehcache.BodyOwner;
import dev.edgefilter.internal.ehcache.MemoryTiers;
import dev.edgefilter.internal.ehcache.Segment;
import dev.edgefilter.store.BodyReader;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.Invalidation;
import dev.edgefilter.store.ResponseStore;
import dev.edgefilter.store.ResponseWriter;
import dev.edgefilter.store.StoreQuery;
import dev.edgefilter.store.StoreRefusal;
import dev.edgefilter.store.StoreStatistics;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredResponse;
import dev.edgefilter.store.StoredSummary;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The store of one engine: an index on the heap over bodies in the memory tiers. */
public final class TieredResponseStore implements ResponseStore {
  /** So many are remembered in one step; a fraction of what is remembered at all. */
  private static final int TAGS_AT_ONCE = 1024;

  private final TieredResponseStoreBuilder settings;
  private final Counters counters = new Counters();
  private final MemoryTiers tiers;
  private final Index index;
  private final Sweeper sweeper;
  private final @Nullable ExecutorService ownExecutor;
  private volatile boolean closed;

  TieredResponseStore(TieredResponseStoreBuilder settings) {
    this.settings = settings;
    this.tiers = new MemoryTiers(settings.memoryBytes);
    this.index = new Index(settings.maxEntries, settings.maxIndexBytes, tiers, counters);
    this.ownExecutor = settings.executor == null ? newExecutor() : null;
    Executor given = settings.executor;
    Executor executor = given == null ? Objects.requireNonNull(ownExecutor) : given;
    this.sweeper = new Sweeper(index, executor);
  }

  /** Starts with 64 MiB for bodies and 32 MiB for the index. */
  public static TieredResponseStoreBuilder builder() {
    return new TieredResponseStoreBuilder();
  }

  @Override
  public StoredResponse[] find(CacheKey key) {
    return index.find(key);
  }

  @Override
  public long stamp() {
    return index.stamp();
  }

  @Override
  public @Nullable ResponseWriter begin(
      CacheKey key, StoredHead head, long expectedBodyBytes, long stamp) {
    if (closed || expectedBodyBytes > settings.maxBodyBytes()) {
      countRejected();
      return null;
    }
    if (index.coversFill(key, head.tags(), stamp)) {
      return new RefusedWriter(StoreRefusal.INVALIDATED);
    }
    index.countMiss(key);
    return new StoreWriter(
        this, key, head, tiers.newBody(expectedBodyBytes), stamp, expectedBodyBytes);
  }

  @Override
  public boolean refresh(StoredResponse stored, StoredHead head, long stamp) {
    if (!(stored instanceof Variant old)) {
      return false;
    }
    Variant refreshed = index.refresh(old, head, stamp);
    if (refreshed != null && refreshed.body().lost()) {
      index.removeLost(refreshed);
      return false;
    }
    return refreshed != null;
  }

  @Override
  public @Nullable BodyReader read(StoredResponse stored) {
    if (!(stored instanceof Variant variant)) {
      return null;
    }
    if (variant.bodyBytes() == 0) {
      return new StoreReader(this, variant, null);
    }
    Segment first = variant.body().lost() ? null : tiers.open(variant.body(), 0);
    if (first == null) {
      lost(variant);
      return null;
    }
    return new StoreReader(this, variant, first);
  }

  @Override
  public void remove(StoredResponse stored) {
    if (stored instanceof Variant variant) {
      index.remove(variant);
    }
  }

  @Override
  public void invalidate(Invalidation invalidation) {
    for (String path : invalidation.paths()) {
      index.invalidateExact(invalidation, path);
    }
    for (String prefix : invalidation.prefixes()) {
      while (index.invalidatePrefix(invalidation, prefix) == null) {
        sweeper.sweepNow();
      }
    }
    List<String> tags = invalidation.tags();
    for (int i = 0; i < tags.size(); i += TAGS_AT_ONCE) {
      List<String> some = tags.subList(i, Math.min(tags.size(), i + TAGS_AT_ONCE));
      while (index.invalidateTags(invalidation, some) == null) {
        sweeper.sweepNow();
      }
    }
    if (!invalidation.prefixes().isEmpty() || !tags.isEmpty()) {
      sweeper.schedule();
    }
  }

  @Override
  public long maxBodyBytes() {
    return settings.maxBodyBytes();
  }

  @Override
  public StoreStatistics statistics() {
    return new StoreStatistics(
        index.size(),
        settings.maxEntries,
        index.weight(),
        settings.maxIndexBytes,
        closed ? 0 : tiers.memoryBytes(),
        settings.memoryBytes,
        counters.stored.sum(),
        counters.rejected.sum(),
        counters.evicted.sum(),
        counters.invalidated.sum(),
        counters.bodiesLost.sum(),
        counters.notAdmitted.sum());
  }

  @Override
  public void visit(String distributionId, Predicate<? super StoredResponse> visitor) {
    index.visit(
        variant -> !variant.key().distributionId().equals(distributionId) || visitor.test(variant));
  }

  @Override
  public List<StoredSummary> inspect(StoreQuery query, long nowMillis) {
    Inspector inspector = new Inspector(query, nowMillis);
    index.visit(
        variant -> {
          inspector.offer(variant);
          return true;
        });
    return inspector.result();
  }

  @Override
  public void close() {
    closed = true;
    index.close();
    if (ownExecutor != null) {
      ownExecutor.shutdownNow();
    }
    tiers.close();
  }

  MemoryTiers tiers() {
    return tiers;
  }

  void countRejected() {
    counters.rejected.increment();
  }

  /** A complete body with its head, not findable yet. */
  Variant variant(CacheKey key, StoredHead head, Body body, long stamp) {
    Variant variant = new Variant(key, head, body, stamp, index);
    body.ownedBy(variant);
    return variant;
  }

  /** Makes a response findable; null when that was done, else why not. */
  @Nullable StoreRefusal publish(Variant variant) {
    StoreRefusal refusal = index.add(variant);
    if (refusal != null) {
      tiers.drop(variant.body());
      return refusal;
    }
    if (variant.body().lost()) {
      // It was lost before the index knew it, so nobody has been told.
      index.removeLost(variant);
      return StoreRefusal.NO_ROOM;
    }
    counters.stored.increment();
    return null;
  }

  /** Takes a response out whose body is gone, also when it has a newer head meanwhile. */
  void lost(Variant variant) {
    BodyOwner owner = variant.body().owner();
    index.removeLost(variant);
    if (owner != null && owner != variant) {
      owner.bodyLost();
    }
  }

  private static ExecutorService newExecutor() {
    return new ThreadPoolExecutor(
        0,
        1,
        5,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> {
          Thread thread = new Thread(task, "edge-filter-store");
          thread.setDaemon(true);
          return thread;
        });
  }
}
