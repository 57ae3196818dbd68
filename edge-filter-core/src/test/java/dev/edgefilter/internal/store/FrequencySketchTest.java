// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrequencySketchTest {
  private final FrequencySketch sketch = new FrequencySketch();

  private void count(int hash, int times) {
    for (int i = 0; i < times; i++) {
      sketch.count(hash);
    }
  }

  @Test
  void usesOfOneKeyAreCountedToFifteen() {
    assertEquals(0, sketch.frequency(42));
    for (int i = 1; i <= 20; i++) {
      sketch.count(42);
      assertEquals(Math.min(i, 15), sketch.frequency(42));
    }
  }

  @Test
  void growingKeepsWhatWasCounted() {
    for (int hash = 0; hash < 40; hash++) {
      count(hash * 7919, 1 + hash % 10);
    }
    sketch.growTo(100_000);
    for (int hash = 0; hash < 40; hash++) {
      assertTrue(sketch.frequency(hash * 7919) > hash % 10, "hash " + hash);
    }
  }

  @Test
  void whatIsNotUsedAnyMoreFades() {
    count(42, 15);
    sketch.age();
    assertEquals(15, sketch.frequency(42), "too little was counted so far");
    Random random = new Random(1);
    int rounds = 0;
    while (sketch.frequency(42) > 3) {
      for (int i = 0; i < 1_000; i++) {
        sketch.count(random.nextInt());
      }
      sketch.age();
      assertTrue(rounds++ < 100, "it never fades");
    }
  }

  @Test
  void manyKeysUsedOnceLookRarelyUsed() {
    sketch.growTo(20_000);
    Random random = new Random(2);
    int[] hashes = random.ints(10_000).toArray();
    for (int hash : hashes) {
      sketch.count(hash);
    }
    long sum = 0;
    for (int hash : hashes) {
      sum += sketch.frequency(hash);
    }
    assertTrue(sum < 1.3 * hashes.length, "on average " + sum / (double) hashes.length);
  }
}
