// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.store.CacheKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last invalidations by exact path, for fills that began before them; guarded by the index.
 *
 * <p>How many fills are under way is not known, so the number is fixed: a fill that began before
 * the oldest remembered one is refused, whatever its path.
 */
final class ExactPaths {
  private static final int MAX = 4096;

  private record Path(String distributionId, String text) {}

  /** In the order of their stamps. */
  private final Map<Path, Long> stamps = new LinkedHashMap<>();

  private long newestStamp;
  private long floor;

  void add(String distributionId, String text, long stamp) {
    Path path = new Path(distributionId, text);
    stamps.remove(path);
    stamps.put(path, stamp);
    newestStamp = stamp;
    if (stamps.size() > MAX) {
      Iterator<Long> oldest = stamps.values().iterator();
      floor = oldest.next();
      oldest.remove();
    }
  }

  /** Whether a fill that dates from {@code since} is covered by a later invalidation. */
  boolean cover(CacheKey key, long since) {
    if (since >= newestStamp) {
      return false;
    }
    if (since < floor) {
      return true;
    }
    Long stamp = stamps.get(new Path(key.distributionId(), PathText.of(key)));
    return stamp != null && stamp > since;
  }
}
