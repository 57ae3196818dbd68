// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.rate;

import java.security.SecureRandom;

/**
 * How many requests of each kind came within the last window.
 *
 * <p>The window is cut into ten slots, and a request is forgotten with its slot, so the window that
 * counts is between nine tenths of what was asked for and all of it. The table grows with the
 * number of kinds up to a bound; beyond it the kind with the fewest requests among sixteen gives
 * way, so a flood of new addresses does not set those free that are over the limit.
 *
 * <p>Any number of threads may use it; each blocks only those whose kinds lie in the same part.
 */
public final class RateTable {
  /** The most kinds that can be counted at a time. */
  public static final int MAX_KEYS = 1 << 21;

  private static final int PARTS = 64;

  private final SipHash hash;
  private final RatePart[] parts = new RatePart[PARTS];
  private final long slotMillis;

  /** Makes an empty table for a window. */
  public RateTable(int windowSeconds) {
    this(windowSeconds, MAX_KEYS, new SecureRandom());
  }

  RateTable(int windowSeconds, int maxKeys, SecureRandom random) {
    this.slotMillis = windowSeconds * 1000L / RatePart.SLOTS;
    this.hash = new SipHash(random.nextLong(), random.nextLong());
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new RatePart(Math.max(1, maxKeys / PARTS / RatePart.WAYS));
    }
  }

  /**
   * Counts a request.
   *
   * @return how many of its kind there are in the window now, with this one
   */
  public long count(CharSequence kind, long nowMillis) {
    long key = hash.hash(kind);
    return parts[part(key)].add(key, slot(nowMillis), 1);
  }

  /** What {@link #count} would return, without counting. */
  public long peek(CharSequence kind, long nowMillis) {
    long key = hash.hash(kind);
    return parts[part(key)].add(key, slot(nowMillis), 0) + 1;
  }

  /** After how many seconds a kind is within a limit again if nothing more of it comes. */
  public long secondsOver(CharSequence kind, long limit, long nowMillis) {
    long key = hash.hash(kind);
    int slots = parts[part(key)].slotsOver(key, slot(nowMillis), limit);
    long until = (slot(nowMillis) + slots) * slotMillis;
    return slots == 0 ? 0 : Math.max(1, (until - nowMillis + 999) / 1000);
  }

  /** How many kinds are kept, some of them perhaps out of date. */
  public int size() {
    int size = 0;
    for (RatePart part : parts) {
      size += part.size();
    }
    return size;
  }

  /** The bytes of all arrays. */
  public long bytes() {
    long bytes = 0;
    for (RatePart part : parts) {
      bytes += part.bytes();
    }
    return bytes;
  }

  private int slot(long nowMillis) {
    return (int) (nowMillis / slotMillis);
  }

  private static int part(long key) {
    return (int) (key >>> 58);
  }
}
