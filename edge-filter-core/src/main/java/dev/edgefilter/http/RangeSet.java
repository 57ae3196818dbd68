// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranges a viewer asked for with {@code Range}, before the length is known (RFC 9110, 14.2).
 */
public final class RangeSet {
  /**
   * The most ranges one request may ask for; with more the header is ignored, as RFC 9110, 14.2 and
   * 17.15 allow. CloudFront names no number. Players and download managers ask for one or two, PDF
   * readers for a handful; each range costs the viewer some 20 bytes and us a head of some 100.
   */
  public static final int MAX_RANGES = 20;

  /** Nothing to honour: no {@code Range}, another unit than bytes, or one that is malformed. */
  public static final RangeSet NONE = new RangeSet(new long[0], new long[0]);

  /** More than {@link #MAX_RANGES}; nothing of it is honoured. */
  public static final RangeSet TOO_MANY = new RangeSet(new long[0], new long[0]);

  private static final String UNIT = "bytes=";
  private static final long SUFFIX = -1;

  /** First positions; {@link #SUFFIX} says that the last position is the length of a suffix. */
  private final long[] firsts;

  private final long[] lasts;

  private RangeSet(long[] firsts, long[] lasts) {
    this.firsts = firsts;
    this.lasts = lasts;
  }

  /** Parses a {@code Range} value: {@link #NONE} if it is to be ignored, or {@link #TOO_MANY}. */
  public static RangeSet parse(@Nullable String headerValue) {
    if (headerValue == null || !Ascii.regionMatches(headerValue, 0, UNIT, 0, UNIT.length())) {
      return NONE;
    }
    long[] firsts = new long[MAX_RANGES];
    long[] lasts = new long[MAX_RANGES];
    int count = 0;
    int start = UNIT.length();
    while (start <= headerValue.length()) {
      int comma = headerValue.indexOf(',', start);
      int memberEnd = comma < 0 ? headerValue.length() : comma;
      int from = Ascii.skipBlanks(headerValue, start, memberEnd);
      int to = Ascii.trimEnd(headerValue, from, memberEnd);
      if (from < to) {
        if (count == MAX_RANGES) {
          return TOO_MANY;
        }
        if (!readSpec(headerValue, from, to, firsts, lasts, count)) {
          return NONE;
        }
        count++;
      }
      start = memberEnd + 1;
    }
    return count == 0
        ? NONE
        : new RangeSet(Arrays.copyOf(firsts, count), Arrays.copyOf(lasts, count));
  }

  private static boolean readSpec(
      String text, int start, int end, long[] firsts, long[] lasts, int index) {
    int dash = text.indexOf('-', start);
    if (dash < 0 || dash >= end) {
      return false;
    }
    // Numbers clamp to the largest long, so that no length of digits wraps around.
    long first = dash == start ? SUFFIX : Ascii.digits(text, start, dash, Long.MAX_VALUE);
    boolean open = dash + 1 == end;
    long last = open ? Long.MAX_VALUE : Ascii.digits(text, dash + 1, end, Long.MAX_VALUE);
    firsts[index] = first;
    lasts[index] = last;
    if (dash == start) {
      return !open && last >= 0;
    }
    return first >= 0 && last >= first;
  }

  /** Whether there are more ranges than one request may ask for. */
  public boolean isTooMany() {
    return this == TOO_MANY;
  }

  /** Whether there is nothing to honour. */
  public boolean isNone() {
    return firsts.length == 0;
  }

  /** How many ranges were asked for, at most {@link #MAX_RANGES}. */
  public int size() {
    return firsts.length;
  }

  /**
   * Whether a range is counted from the end, such as {@code -500}.
   *
   * @throws IndexOutOfBoundsException if there is no such range
   */
  public boolean isSuffix(int index) {
    return firsts[index] == SUFFIX;
  }

  /**
   * The first byte of a range that is no suffix.
   *
   * @throws IndexOutOfBoundsException if there is no such range
   */
  public long first(int index) {
    return firsts[index];
  }

  /**
   * The last byte of a range that is no suffix; {@link Long#MAX_VALUE} when it is open.
   *
   * @throws IndexOutOfBoundsException if there is no such range
   */
  public long last(int index) {
    return lasts[index];
  }

  /**
   * The ranges of a representation of that many bytes, in the order they were asked for.
   *
   * <p>Ranges beyond the end are left out. The list is unmodifiable; it is empty when there is
   * nothing to honour and when no range can be satisfied, which is answered with 416.
   *
   * @throws IllegalArgumentException if the length is negative
   */
  public List<ByteRange> resolve(long length) {
    if (length < 0) {
      throw new IllegalArgumentException("length " + length + " is negative");
    }
    List<ByteRange> ranges = new ArrayList<>(firsts.length);
    for (int i = 0; i < firsts.length; i++) {
      boolean suffix = firsts[i] == SUFFIX;
      long first = suffix ? Math.max(0, length - lasts[i]) : firsts[i];
      long last = suffix ? length - 1 : Math.min(lasts[i], length - 1);
      if (first < length) {
        ranges.add(new ByteRange(first, last));
      }
    }
    return Collections.unmodifiableList(ranges);
  }

  /**
   * Whether every range begins behind the end of the one before; CloudFront answers others with the
   * whole object.
   */
  public static boolean ascend(List<ByteRange> ranges) {
    for (int i = 1; i < ranges.size(); i++) {
      if (ranges.get(i).first() <= ranges.get(i - 1).last()) {
        return false;
      }
    }
    return true;
  }
}
