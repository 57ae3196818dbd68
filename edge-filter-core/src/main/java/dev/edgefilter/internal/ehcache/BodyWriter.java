// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a body into segments while it arrives; used by one thread at a time.
 *
 * <p>It holds one buffer. A full segment goes to the tiers at once; a last one of unknown length
 * moves to a larger class when it outgrows its own.
 */
public final class BodyWriter {
  private final MemoryTiers tiers;
  private final Body body;
  private final long expectedBytes;
  private @Nullable Segment current;
  private int index;
  private long bytes;

  BodyWriter(MemoryTiers tiers, Body body, long expectedBytes) {
    this.tiers = tiers;
    this.body = body;
    this.expectedBytes = expectedBytes;
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

  /** Ends the body; null when a part of it is lost already, and then it is abandoned. */
  public @Nullable Body finish() {
    body.endAt(bytes);
    Segment last = current;
    current = null;
    if (last != null) {
      tiers.admit(body, index, last);
    }
    if (body.lost()) {
      tiers.drop(body);
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

  private @Nullable Segment room(int wanted) {
    Segment segment = current;
    if (segment != null && segment.length() == MemoryTiers.segmentBytes()) {
      tiers.admit(body, index++, segment);
      segment = null;
    }
    if (segment == null) {
      segment = tiers.acquire(SegmentSize.fitting(Math.max(wanted, expectedBytes - bytes)));
    } else if (segment.length() == segment.capacity()) {
      segment = moveToLarger(segment, wanted);
    }
    current = segment;
    return segment;
  }

  private @Nullable Segment moveToLarger(Segment segment, int wanted) {
    Segment larger = tiers.acquire(SegmentSize.fitting(segment.length() + (long) wanted));
    if (larger != null) {
      larger.append(segment.view(0));
    }
    segment.release();
    return larger;
  }
}
