// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One use of a recycled buffer.
 *
 * <p>The object is new for every use and counts its references; once the count is 0 it can never be
 * acquired again, so a late reader cannot see the buffer's next content. Its maker writes it, then
 * publishes it; after that it does not change.
 */
public final class Segment {
  private static final VarHandle REFERENCES;

  static {
    try {
      REFERENCES = MethodHandles.lookup().findVarHandle(Segment.class, "references", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ByteBuffer buffer;
  private final @Nullable SegmentPool pool;
  private int length;
  private @Nullable Body body;
  private int index;
  private volatile int references = 1;

  Segment(ByteBuffer buffer, SegmentPool pool) {
    this.buffer = buffer;
    this.pool = pool;
  }

  /** A segment over bytes on the heap, which no pool waits for. */
  Segment(byte[] bytes) {
    this.buffer = ByteBuffer.wrap(bytes);
    this.pool = null;
    this.length = bytes.length;
  }

  /** A read-only view from an offset to the end, valid while the caller holds a reference. */
  public ByteBuffer view(int offset) {
    ByteBuffer view = buffer.asReadOnlyBuffer();
    view.limit(length).position(offset);
    return view;
  }

  /** Lets go of one reference; the last one returns the buffer. */
  public void release() {
    if ((int) REFERENCES.getAndAdd(this, -1) == 1 && pool != null) {
      pool.giveBack(buffer);
    }
  }

  /** Takes one more reference, unless there is none left. */
  boolean tryAcquire() {
    int seen = references;
    while (seen > 0) {
      int witness = (int) REFERENCES.compareAndExchange(this, seen, seen + 1);
      if (witness == seen) {
        return true;
      }
      seen = witness;
    }
    return false;
  }

  /** The body it became part of, or null. */
  @Nullable Body body() {
    return body;
  }

  /** Its place in that body. */
  int index() {
    return index;
  }

  void belongTo(Body newBody, int newIndex) {
    body = newBody;
    index = newIndex;
  }

  int length() {
    return length;
  }

  int capacity() {
    return buffer.capacity();
  }

  /** Appends as much as fits. */
  void append(ByteBuffer bytes) {
    int count = Math.min(bytes.remaining(), buffer.capacity() - length);
    buffer.put(length, bytes, bytes.position(), count);
    bytes.position(bytes.position() + count);
    length += count;
  }

  byte[] copy(int offset, int count) {
    byte[] bytes = new byte[count];
    buffer.get(offset, bytes);
    return bytes;
  }
}
