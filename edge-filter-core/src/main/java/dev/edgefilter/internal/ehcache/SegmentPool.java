// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lends the buffers of one size class.
 *
 * <p>The cache of the class may hold all buffers but a few: those are for fills in flight and for
 * readers whose segment was evicted under them. The pool therefore grows before it falls below
 * those few; else the cache would evict although there is memory left.
 */
final class SegmentPool {
  private final ReentrantLock lock = new ReentrantLock();
  private final SegmentSize size;
  private final SlabArena arena;
  private final IntConsumer cacheCapacity;
  private ByteBuffer[] free = new ByteBuffer[0];
  private int freeBuffers;
  private volatile int buffers;

  SegmentPool(SegmentSize size, SlabArena arena, IntConsumer cacheCapacity) {
    this.size = size;
    this.arena = arena;
    this.cacheCapacity = cacheCapacity;
  }

  /** An empty segment with one reference, or null when no buffer is free. */
  @Nullable Segment acquire() {
    lock.lock();
    try {
      boolean grown = true;
      while (grown && freeBuffers <= spare(buffers)) {
        grown = grow();
      }
      return freeBuffers == 0 ? null : new Segment(free[--freeBuffers], this);
    } finally {
      lock.unlock();
    }
  }

  void giveBack(ByteBuffer buffer) {
    lock.lock();
    try {
      free[freeBuffers++] = buffer;
    } finally {
      lock.unlock();
    }
  }

  int buffersInUse() {
    lock.lock();
    try {
      return buffers - freeBuffers;
    } finally {
      lock.unlock();
    }
  }

  SegmentSize size() {
    return size;
  }

  /** The buffers for bodies, if it had some more of them. */
  int roomFor(int moreBuffers) {
    int all = buffers + moreBuffers;
    return all - spare(all);
  }

  private static int spare(int buffers) {
    return Math.max(0, Math.min(buffers - 1, Math.max(4, buffers / 16)));
  }

  private boolean grow() {
    List<ByteBuffer> slabs = arena.take(size);
    if (slabs.isEmpty()) {
      return false;
    }
    int added = slabs.size() * (slabs.get(0).capacity() / size.bytes());
    ByteBuffer[] more = new ByteBuffer[buffers + added];
    System.arraycopy(free, 0, more, 0, freeBuffers);
    free = more;
    buffers = more.length;
    for (ByteBuffer slab : slabs) {
      for (int at = 0; at < slab.capacity(); at += size.bytes()) {
        free[freeBuffers++] = slab.slice(at, size.bytes());
      }
    }
    // The store takes out what it can do without before the cache has to.
    cacheCapacity.accept(buffers - spare(buffers) / 2);
    return true;
  }
}
