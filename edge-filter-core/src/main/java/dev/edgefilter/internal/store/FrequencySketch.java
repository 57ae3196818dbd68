// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import java.util.Arrays;

/**
 * Estimates how often keys were asked for lately, stored or not: a count-min sketch of four-bit
 * counters that are halved from time to time (TinyLFU: Einziger, Friedman, Manes).
 *
 * <p>Any thread counts, without a lock: two that count at once may lose a count of each other,
 * which a sketch does not mind. A counter that is full is not written, so that the hottest keys do
 * not fight for a cache line. Ageing and growing are guarded by the index.
 */
final class FrequencySketch {
  /** The most that is counted of one key. */
  static final int MOST = 15;

  /** 8 MiB of counters, enough for half a million responses. */
  private static final int MAX_WORDS = 1 << 20;

  private static final int LEAST_WORDS = 1 << 8;
  private static final int BLOCK_WORDS = 8;
  private static final int ROWS = 4;
  private static final long ONES = 0x1111_1111_1111_1111L;
  private static final long HALVES = 0x7777_7777_7777_7777L;

  /** So many counts for each word, and all are halved. */
  private static final int COUNTS_PER_WORD = 5;

  /** Sixteen counters in each word; a key has all of its four in one block, a cache line. */
  private long[] words = new long[LEAST_WORDS];

  private int counts;

  /** Counts one use of the key with a hash. */
  void count(int hash) {
    long[] table = words;
    long mixed = mix(hash);
    boolean counted = false;
    for (int row = 0; row < ROWS; row++) {
      int word = word(table, mixed, row);
      int shift = shift(mixed, row);
      long before = table[word];
      if ((before >>> shift & MOST) < MOST) {
        table[word] = before + (1L << shift);
        counted = true;
      }
    }
    if (counted) {
      counts++;
    }
  }

  /** How often a key was used, roughly and lately, from 0 to 15. */
  int frequency(int hash) {
    long[] table = words;
    long mixed = mix(hash);
    int least = MOST;
    for (int row = 0; row < ROWS; row++) {
      least = Math.min(least, (int) (table[word(table, mixed, row)] >>> shift(mixed, row)) & MOST);
    }
    return least;
  }

  /** Halves all counters when enough was counted, so that what is not asked for any more fades. */
  void age() {
    long[] table = words;
    if (counts < table.length * COUNTS_PER_WORD) {
      return;
    }
    long odd = 0;
    for (int i = 0; i < table.length; i++) {
      odd += Long.bitCount(table[i] & ONES);
      table[i] = table[i] >>> 1 & HALVES;
    }
    counts = (int) ((counts - odd / ROWS) / 2);
  }

  /** Makes it at least as long, if it may be; doubling keeps what was counted. */
  void growTo(int length) {
    while (words.length < length && words.length < MAX_WORDS) {
      // A key finds its block by the low bits of its hash, so both halves begin with the same.
      long[] doubled = Arrays.copyOf(words, words.length * 2);
      System.arraycopy(words, 0, doubled, words.length, words.length);
      words = doubled;
    }
  }

  private static int word(long[] table, long mixed, int row) {
    int block = (int) mixed & table.length / BLOCK_WORDS - 1;
    // Each row has two words of the block.
    return block * BLOCK_WORDS + row * 2 + (int) ((mixed >>> (32 + row)) & 1);
  }

  private static int shift(long mixed, int row) {
    return ((int) (mixed >>> (40 + row * 4)) & 15) << 2;
  }

  private static long mix(int hash) {
    long mixed = hash * 0x9E37_79B9_7F4A_7C15L;
    return (mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L ^ mixed >>> 32;
  }
}
