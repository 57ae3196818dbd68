// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.store.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One origin fetch for many waiting viewers (CloudFront: request collapsing).
 *
 * <p>Holds one {@link Flight} per key that is being fetched, so it is as large as the number of
 * fetches under way. All methods may be called by any thread.
 */
public final class RequestCollapser {

  /** How long uncacheable keys are not collapsed. */
  private static final long PASS_SECONDS = 10;

  /** How long a key is remembered whose body is large, or does not come in slices. */
  private static final long LARGE_SECONDS = 600;

  private static final int MOST_WAITERS_ON_ASYNC = 16;

  private final ConcurrentHashMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();
  private final PassMarks marks;
  private final PassMarks large;
  private final PassMarks unsliceable;
  private final long waitLimitNanos;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * A collapser.
   *
   * @param waitLimitNanos how long a viewer waits for another viewer's fetch before it asks itself
   */
  public RequestCollapser(long waitLimitNanos) {
    this(waitLimitNanos, new PassMarks(), new PassMarks(), new PassMarks());
  }

  private RequestCollapser(
      long waitLimitNanos, PassMarks marks, PassMarks large, PassMarks unsliceable) {
    this.waitLimitNanos = waitLimitNanos;
    this.marks = marks;
    this.large = large;
    this.unsliceable = unsliceable;
  }

  /** A copy that knows what goes on, but in which nobody leads for others or waits. */
  RequestCollapser rehearsal() {
    RequestCollapser copy = new RequestCollapser(0, marks, large, unsliceable);
    copy.flights.putAll(flights);
    return copy;
  }

  /** Waits for another viewer's fetch; null when the wait was given up. */
  Flight.@Nullable Outcome await(Flight flight) {
    waiting.incrementAndGet();
    try {
      return flight.await(waitLimitNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** A viewer waits without a thread; it is woken when the fetch has ended. */
  void park(Flight flight, Viewer viewer) {
    viewer.park(TimeUnit.NANOSECONDS.toMillis(waitLimitNanos));
    // Late, so that who is counted is as good as known to the one who leads.
    waiting.incrementAndGet();
    flight.wakeWhenSettled(viewer);
  }

  /** A viewer that waited without a thread does so no more. */
  void unparked(Flight flight, Viewer viewer) {
    waiting.decrementAndGet();
    flight.leave(viewer);
  }

  /** The number of viewers that wait for another viewer's fetch. */
  public int waiting() {
    return waiting.get();
  }

  /** The number of fetches under way. */
  public int flights() {
    return flights.size();
  }

  /** Starts a fetch of a key; null when somebody else leads one. */
  @Nullable Flight lead(CacheKey key) {
    Flight mine = new Flight(key);
    return flights.putIfAbsent(key, mine) == null ? mine : null;
  }

  /** The fetch of a key that is under way, or null. */
  @Nullable Flight underWay(CacheKey key) {
    return flights.get(key);
  }

  /** Ends a fetch for all who wait; does nothing when it was ended before. */
  void settle(Flight flight, Flight.Outcome outcome) {
    // Out of the map first: who comes now must not wait for something that has ended.
    flights.remove(flight.key(), flight);
    flight.settle(outcome);
  }

  void leaderWentAsync(Flight flight) {
    flight.limitWaiters(MOST_WAITERS_ON_ASYNC);
  }

  void markNotShareable(CacheKey key, long nowMillis) {
    marks.mark(key, nowMillis, PASS_SECONDS);
    large.clear(key);
  }

  void markTooLarge(CacheKey key, long nowMillis) {
    marks.mark(key, nowMillis, LARGE_SECONDS);
    large.mark(key, nowMillis, LARGE_SECONDS);
  }

  /** Remembers that an object is longer than a slice. */
  void markLarge(CacheKey key, long nowMillis) {
    large.mark(key, nowMillis, LARGE_SECONDS);
  }

  boolean isLarge(CacheKey key, long nowMillis) {
    return large.isMarked(key, nowMillis);
  }

  /**
   * Remembers that an origin does not answer slices of an object.
   *
   * @param lasting false when it may do so soon, as there is no such object at present
   */
  void markUnsliceable(CacheKey key, long nowMillis, boolean lasting) {
    unsliceable.mark(key, nowMillis, lasting ? LARGE_SECONDS : PASS_SECONDS);
  }

  boolean isUnsliceable(CacheKey key, long nowMillis) {
    return unsliceable.isMarked(key, nowMillis);
  }

  void markShareable(CacheKey key) {
    marks.clear(key);
  }

  boolean isMarked(CacheKey key, long nowMillis) {
    return marks.isMarked(key, nowMillis);
  }
}
