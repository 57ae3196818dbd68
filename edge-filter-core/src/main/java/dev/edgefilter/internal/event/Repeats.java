// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import java.util.HashMap;
import java.util.Map;

/**
 * Which of some names came before, and where each comes again. A few are compared with one another;
 * many go through a table, because viewers choose how many there are.
 */
final class Repeats {
  private static final int FEW = 16;
  private static final int NONE = -1;

  private final int[] next;
  private final boolean[] repeated;

  private Repeats(int count) {
    next = new int[count];
    repeated = new boolean[count];
  }

  static Repeats of(String... names) {
    Repeats repeats = new Repeats(names.length);
    if (names.length <= FEW) {
      repeats.compare(names);
    } else {
      repeats.lookUp(names);
    }
    return repeats;
  }

  private void compare(String[] names) {
    for (int i = 0; i < next.length; i++) {
      next[i] = NONE;
      for (int j = i + 1; j < next.length && next[i] == NONE; j++) {
        if (names[i].equals(names[j])) {
          next[i] = j;
          repeated[j] = true;
        }
      }
    }
  }

  private void lookUp(String[] names) {
    Map<String, Integer> seen = new HashMap<>(next.length * 2);
    for (int i = next.length - 1; i >= 0; i--) {
      Integer later = seen.put(names[i], i);
      next[i] = later == null ? NONE : later;
      if (later != null) {
        repeated[later] = true;
      }
    }
  }

  /** Whether an earlier one has the name of this one. */
  boolean isRepeated(int index) {
    return repeated[index];
  }

  /** Where the name comes again, or a negative number. */
  int next(int index) {
    return next[index];
  }
}
