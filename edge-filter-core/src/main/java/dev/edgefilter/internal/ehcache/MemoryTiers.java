// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.ehcache.event.CacheEvent;
import org.jspecify.annotations.Nullable;

/**
 * Moves segments between the hot and the warm tier by use, and knows when a body is lost.
 *
 * <p>A segment leaves the hot tier in this order: copied to the warm tier, no longer resident,
 * released. It returns in this order: resident, removed from the warm tier, put into the hot one.
 * So it can always be found in at least one place. A body that is dropped meanwhile is marked first
 * and its segments removed second; every mover looks at the mark last.
 */
public final class MemoryTiers implements AutoCloseable {
  private static final int LOOKUPS = 3;
  private static final int MOST_PUSHED_OUT = 64;

  /** Sixteenths of the warm tier; the rest is for its tables, and for gaps between bodies. */
  private static final int WARM_USED = 8;

  private final Faults faults = new Faults();
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, Body> demotedBodies = new ConcurrentHashMap<>();
  private final Queue<Body> lostBodies = new ConcurrentLinkedQueue<>();
  private final MemoryLayout layout;
  private final SegmentSize largest;
  private final SlabArena arena;
  private final SegmentPool[] pools;
  private final CacheTiers caches;
  private volatile boolean warmIsFull;

  /**
   * Opens the tiers; the first who uses a cache waits for the rest of it.
   *
   * @param memoryBytes the bound of all memory for bodies, at least a mebibyte
   * @param preparation does the rest of it
   */
  public MemoryTiers(long memoryBytes, Executor preparation) {
    layout = MemoryLayout.of(memoryBytes);
    largest = layout.largestSegment();
    arena = new SlabArena(layout, faults);
    caches =
        CacheTiers.opening(
            layout.warmBytes(), this::demote, this::warmSegmentLost, faults, preparation);
    SegmentSize[] sizes = SegmentSize.values();
    pools = new SegmentPool[sizes.length];
    for (SegmentSize size : sizes) {
      pools[size.place()] =
          new SegmentPool(size, arena, segments -> caches.hot().resize(size, segments));
    }
  }

  /** The least length for which a body is kept, whatever the memory. */
  public static int minBodyBytes() {
    return SegmentSize.KIB_64.bytes();
  }

  /** Starts a body of the given length, or of unknown length when it is -1. */
  public BodyWriter newBody(long expectedBytes) {
    BodyLayout expected =
        expectedBytes < 0 ? BodyLayout.growing(largest) : BodyLayout.of(expectedBytes, largest);
    return new BodyWriter(this, new Body(lastId.incrementAndGet(), expected), expected, largest);
  }

  /** A segment with a reference for the caller, or null when it is lost. */
  public @Nullable Segment open(Body body, int index) {
    body.use();
    Long key = body.key(index);
    for (int i = 0; i < LOOKUPS && !body.dropped(); i++) {
      Segment segment = caches.hot().get(body.sizeOf(index), key);
      if (segment != null && segment.tryAcquire()) {
        return segment;
      }
      segment = body.resident(index);
      if (segment != null && segment.tryAcquire()) {
        return segment;
      }
      segment = fromWarm(body, index, key);
      if (segment != null) {
        return segment;
      }
    }
    return null;
  }

  /** Frees a body; readers keep the segments they hold. */
  public void drop(Body body) {
    if (body.markDropped()) {
      for (int i = 0; i < body.segments(); i++) {
        forget(body, i);
      }
      demotedBodies.remove(body.id());
    }
  }

  /** The number of size classes. */
  public static int sizeClasses() {
    return SegmentSize.values().length;
  }

  /**
   * Compares what bodies need with the buffers there are or can be; some of these are kept for
   * fills and readers.
   *
   * @param bytesByClass see {@link Body#sumBuffers}
   * @param tight is set to whether a class has less than is needed
   * @return the bytes that do not fit into the hot tier
   */
  public long overflowBytes(long[] bytesByClass, boolean[] tight) {
    SlabArena.Left left = arena.left();
    long overflow = 0;
    for (SegmentPool pool : pools) {
      SegmentSize size = pool.size();
      int more = (int) (left.ownBytes(size) / size.bytes());
      long missing = bytesByClass[size.place()] - (long) pool.roomFor(more) * size.bytes();
      tight[size.place()] = missing > 0;
      overflow += Math.max(0, missing);
    }
    return overflow - left.commonBytes() / 16 * 15;
  }

  /** The bytes of bodies that may leave the hot tier and not be lost. */
  public long warmRoomBytes() {
    return layout.warmBytes() / 16 * WARM_USED;
  }

  /** An estimate of the bytes of bodies that are kept at most. */
  public long usableBytes() {
    return layout.hotBytes() / 4 * 3 + warmRoomBytes();
  }

  /** The bytes taken from the system so far. */
  public long memoryBytes() {
    return arena.allocatedBytes() + layout.warmBytes();
  }

  /** The number of pooled buffers that are not free, over all size classes. */
  public int buffersInUse() {
    int inUse = 0;
    for (SegmentPool pool : pools) {
      inUse += pool.buffersInUse();
    }
    return inUse;
  }

  @Override
  public void close() {
    caches.close();
  }

  /** A buffer for a new body; others make room for it when readers hold what they have left. */
  @Nullable Segment acquire(SegmentSize size) {
    if (!caches.areUsable()) {
      return null; // a broken cache makes a request slower, never wrong
    }
    SegmentPool pool = pools[size.place()];
    Segment segment = pool.acquire();
    for (int i = 0; segment == null && i < MOST_PUSHED_OUT && pushOut(size); i++) {
      segment = pool.acquire();
    }
    return segment;
  }

  /** False when none is left. What a stalled viewer reads leaves too, but frees no buffer yet. */
  private boolean pushOut(SegmentSize size) {
    Segment victim = caches.hot().any(size);
    Body body = victim == null ? null : victim.body();
    if (victim == null || body == null) {
      return false;
    }
    Long key = body.key(victim.index());
    caches.hot().remove(size, key, victim);
    demote(key, victim);
    return true;
  }

  /** Takes over the caller's reference of a written segment. */
  void admit(Body body, int index, Segment segment) {
    if (body.reside(index, segment)) {
      caches.hot().put(body.sizeOf(index), body.key(index), segment);
      if (body.dropped()) {
        forget(body, index);
      }
    } else {
      segment.release();
    }
    reportLostBodies();
  }

  private void demote(CacheEvent<? extends Long, ? extends Segment> event) {
    demote(event.getKey(), event.getOldValue());
  }

  private void demote(Long key, Segment segment) {
    Body body = segment.body();
    if (body == null) {
      return;
    }
    int index = Body.indexOf(key);
    WarmTier warm = caches.warm();
    if (warm == null || (warmIsFull && !body.used())) {
      // What was never asked for again must not push out what was.
      lose(body);
    } else if (!body.dropped() && !body.lost() && segment.tryAcquire()) {
      body.markDemoted();
      demotedBodies.put(body.id(), body);
      warm.put(key, segment);
      segment.release();
    }
    if (body.vacate(index, segment)) {
      segment.release();
    }
    if (body.dropped()) {
      forget(body, index);
      demotedBodies.remove(body.id());
    }
  }

  private @Nullable Segment fromWarm(Body body, int index, Long key) {
    WarmTier warm = body.demoted() ? caches.warm() : null;
    if (warm == null) {
      return null;
    }
    byte[] bytes = warm.get(key, body.lengthOf(index));
    if (bytes == null) {
      return null;
    }
    Segment promoted = body.usedAgainWhileWarm(index) ? promote(body, index, key, bytes) : null;
    return promoted == null ? new Segment(bytes) : promoted;
  }

  /** Brings a segment back; a reference is for the caller. Null when there is no room for it. */
  private @Nullable Segment promote(Body body, int index, Long key, byte[] bytes) {
    SegmentSize size = body.sizeOf(index);
    Segment segment = pools[size.place()].acquire();
    if (segment == null) {
      return null;
    }
    segment.append(ByteBuffer.wrap(bytes));
    segment.tryAcquire();
    if (!body.reside(index, segment)) {
      // Another reader was first.
      segment.release();
      segment.release();
      return null;
    }
    removeWarm(key, bytes.length);
    caches.hot().put(size, key, segment);
    if (body.dropped()) {
      forget(body, index);
    }
    reportLostBodies();
    return segment;
  }

  private void forget(Body body, int index) {
    Segment segment = body.resident(index);
    if (segment != null) {
      caches.hot().remove(body.sizeOf(index), body.key(index), segment);
      if (body.vacate(index, segment)) {
        segment.release();
      }
    }
    if (body.demoted()) {
      removeWarm(body.key(index), body.lengthOf(index));
    }
  }

  private void removeWarm(Long key, int bytes) {
    WarmTier warm = caches.warm();
    if (warm != null) {
      warm.remove(key, bytes);
    }
  }

  private void warmSegmentLost(CacheEvent<? extends Long, ? extends byte[]> event) {
    warmIsFull = true;
    Body body = demotedBodies.get(Body.idOf(event.getKey()));
    if (body != null) {
      lose(body);
    }
  }

  /** Ehcache may hold a lock here, so the owner is told later. */
  private void lose(Body body) {
    if (body.markLost()) {
      lostBodies.add(body);
    }
  }

  private void reportLostBodies() {
    Body body = lostBodies.poll();
    while (body != null) {
      BodyOwner owner = body.owner();
      if (owner != null) {
        owner.bodyLost();
      }
      body = lostBodies.poll();
    }
  }
}
