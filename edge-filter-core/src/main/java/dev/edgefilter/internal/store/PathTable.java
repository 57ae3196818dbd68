// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds all variants of an exact path, whatever else is in their keys. Guarded by the index.
 *
 * <p>A hash table whose chains run through the variants, because it must cost next to nothing.
 */
final class PathTable {
  private @Nullable Variant[] chains = new @Nullable Variant[64];
  private int size;

  void add(Variant variant) {
    if (size >= chains.length && chains.length < 1 << 28) {
      grow();
    }
    link(chains, variant);
    size++;
  }

  void remove(Variant variant) {
    Variant previous = variant.previousOnPath;
    Variant next = variant.nextOnPath;
    if (previous == null) {
      chains[slot(chains, variant.pathHash())] = next;
    } else {
      previous.nextOnPath = next;
    }
    if (next != null) {
      next.previousOnPath = previous;
    }
    variant.previousOnPath = null;
    variant.nextOnPath = null;
    size--;
  }

  List<Variant> find(String distributionId, String text) {
    int hash = PathText.hash(distributionId, text);
    List<Variant> found = new ArrayList<>();
    Variant variant = chains[slot(chains, hash)];
    while (variant != null) {
      if (variant.pathHash() == hash
          && variant.key().distributionId().equals(distributionId)
          && PathText.of(variant.key()).equals(text)) {
        found.add(variant);
      }
      variant = variant.nextOnPath;
    }
    return found;
  }

  private void grow() {
    @Nullable Variant[] more = new @Nullable Variant[chains.length * 2];
    for (Variant chain : chains) {
      Variant variant = chain;
      while (variant != null) {
        Variant next = variant.nextOnPath;
        link(more, variant);
        variant = next;
      }
    }
    chains = more;
  }

  private static void link(@Nullable Variant[] chains, Variant variant) {
    int slot = slot(chains, variant.pathHash());
    Variant next = chains[slot];
    variant.previousOnPath = null;
    variant.nextOnPath = next;
    if (next != null) {
      next.previousOnPath = variant;
    }
    chains[slot] = variant;
  }

  private static int slot(@Nullable Variant[] chains, int hash) {
    return (hash ^ hash >>> 16) & chains.length - 1;
  }
}
