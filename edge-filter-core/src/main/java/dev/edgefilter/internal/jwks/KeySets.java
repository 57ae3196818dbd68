// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.jwks;

import dev.edgefilter.internal.access.signing.TokenKeys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JWK sets of an engine by their locations; they outlive publications, so that keys that were
 * fetched once stay at hand.
 */
public final class KeySets implements AutoCloseable {
  private static final int SECONDS_BETWEEN_LOOKS = 60;

  private final Map<String, KeySet> sets = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService refresher;

  /**
   * The keys at a location, as they are whenever they are asked for.
   *
   * @throws IllegalArgumentException when a file cannot be read; a URL may be out of reach for now
   */
  public Supplier<TokenKeys> at(String location) {
    KeySet set = sets.get(location);
    if (set == null) {
      set = KeySet.open(location);
      sets.put(location, set);
      start();
    }
    return set;
  }

  private synchronized void start() {
    if (refresher == null) {
      ScheduledExecutorService made =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "edge-filter-keys");
                thread.setDaemon(true);
                return thread;
              });
      ScheduledFuture<?> unused =
          made.scheduleWithFixedDelay(
              this::refresh, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
      refresher = made;
    }
  }

  /** Reads all anew; what cannot be read stays as it was. */
  public void refresh() {
    for (KeySet set : sets.values()) {
      set.refresh();
    }
  }

  @Override
  public synchronized void close() {
    if (refresher != null) {
      refresher.shutdownNow();
    }
  }
}
