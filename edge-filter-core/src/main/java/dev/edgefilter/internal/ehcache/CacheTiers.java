// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ehcache.CacheManager;
import org.ehcache.Status;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.event.CacheEventListener;
import org.jspecify.annotations.Nullable;

/**
 * The caches of the tiers. Loading Ehcache is most of what starting takes, so another thread does
 * it, beside everything else or later; who needs the caches before that opens them himself.
 */
final class CacheTiers implements AutoCloseable {
  private final FutureTask<Opened> opening;
  private final Faults faults;

  /** Until they begin to be opened, or nobody needs that any more. */
  private final AtomicBoolean wanted = new AtomicBoolean(true);

  private volatile @Nullable Opened opened;

  /** What there is when all is open. */
  record Opened(CacheManager caches, HotTier hot, @Nullable WarmTier warm) {}

  private CacheTiers(Callable<Opened> how, Faults faults) {
    this.opening =
        new FutureTask<>(
            () -> {
              if (!wanted.compareAndSet(true, false)) {
                throw new IllegalStateException("closed before it was open");
              }
              return how.call();
            });
    this.faults = faults;
  }

  /**
   * Has them opened.
   *
   * @param warmBytes 0 for no warm tier
   * @param preparation opens them when it gets to it
   */
  static CacheTiers opening(
      long warmBytes,
      CacheEventListener<Long, Segment> demote,
      CacheEventListener<Long, byte[]> warmSegmentLost,
      Faults faults,
      Executor preparation) {
    return opening(() -> open(warmBytes, demote, warmSegmentLost, faults), faults, preparation);
  }

  /** The same in another way. */
  static CacheTiers opening(Callable<Opened> how, Faults faults, Executor preparation) {
    CacheTiers tiers = new CacheTiers(how, faults);
    preparation.execute(tiers.opening);
    return tiers;
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
    boolean interrupted = Thread.interrupted();
    try {
      opening.run(); // does nothing if another thread does it or has done it
      while (true) {
        try {
          Opened now = opening.get();
          opened = now;
          return now;
        } catch (InterruptedException e) {
          interrupted = true; // it takes a moment, and nobody can go on without it
        } catch (ExecutionException | CancellationException e) {
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
    if (wanted.compareAndSet(true, false)) {
      opening.cancel(false); // there are none, and there will be none
    }
    if (opening.isCancelled()) {
      return;
    }
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
