// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import org.jspecify.annotations.Nullable;

/** Variants in an order, linked through themselves, and what they take. Guarded by the index. */
final class VariantQueue {
  private final Load load = new Load();
  private @Nullable Variant first;
  private @Nullable Variant last;

  Load load() {
    return load;
  }

  @Nullable Variant first() {
    return first;
  }

  void addLast(Variant variant) {
    variant.queue = this;
    variant.previousInQueue = last;
    variant.nextInQueue = null;
    if (last == null) {
      first = variant;
    } else {
      last.nextInQueue = variant;
    }
    last = variant;
    load.add(variant);
  }

  void remove(Variant variant) {
    Variant previous = variant.previousInQueue;
    Variant next = variant.nextInQueue;
    if (previous == null) {
      first = next;
    } else {
      previous.nextInQueue = next;
    }
    if (next == null) {
      last = previous;
    } else {
      next.previousInQueue = previous;
    }
    variant.queue = null;
    variant.previousInQueue = null;
    variant.nextInQueue = null;
    load.remove(variant);
  }

  void moveToLast(Variant variant) {
    remove(variant);
    addLast(variant);
  }
}
