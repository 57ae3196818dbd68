// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The only place that allocates direct memory, and never more than its bound.
 *
 * <p>Slabs go to size classes as they are asked for and stay there, so that memory follows the
 * sizes of the bodies that really occur. Each class is sure of a small part.
 */
final class SlabArena {
  private static final int RESERVED_PART = 96;

  private final ReentrantLock lock = new ReentrantLock();
  private final int slabBytes;
  private final long[] reserved = new long[SegmentSize.values().length];
  private final long[] taken = new long[SegmentSize.values().length];
  private final Faults faults;
  private long bytesLeft;
  private long allocatedBytes;
  private volatile Left left;

  /** Bytes that nobody has taken: those that one class alone may take, and all others. */
  static final class Left {
    private final long[] own;
    private final long common;

    private Left(long[] own, long common) {
      this.own = own;
      this.common = common;
    }

    long ownBytes(SegmentSize size) {
      return own[size.place()];
    }

    long commonBytes() {
      return common;
    }
  }

  SlabArena(MemoryLayout layout, Faults faults) {
    this.slabBytes = layout.slabBytes();
    this.bytesLeft = layout.hotBytes();
    this.faults = faults;
    for (SegmentSize size : SegmentSize.values()) {
      if (size.place() <= layout.largestSegment().place()) {
        // One segment of a class must be free while another is being read.
        long least = Math.max(slabBytes, 2L * size.bytes());
        long slab = slabBytes(size);
        reserved[size.place()] = Math.max(least, layout.hotBytes() / RESERVED_PART / slab * slab);
      }
    }
    left = present();
  }

  /** What may still be taken. */
  Left left() {
    return left;
  }

  private int slabBytes(SegmentSize size) {
    return Math.max(slabBytes, size.bytes());
  }

  private Left present() {
    long[] own = new long[taken.length];
    long common = bytesLeft;
    for (int i = 0; i < own.length; i++) {
      own[i] = Math.min(bytesLeft, Math.max(0, reserved[i] - taken[i]));
      common -= own[i];
    }
    return new Left(own, Math.max(0, common));
  }

  /**
   * Allocates slabs for a class: its share at first, then half of what it has.
   *
   * @return the slabs, empty when there are none left for this class
   */
  List<ByteBuffer> take(SegmentSize size) {
    lock.lock();
    try {
      long has = taken[size.place()];
      long wanted = has == 0 ? reserved[size.place()] : has / 2;
      long slab = slabBytes(size);
      long slabs = Math.min(Math.max(1, wanted / slab), availableTo(size) / slab);
      List<ByteBuffer> allocated = allocate(size, (int) slabs);
      left = present();
      return allocated;
    } finally {
      lock.unlock();
    }
  }

  long allocatedBytes() {
    lock.lock();
    try {
      return allocatedBytes;
    } finally {
      lock.unlock();
    }
  }

  private long availableTo(SegmentSize size) {
    long available = bytesLeft;
    for (int i = 0; i < taken.length; i++) {
      if (i != size.place()) {
        available -= Math.max(0, reserved[i] - taken[i]);
      }
    }
    return Math.max(0, available);
  }

  private List<ByteBuffer> allocate(SegmentSize size, int slabs) {
    int slab = slabBytes(size);
    List<ByteBuffer> allocated = new ArrayList<>(slabs);
    try {
      while (allocated.size() < slabs) {
        allocated.add(ByteBuffer.allocateDirect(slab));
        bytesLeft -= slab;
        taken[size.place()] += slab;
        allocatedBytes += slab;
      }
    } catch (OutOfMemoryError e) {
      // The limit on direct memory is below ours: go on with what there is and do not ask again.
      faults.report("direct memory", e);
      bytesLeft = 0;
    }
    return allocated;
  }
}
