// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what texts come to, in a table of fixed size; of two texts with one place the later is
 * kept. Any number of threads may use it without a lock.
 */
public final class RememberedTexts<V> {
  private final AtomicReferenceArray<@Nullable Entry<V>> slots;
  private final Function<String, V> worker;

  private record Entry<V>(String text, V value) {}

  /**
   * Makes an empty memory.
   *
   * @param bits how many texts it holds, as a power of two
   * @param worker works out what a text comes to
   */
  public RememberedTexts(int bits, Function<String, V> worker) {
    this.slots = new AtomicReferenceArray<>(1 << bits);
    this.worker = worker;
  }

  /** What a text comes to. */
  public V of(String text) {
    int slot = (text.hashCode() * 0x9e3779b9) >>> 8 & slots.length() - 1;
    Entry<V> known = slots.get(slot);
    if (known == null || !known.text().equals(text)) {
      known = new Entry<>(text, worker.apply(text));
      slots.set(slot, known);
    }
    return known.value();
  }
}
