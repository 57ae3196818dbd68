// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.rate;

import java.util.Arrays;

/**
 * One part of a rate table: sets of sixteen ways, in each way a key and its ten slots.
 *
 * <p>The slot of a time is its number modulo ten. A way keeps the number of the last slot it wrote;
 * the slots between that and now are wiped before the next one is written.
 */
final class RatePart {
  static final int SLOTS = 10;
  static final int WAYS = 16;

  private final int maxSets;
  private int sets = 1;
  private int used;
  private long[] keys = new long[WAYS];
  private int[] lastSlots = new int[WAYS];
  private int[] counts = new int[WAYS * SLOTS];

  RatePart(int maxSets) {
    this.maxSets = Integer.highestOneBit(maxSets);
  }

  synchronized int size() {
    return used;
  }

  synchronized long bytes() {
    return keys.length * 8L + lastSlots.length * 4L + counts.length * 4L;
  }

  /** The number of requests in the window after adding some. */
  synchronized long add(long hash, int slot, int added) {
    long key = hash == 0 ? 1 : hash; // 0 marks an empty way
    int way = find(key);
    if (way < 0) {
      if (added == 0) {
        return 0;
      }
      way = take(key, slot);
    }
    advance(way, slot);
    int at = way * SLOTS + Math.floorMod(slot, SLOTS);
    counts[at] = (int) Math.min(Integer.MAX_VALUE, (long) counts[at] + added);
    return sum(way);
  }

  /** In how many slots from now a key is within the limit again; 0 when it is already. */
  synchronized int slotsOver(long hash, int slot, long limit) {
    int way = find(hash == 0 ? 1 : hash);
    if (way < 0) {
      return 0;
    }
    advance(way, slot);
    long sum = sum(way);
    int passed = 0;
    while (sum > limit && passed < SLOTS) {
      passed++;
      sum -= counts[way * SLOTS + Math.floorMod(slot + passed, SLOTS)];
    }
    return passed;
  }

  private int find(long key) {
    int start = setOf(key, sets) * WAYS;
    for (int way = start; way < start + WAYS; way++) {
      if (keys[way] == key) {
        return way;
      }
    }
    return -1;
  }

  private static int setOf(long key, int sets) {
    return (int) (key & (sets - 1));
  }

  private int take(long key, int slot) {
    int way = freeWay(key, slot);
    if (keys[way] != 0 && sets < maxSets && !isOld(way, slot)) {
      grow(slot);
      way = freeWay(key, slot);
    }
    used += keys[way] == 0 ? 1 : 0;
    keys[way] = key;
    lastSlots[way] = slot;
    Arrays.fill(counts, way * SLOTS, (way + 1) * SLOTS, 0);
    return way;
  }

  /** An empty way, else one out of date, else the one with the fewest requests. */
  private int freeWay(long key, int slot) {
    int start = setOf(key, sets) * WAYS;
    int best = start;
    long fewest = Long.MAX_VALUE;
    for (int way = start; way < start + WAYS; way++) {
      if (keys[way] == 0) {
        return way;
      }
      long sum = isOld(way, slot) ? -1 : sum(way);
      if (sum < fewest) {
        fewest = sum;
        best = way;
      }
    }
    return best;
  }

  private boolean isOld(int way, int slot) {
    return slot - lastSlots[way] >= SLOTS;
  }

  private void grow(int slot) {
    long[] oldKeys = keys;
    int[] oldLast = lastSlots;
    int[] oldCounts = counts;
    sets *= 2;
    keys = new long[sets * WAYS];
    lastSlots = new int[sets * WAYS];
    counts = new int[sets * WAYS * SLOTS];
    used = 0;
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldKeys[old] != 0 && slot - oldLast[old] < SLOTS) {
        // Each set's keys come from one old set of as many ways, so there is always room.
        int way = freeWay(oldKeys[old], slot);
        keys[way] = oldKeys[old];
        lastSlots[way] = oldLast[old];
        System.arraycopy(oldCounts, old * SLOTS, counts, way * SLOTS, SLOTS);
        used++;
      }
    }
  }

  /** Wipes the slots that have passed since the way was last looked at. */
  private void advance(int way, int slot) {
    int passed = slot - lastSlots[way];
    if (passed <= 0) {
      return; // clocks of two requests may cross
    }
    int wiped = Math.min(passed, SLOTS);
    for (int i = 1; i <= wiped; i++) {
      counts[way * SLOTS + Math.floorMod(lastSlots[way] + i, SLOTS)] = 0;
    }
    lastSlots[way] = slot;
  }

  private long sum(int way) {
    long sum = 0;
    for (int i = way * SLOTS; i < (way + 1) * SLOTS; i++) {
      sum += counts[i];
    }
    return sum;
  }
}
