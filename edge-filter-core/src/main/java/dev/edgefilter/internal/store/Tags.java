// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The remembered invalidations by tag at one moment; immutable.
 *
 * <p>As with {@link Wildcards}, what was invalidated up to {@code floor} is forgotten: every stored
 * response has been checked that far, and a fill with tags that began before is refused.
 */
final class Tags {
  /** More than this many are not remembered. */
  static final int MAX = 4096;

  static final Tags NONE = new Tags(Map.of(), 0, 0);

  private record Tag(String distributionId, String text, boolean soft) {

    static Tag of(Mark mark) {
      return new Tag(mark.distributionId(), mark.text(), mark.soft());
    }
  }

  /** In the order of their stamps; not changed any more. */
  private final Map<Tag, Mark> marks;

  private final long newestStamp;
  private final long floor;

  private Tags(Map<Tag, Mark> marks, long newestStamp, long floor) {
    this.marks = marks;
    this.newestStamp = newestStamp;
    this.floor = floor;
  }

  /** The stamp of the newest one. */
  long newestStamp() {
    return newestStamp;
  }

  /** Whether that many more can be remembered. */
  boolean hasRoomFor(int more) {
    return marks.size() + more <= MAX;
  }

  /** What later invalidations do to a response with tags that dates from {@code since}. */
  long effect(String distributionId, List<String> tags, long since) {
    if (tags.isEmpty() || since >= newestStamp) {
      return Mark.UNTOUCHED;
    }
    if (since < floor) {
      return Mark.GONE;
    }
    long effect = Mark.UNTOUCHED;
    for (int i = 0; i < tags.size() && effect != Mark.GONE; i++) {
      Mark removal = marks.get(new Tag(distributionId, tags.get(i), false));
      Mark softly = marks.get(new Tag(distributionId, tags.get(i), true));
      effect = Math.min(effect, removal == null ? Mark.UNTOUCHED : removal.effectSince(since));
      effect = Math.min(effect, softly == null ? Mark.UNTOUCHED : softly.effectSince(since));
    }
    return effect;
  }

  /** With more, all of which are newer than those before. */
  Tags with(Collection<Mark> added) {
    Map<Tag, Mark> more = new LinkedHashMap<>(marks);
    long newest = newestStamp;
    for (Mark mark : added) {
      more.remove(Tag.of(mark));
      more.put(Tag.of(mark), mark);
      newest = Math.max(newest, mark.stamp());
    }
    return new Tags(more, newest, floor);
  }

  /** Without the older ones that make room, as far as every stored response has been checked. */
  Tags forget(int room, long sweptStamp) {
    Map<Tag, Mark> kept = new LinkedHashMap<>(marks);
    int least = Math.min(MAX / 2, MAX - room);
    long newFloor = floor;
    Iterator<Map.Entry<Tag, Mark>> oldest = kept.entrySet().iterator();
    while (kept.size() > least && oldest.hasNext()) {
      Mark mark = oldest.next().getValue();
      if (mark.stamp() > sweptStamp) {
        break;
      }
      newFloor = Math.max(newFloor, mark.stamp());
      oldest.remove();
    }
    return new Tags(kept, newestStamp, newFloor);
  }
}
