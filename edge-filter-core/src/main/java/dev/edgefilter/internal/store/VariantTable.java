// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.store.CacheKey;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The variants by key and by path. Read without a lock by key; all else is guarded by the index.
 */
final class VariantTable {
  static final Variant[] NONE = new Variant[0];

  private final ConcurrentHashMap<CacheKey, Variant[]> rows = new ConcurrentHashMap<>();
  private final PathTable paths = new PathTable();

  /** The variants of a key, newest first, or null. */
  Variant @Nullable [] get(CacheKey key) {
    return rows.get(key);
  }

  /** All variants, those of one key together; what changes meanwhile may be there or not. */
  Collection<Variant[]> rows() {
    return rows.values();
  }

  List<Variant> onPath(String distributionId, String text) {
    return paths.find(distributionId, text);
  }

  void link(Variant added) {
    Variant[] row = rows.getOrDefault(added.key(), NONE);
    Variant[] longer = new Variant[row.length + 1];
    longer[0] = added;
    System.arraycopy(row, 0, longer, 1, row.length);
    rows.put(added.key(), longer);
    paths.add(added);
  }

  void unlink(Variant variant) {
    Variant[] row = rows.getOrDefault(variant.key(), NONE);
    if (row.length == 1) {
      rows.remove(variant.key());
    } else {
      rows.put(variant.key(), without(row, variant));
    }
    paths.remove(variant);
  }

  private static Variant[] without(Variant[] row, Variant variant) {
    Variant[] shorter = new Variant[row.length - 1];
    int at = 0;
    for (Variant kept : row) {
      if (kept != variant) {
        shorter[at++] = kept;
      }
    }
    return shorter;
  }
}
