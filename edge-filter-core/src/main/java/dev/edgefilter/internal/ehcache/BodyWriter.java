// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a body into segments while it arrives; used by one thread at a time.
 *
 * <p>It holds one buffer. A full segment goes to the tiers at once. When the length is not known,
 * the last segment moves to a larger class as it outgrows its own, and is cut at the end.
 */
public final class BodyWriter {
  private final MemoryTiers tiers;
  private final Body body;
  private final BodyLayout expected;
  private final SegmentSize largest;
  private @Nullable Segment current;
  private int index;
  private long bytes;

  BodyWriter(MemoryTiers tiers, Body body, BodyLayout expected, SegmentSize largest) {
    this.tiers = tiers;
    this.body = body;
    this.expected = expected;
    this.largest = largest;
  }

  /** Copies all remaining bytes; false when there is no room, and then only {@link #abandon}. */
  public boolean write(ByteBuffer source) {
    while (source.hasRemaining()) {
      Segment segment = room(source.remaining());
      if (segment == null) {
        return false;
      }
      int before = source.remaining();
      segment.append(source);
      bytes += before - source.remaining();
    }
    return true;
  }

  /** The bytes written so far. */
  public long bytes() {
    return bytes;
  }

  /** Ends the body; null when a part of it is lost or has no room, and then it is abandoned. */
  public @Nullable Body finish() {
    boolean complete = expected.length() == bytes ? admitLast() : cutTail();
    if (!complete || body.lost()) {
      abandon();
      return null;
    }
    return body;
  }

  /** Frees what was written. */
  public void abandon() {
    if (current != null) {
      current.release();
      current = null;
    }
    tiers.drop(body);
  }

  private boolean admitLast() {
    Segment last = current;
    current = null;
    if (last != null) {
      tiers.admit(body, index, last);
    }
    return true;
  }

  /** Lays the last segment out as a body of this length is; false when there is no room. */
  private boolean cutTail() {
    BodyLayout layout = BodyLayout.of(bytes, largest);
    body.layOut(layout);
    Segment last = current;
    if (last == null || last.capacity() == layout.sizeOf(index).bytes()) {
      return admitLast();
    }
    ByteBuffer tail = last.view(0);
    for (int i = index; i < layout.segments(); i++) {
      Segment piece = tiers.acquire(layout.sizeOf(i));
      if (piece == null) {
        return false;
      }
      piece.append(tail);
      tiers.admit(body, i, piece);
    }
    last.release();
    current = null;
    return true;
  }

  private @Nullable Segment room(int wanted) {
    Segment segment = current;
    if (segment != null && segment.length() == segmentBytes()) {
      tiers.admit(body, index++, segment);
      segment = null;
    }
    if (segment == null) {
      segment = index == Body.MAX_SEGMENTS ? null : tiers.acquire(firstSize(wanted));
    } else if (segment.length() == segment.capacity()) {
      segment = moveToLarger(segment, wanted);
    }
    current = segment;
    return segment;
  }

  /** When the current segment is complete. */
  private int segmentBytes() {
    return index < expected.segments() ? expected.lengthOf(index) : largest.bytes();
  }

  private SegmentSize firstSize(int wanted) {
    boolean planned = expected.length() >= 0 && index < expected.segments();
    return planned ? expected.sizeOf(index) : SegmentSize.fitting(wanted, largest);
  }

  private @Nullable Segment moveToLarger(Segment segment, int wanted) {
    Segment larger = tiers.acquire(SegmentSize.fitting(segment.length() + (long) wanted, largest));
    if (larger != null) {
      larger.append(segment.view(0));
    }
    segment.release();
    return larger;
  }
}
