// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.filestore.FileHead;
import dev.edgefilter.internal.filestore.JournalRecord;
import dev.edgefilter.internal.store.Mark.Kind;
import java.util.ArrayList;
import java.util.List;

/** What earlier processes invalidated and perhaps could not delete any more; does not change. */
final class EarlierInvalidations {
  /** The kinds of records; numbers on disk, never to be used for another meaning. */
  private static final int EXACT = 1;

  private static final int PREFIX = 2;
  private static final int TAG = 3;

  private final ExactPaths exactPaths = new ExactPaths();
  private final Wildcards wildcards;
  private final Tags tags;

  /** Takes records in the order of their stamps. */
  EarlierInvalidations(List<JournalRecord> records) {
    Wildcards prefixes = Wildcards.NONE;
    List<Mark> tagged = new ArrayList<>();
    for (JournalRecord record : records) {
      Mark mark = mark(record);
      switch (mark.kind()) {
        case EXACT -> exactPaths.add(mark);
        case PREFIX -> prefixes = prefixes.with(mark);
        case TAG -> tagged.add(mark);
      }
    }
    this.wildcards = prefixes;
    this.tags = Tags.NONE.with(tagged);
  }

  /** Adds one of an exact path, which is known only now. */
  synchronized void add(Mark exactPath) {
    exactPaths.add(exactPath);
  }

  /** What they do to a response that is found; {@link Mark#GONE}, or from when on it is stale. */
  synchronized long effect(FileHead head) {
    List<String> keyTags = head.head().tags();
    long effect = Math.min(head.staleFromMillis(), wildcards.effect(head.key(), head.stamp()));
    effect = Math.min(effect, exactPaths.effect(head.key(), head.stamp()));
    return Math.min(effect, tags.effect(head.key().distributionId(), keyTags, head.stamp()));
  }

  static JournalRecord record(Mark mark) {
    int kind =
        switch (mark.kind()) {
          case EXACT -> EXACT;
          case PREFIX -> PREFIX;
          case TAG -> TAG;
        };
    return new JournalRecord(
        mark.stamp(), mark.distributionId(), kind, mark.text(), mark.staleFromMillis());
  }

  private static Mark mark(JournalRecord record) {
    Kind kind =
        switch (record.kind()) {
          case EXACT -> Kind.EXACT;
          case PREFIX -> Kind.PREFIX;
          case TAG -> Kind.TAG;
          // Of a later version: everything of the distribution, which is more than it can mean.
          default -> null;
        };
    return kind == null
        ? new Mark(record.stamp(), record.distributionId(), Kind.PREFIX, "", Mark.GONE)
        : new Mark(record.stamp(), record.distributionId(), kind, record.text(), record.effect());
  }
}
