// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.ehcache.CacheManager;
import org.ehcache.Status;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.event.CacheEventListener;
import org.jspecify.annotations.Nullable;

/**
 * The caches of the tiers. Loading Ehcache is most of what starting takes, so a thread of its own
 * does it while everything else starts.
 */
final class CacheTiers implements AutoCloseable {
  private final FutureTask<Opened> opening;
  private final Faults faults;
  private volatile @Nullable Opened opened;

  /** What there is when all is open. */
  record Opened(CacheManager caches, HotTier hot, @Nullable WarmTier warm) {}

  private CacheTiers(FutureTask<Opened> opening, Faults faults) {
    this.opening = opening;
    this.faults = faults;
  }

  /**
   * Begins to open them.
   *
   * @param warmBytes 0 for no warm tier
   */
  static CacheTiers opening(
      long warmBytes,
      CacheEventListener<Long, Segment> demote,
      CacheEventListener<Long, byte[]> warmSegmentLost,
      Faults faults) {
    return opening(() -> open(warmBytes, demote, warmSegmentLost, faults), faults);
  }

  /** The same in another way. */
  static CacheTiers opening(Callable<Opened> how, Faults faults) {
    FutureTask<Opened> opening = new FutureTask<>(how);
    Thread thread = new Thread(opening, "edge-store-open");
    thread.setDaemon(true);
    thread.start();
    return new CacheTiers(opening, faults);
  }

  private static Opened open(
      long warmBytes,
      CacheEventListener<Long, Segment> demote,
      CacheEventListener<Long, byte[]> warmSegmentLost,
      Faults faults) {
    CacheManager caches =
        CacheManagerBuilder.newCacheManagerBuilder().using(new SameThreadExecution()).build(true);
    HotTier hot = new HotTier(caches, demote, faults);
    try {
      WarmTier warm =
          warmBytes == 0 ? null : new WarmTier(caches, warmBytes, warmSegmentLost, faults);
      return new Opened(caches, hot, warm);
    } catch (RuntimeException | OutOfMemoryError e) {
      // There is no such memory; the hot tier does without.
      faults.report("opening the warm tier", e);
      return new Opened(caches, hot, null);
    }
  }

  /** Waits for the caches; false when there are none, so that nothing can be kept. */
  boolean areUsable() {
    if (opened != null) {
      return true;
    }
    try {
      await();
      return true;
    } catch (IllegalStateException e) {
      faults.report("the memory for bodies", e);
      return false;
    }
  }

  HotTier hot() {
    return opened().hot;
  }

  /** Null when there is none. */
  @Nullable WarmTier warm() {
    return opened().warm;
  }

  private Opened opened() {
    Opened now = opened;
    return now == null ? await() : now;
  }

  private Opened await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          Opened now = opening.get();
          opened = now;
          return now;
        } catch (InterruptedException e) {
          interrupted = true; // it takes a moment, and nobody can go on without it
        } catch (ExecutionException e) {
          throw new IllegalStateException("the memory for bodies could not be opened", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    try {
      CacheManager caches = opened().caches;
      if (caches.getStatus() == Status.AVAILABLE) {
        caches.close();
      }
    } catch (RuntimeException e) {
      faults.report("closing the caches", e);
    }
  }
}
