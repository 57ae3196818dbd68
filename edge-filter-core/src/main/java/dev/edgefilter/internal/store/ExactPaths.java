// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.store.CacheKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last invalidations by exact path, for fills that began before them; guarded by the index.
 *
 * <p>How many fills are under way is not known, so the number is fixed: a fill that began before
 * the oldest remembered one is refused, whatever its path.
 */
final class ExactPaths {
  private static final int MAX = 4096;

  private record Path(String distributionId, String text, boolean soft) {}

  /** In the order of their stamps. */
  private final Map<Path, Mark> marks = new LinkedHashMap<>();

  private long newestStamp;
  private long floor;

  /** Remembers a mark; its text is a normalized path. */
  void add(Mark mark) {
    Path path = new Path(mark.distributionId(), mark.text(), mark.soft());
    Mark known = marks.get(path);
    if (known != null && known.stamp() >= mark.stamp()) {
      return;
    }
    marks.remove(path);
    marks.put(path, mark);
    newestStamp = Math.max(newestStamp, mark.stamp());
    if (marks.size() > MAX) {
      Iterator<Mark> oldest = marks.values().iterator();
      floor = oldest.next().stamp();
      oldest.remove();
    }
  }

  /** What later invalidations do to a fill that dates from {@code since}. */
  long effect(CacheKey key, long since) {
    if (since >= newestStamp) {
      return Mark.UNTOUCHED;
    }
    if (since < floor) {
      return Mark.GONE;
    }
    String text = PathText.of(key);
    return Math.min(
        effect(marks.get(new Path(key.distributionId(), text, false)), since),
        effect(marks.get(new Path(key.distributionId(), text, true)), since));
  }

  private static long effect(@Nullable Mark mark, long since) {
    return mark == null ? Mark.UNTOUCHED : mark.effectSince(since);
  }
}
