// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One body as a row of segments.
 *
 * <p>A segment is resident while its buffer belongs to the body. Whoever vacates it releases it;
 * that happens once, whatever the caches report. The row is written under this object's monitor,
 * which is never held while anything waits, and read without it.
 */
public final class Body {
  static final int INDEX_BITS = 20;

  private static final VarHandle RESIDENT = MethodHandles.arrayElementVarHandle(Segment[].class);

  private final long id;
  private final Long firstKey;
  private volatile @Nullable Segment[] resident;
  private volatile long length = -1;
  private volatile boolean demoted;
  private volatile boolean lost;
  private volatile boolean dropped;
  private volatile @Nullable BodyOwner owner;
  private volatile boolean used;
  private boolean usedWhileWarm;

  Body(long id, int segments) {
    this.id = id;
    this.firstKey = id << INDEX_BITS;
    this.resident = new @Nullable Segment[segments];
  }

  /** Names the body within its store. */
  public long id() {
    return id;
  }

  /** The length in bytes; -1 while it is being written. */
  public long length() {
    return length;
  }

  /** Whether a part of it is gone. */
  public boolean lost() {
    return lost;
  }

  /** Who is told when a part of it is gone, or null. */
  public @Nullable BodyOwner owner() {
    return owner;
  }

  /** Sets who is told; the caller looks at {@link #lost} afterwards. */
  public void ownedBy(BodyOwner newOwner) {
    owner = newOwner;
  }

  Long key(int index) {
    return index == 0 ? firstKey : Long.valueOf(id << INDEX_BITS | index);
  }

  static long idOf(Long key) {
    return key >>> INDEX_BITS;
  }

  static int indexOf(Long key) {
    return (int) (key & (1 << INDEX_BITS) - 1);
  }

  /** The length of one segment; all but the last are of the largest size. */
  int lengthOf(int index) {
    long total = length;
    if (total < 0) {
      return SegmentSize.LARGE.bytes();
    }
    return (int)
        Math.min(SegmentSize.LARGE.bytes(), total - index * (long) SegmentSize.LARGE.bytes());
  }

  SegmentSize sizeOf(int index) {
    return SegmentSize.fitting(lengthOf(index));
  }

  int row() {
    return resident.length;
  }

  void endAt(long bytes) {
    length = bytes;
  }

  @Nullable Segment resident(int index) {
    @Nullable Segment[] row = resident;
    return index < row.length ? (Segment) RESIDENT.getAcquire(row, index) : null;
  }

  /** Makes a segment resident; false when there is one already. */
  synchronized boolean reside(int index, Segment segment) {
    @Nullable Segment[] row = resident;
    if (index >= row.length) {
      @Nullable Segment[] longer = new @Nullable Segment[Math.max(index + 1, row.length * 2)];
      System.arraycopy(row, 0, longer, 0, row.length);
      resident = longer;
      row = longer;
    }
    if (row[index] != null) {
      return false;
    }
    segment.belongTo(this);
    RESIDENT.setRelease(row, index, segment);
    return true;
  }

  /** Ends a residence; true for the one caller that has to release the segment. */
  synchronized boolean vacate(int index, Segment segment) {
    @Nullable Segment[] row = resident;
    if (index >= row.length || row[index] != segment) {
      return false;
    }
    RESIDENT.setRelease(row, index, null);
    return true;
  }

  /** Whether anyone has read it. */
  boolean used() {
    return used;
  }

  void use() {
    if (!used) {
      used = true;
    }
  }

  boolean demoted() {
    return demoted;
  }

  void markDemoted() {
    demoted = true;
  }

  boolean dropped() {
    return dropped;
  }

  /** True for the first caller. */
  synchronized boolean markDropped() {
    boolean first = !dropped;
    dropped = true;
    return first;
  }

  /** True for the first caller. */
  synchronized boolean markLost() {
    boolean first = !lost;
    lost = true;
    return first;
  }

  /** Whether this is not the first time it is read since it left the hot tier. */
  synchronized boolean usedAgainWhileWarm(int index) {
    boolean again = usedWhileWarm;
    if (index == 0) {
      // Only its beginning counts as a use: one reading of a long body is not many.
      usedWhileWarm = true;
    }
    return again;
  }
}
