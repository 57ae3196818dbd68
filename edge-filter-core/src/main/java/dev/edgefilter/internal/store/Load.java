// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

/** What some responses take of everything that is bounded. Guarded by the index. */
final class Load {
  private int entries;
  private long indexBytes;
  private long bodyBytes;

  /**
   * The most that may be taken.
   *
   * @param entries the number of responses
   * @param indexBytes the heap bytes of keys and heads
   * @param bodyBytes the bytes of bodies
   */
  record Bounds(int entries, long indexBytes, long bodyBytes) {

    /** A part of it, but at least one response. */
    Bounds dividedBy(int parts) {
      return new Bounds(
          Math.max(1, entries / parts),
          Math.max(1, indexBytes / parts),
          Math.max(1, bodyBytes / parts));
    }
  }

  int entries() {
    return entries;
  }

  long indexBytes() {
    return indexBytes;
  }

  void add(Variant variant) {
    entries++;
    indexBytes += variant.weight();
    bodyBytes += variant.bodyBytes();
  }

  void remove(Variant variant) {
    entries--;
    indexBytes -= variant.weight();
    bodyBytes -= variant.bodyBytes();
  }

  boolean exceeds(Bounds bounds) {
    return entries > bounds.entries()
        || indexBytes > bounds.indexBytes()
        || bodyBytes > bounds.bodyBytes();
  }
}
