// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a response that is not committed yet; as large as the application's buffer. */
final class HoldBuffer {

  private static final int FIRST_BYTES = 1024;
  private static final byte[] EMPTY = {};

  private int capacity;
  private byte[] bytes = EMPTY;
  private int size;

  HoldBuffer(int capacity) {
    this.capacity = capacity;
  }

  int capacity() {
    return capacity;
  }

  void capacity(int newCapacity) {
    capacity = Math.max(capacity, newCapacity);
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  boolean takes(int length) {
    return length <= capacity - size;
  }

  void add(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  void add(ByteBuffer source) {
    int length = source.remaining();
    ensure(length);
    source.get(bytes, size, length);
    size += length;
  }

  private void ensure(int more) {
    if (more > bytes.length - size) {
      int wanted = Math.max(size + more, Math.max(FIRST_BYTES, bytes.length * 2));
      bytes = Arrays.copyOf(bytes, Math.min(capacity, wanted));
    }
  }

  /** All held bytes; the buffer is empty afterwards. */
  ByteBuffer drain() {
    ByteBuffer held = ByteBuffer.wrap(bytes, 0, size);
    bytes = EMPTY;
    size = 0;
    return held;
  }

  /** All held bytes and some more, as one. */
  ByteBuffer drainWith(ByteBuffer more) {
    ByteBuffer all = ByteBuffer.allocate(size + more.remaining());
    all.put(bytes, 0, size).put(more).flip();
    clear();
    return all;
  }
}
