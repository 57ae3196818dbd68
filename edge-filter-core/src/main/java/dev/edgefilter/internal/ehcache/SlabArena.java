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
 * sizes of the bodies that really occur. Each class is sure of a sixteenth.
 */
final class SlabArena {
  private final ReentrantLock lock = new ReentrantLock();
  private final int slabBytes;
  private final int[] reserved = new int[SegmentSize.values().length];
  private final int[] taken = new int[SegmentSize.values().length];
  private final Faults faults;
  private int slabsLeft;
  private long allocatedBytes;
  private volatile Left left;

  /** Slabs that nobody has taken: those that one class alone may take, and all others. */
  static final class Left {
    private final int[] own;
    private final int common;

    private Left(int[] own, int common) {
      this.own = own;
      this.common = common;
    }

    int own(SegmentSize size) {
      return own[size.place()];
    }

    int common() {
      return common;
    }
  }

  SlabArena(MemoryLayout layout, Faults faults) {
    this.slabBytes = layout.slabBytes();
    this.slabsLeft = layout.slabs();
    this.faults = faults;
    for (SegmentSize size : SegmentSize.values()) {
      if (size.bytes() <= slabBytes) {
        // One segment of a class must be free while another is being read.
        int least = Math.max(1, 2 * size.bytes() / slabBytes);
        reserved[size.place()] = Math.max(least, layout.slabs() / 24);
      }
    }
    left = present();
  }

  /** What may still be taken. */
  Left left() {
    return left;
  }

  private Left present() {
    int[] own = new int[taken.length];
    int common = slabsLeft;
    for (int i = 0; i < own.length; i++) {
      own[i] = Math.min(slabsLeft, Math.max(0, reserved[i] - taken[i]));
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
      int has = taken[size.place()];
      int wanted = has == 0 ? reserved[size.place()] : Math.max(1, has / 2);
      List<ByteBuffer> allocated = allocate(size, Math.min(wanted, availableTo(size)));
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

  private int availableTo(SegmentSize size) {
    int available = slabsLeft;
    for (int i = 0; i < taken.length; i++) {
      if (i != size.place()) {
        available -= Math.max(0, reserved[i] - taken[i]);
      }
    }
    return Math.max(0, available);
  }

  private List<ByteBuffer> allocate(SegmentSize size, int slabs) {
    List<ByteBuffer> allocated = new ArrayList<>(slabs);
    try {
      while (allocated.size() < slabs) {
        allocated.add(ByteBuffer.allocateDirect(slabBytes));
        slabsLeft--;
        taken[size.place()]++;
        allocatedBytes += slabBytes;
      }
    } catch (OutOfMemoryError e) {
      // The limit on direct memory is below ours: go on with what there is and do not ask again.
      faults.report("direct memory", e);
      slabsLeft = 0;
    }
    return allocated;
  }
}
