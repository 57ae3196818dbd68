// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

/**
 * Where the segments of a body begin and how long they are; follows from its length alone.
 *
 * <p>A body is a run of segments of the largest class and a tail. The tail is one segment too,
 * unless that would leave more than a quarter of a large one empty: then it is cut further. Few
 * segments matter because each is a write of its own to the viewer.
 */
final class BodyLayout {
  private static final int[] NO_TAIL = {};

  private final long length;
  private final SegmentSize largest;
  private final int wholes;
  private final int[] tail;

  private BodyLayout(long length, SegmentSize largest, int wholes, int[] tail) {
    this.length = length;
    this.largest = largest;
    this.wholes = wholes;
    this.tail = tail;
  }

  /** The layout of a body of that many bytes. */
  static BodyLayout of(long length, SegmentSize largest) {
    int wholes = (int) Math.min(Body.MAX_SEGMENTS, length / largest.bytes());
    int rest = (int) (length - (long) wholes * largest.bytes());
    return new BodyLayout(length, largest, wholes, rest == 0 ? NO_TAIL : tail(rest, largest));
  }

  /** The layout of what has been written of a body whose length is not known yet. */
  static BodyLayout growing(SegmentSize largest) {
    return new BodyLayout(-1, largest, Integer.MAX_VALUE, NO_TAIL);
  }

  /** The length of the body; -1 while it grows. */
  long length() {
    return length;
  }

  /** The number of segments; meaningless while it grows. */
  int segments() {
    return wholes + tail.length;
  }

  /** The index of the segment that holds a position within the body. */
  int indexAt(long position) {
    long whole = position / largest.bytes();
    if (whole < wholes) {
      return (int) whole;
    }
    int index = wholes;
    long end = (long) wholes * largest.bytes() + tail[0];
    while (end <= position) {
      end += tail[++index - wholes];
    }
    return index;
  }

  /** The position at which a segment begins. */
  long startOf(int index) {
    long start = (long) Math.min(index, wholes) * largest.bytes();
    for (int i = wholes; i < index; i++) {
      start += tail[i - wholes];
    }
    return start;
  }

  /** The bytes in a segment. */
  int lengthOf(int index) {
    return index < wholes ? largest.bytes() : tail[index - wholes];
  }

  SegmentSize sizeOf(int index) {
    return index < wholes ? largest : SegmentSize.fitting(tail[index - wholes], largest);
  }

  private static int[] tail(int rest, SegmentSize largest) {
    int[] cut = new int[largest.place() + 3];
    int pieces = 0;
    int left = rest;
    while (left > 0) {
      cut[pieces] = pieceOf(left, largest);
      left -= cut[pieces++];
    }
    int[] tail = new int[pieces];
    System.arraycopy(cut, 0, tail, 0, pieces);
    return tail;
  }

  private static int pieceOf(int left, SegmentSize largest) {
    SegmentSize size = SegmentSize.fitting(left, largest);
    boolean dense = left * 4L >= size.bytes() * 3L;
    return dense || size.place() <= SegmentSize.KIB_64.place() ? left : size.smaller().bytes();
  }
}
