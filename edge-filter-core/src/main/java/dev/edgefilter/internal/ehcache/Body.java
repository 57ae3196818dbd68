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
  /** The most segments of one body. */
  static final int MAX_SEGMENTS = 1 << 16;

  private static final int INDEX_BITS = 16;

  private static final VarHandle RESIDENT = MethodHandles.arrayElementVarHandle(Segment[].class);

  private final long id;
  private final Long firstKey;
  private volatile @Nullable Segment[] resident;
  private volatile BodyLayout layout;
  private volatile boolean demoted;
  private volatile boolean lost;
  private volatile boolean dropped;
  private volatile @Nullable BodyOwner owner;
  private volatile boolean used;
  private boolean usedWhileWarm;

  Body(long id, BodyLayout layout) {
    this.id = id;
    this.firstKey = keyOf(id, 0);
    this.layout = layout;
    this.resident = new @Nullable Segment[layout.length() < 0 ? 1 : layout.segments()];
  }

  /** Names the body within its store. */
  public long id() {
    return id;
  }

  /** The length in bytes, as far as it is known; -1 while it is not. */
  public long length() {
    return layout.length();
  }

  /**
   * Adds up the buffers that it takes while all of it is in the hot tier.
   *
   * @param bytesByClass the sums so far, one for each size class
   * @param sign 1 to add, -1 to take away
   */
  public void sumBuffers(long[] bytesByClass, int sign) {
    BodyLayout present = layout;
    for (int i = 0; i < present.segments(); i++) {
      SegmentSize size = present.sizeOf(i);
      bytesByClass[size.place()] += (long) sign * size.bytes();
    }
  }

  /** The size class that most of it takes; a body without bytes counts to the first. */
  public int sizeClass() {
    BodyLayout present = layout;
    return present.segments() == 0 ? 0 : present.sizeOf(0).place();
  }

  /** Whether all of it is in the hot tier now. */
  public boolean isHot() {
    for (int i = 0; i < segments(); i++) {
      if (resident(i) == null) {
        return false;
      }
    }
    return true;
  }

  /** The index of the segment that holds a position within the body. */
  public int indexAt(long position) {
    return layout.indexAt(position);
  }

  /** The position at which a segment begins. */
  public long startOf(int index) {
    return layout.startOf(index);
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
    return index == 0 ? firstKey : Long.valueOf(keyOf(id, index));
  }

  private static long keyOf(long id, int index) {
    return (id << INDEX_BITS | index) << WarmTier.PIECE_BITS;
  }

  static long idOf(Long key) {
    return key >>> (INDEX_BITS + WarmTier.PIECE_BITS);
  }

  static int indexOf(Long key) {
    return (int) ((key >>> WarmTier.PIECE_BITS) & (MAX_SEGMENTS - 1));
  }

  int lengthOf(int index) {
    return layout.lengthOf(index);
  }

  SegmentSize sizeOf(int index) {
    return layout.sizeOf(index);
  }

  /** The number of segments it has, or may have by now. */
  int segments() {
    return Math.min(resident.length, layout.segments());
  }

  void layOut(BodyLayout newLayout) {
    layout = newLayout;
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
    segment.belongTo(this, index);
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
