// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.store.CacheKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The remembered wildcard invalidations at one moment, oldest first; immutable.
 *
 * <p>What was invalidated up to {@code floor} is forgotten. Every stored response has been checked
 * that far, and a fill that began before is refused without asking which path was meant.
 */
final class Wildcards {
  /** More than this many are not remembered, which bounds the work of one check. */
  static final int MAX = 64;

  static final Wildcards NONE = new Wildcards(List.of(), 0, 0);

  /** A mark whose text is the beginning of paths, and that beginning in its comparable form. */
  private record Wildcard(Mark mark, String normalized) {

    boolean covers(CacheKey key) {
      return mark.distributionId().equals(key.distributionId())
          && (PathText.startsWith(key, mark.text())
              || PathText.startsWith(key, normalized)
              || (PathText.hasEscapes(key) && PathText.of(key).startsWith(normalized)));
    }

    /** A removal cannot be replaced by a mark. */
    boolean isWithin(Wildcard other) {
      return mark.distributionId().equals(other.mark.distributionId())
          && (mark.soft() || !other.mark.soft())
          && mark.text().startsWith(other.mark.text())
          && normalized.startsWith(other.normalized);
    }
  }

  private final List<Wildcard> wildcards;
  private final long newestStamp;
  private final long floor;

  private Wildcards(List<Wildcard> wildcards, long newestStamp, long floor) {
    this.wildcards = wildcards;
    this.newestStamp = newestStamp;
    this.floor = floor;
  }

  /** The stamp of the newest one; what has been checked up to it need not be checked again. */
  long newestStamp() {
    return newestStamp;
  }

  boolean full() {
    return wildcards.size() >= MAX;
  }

  /** What later invalidations do to something that dates from {@code since}. */
  long effect(CacheKey key, long since) {
    if (since < floor) {
      return Mark.GONE;
    }
    long effect = Mark.UNTOUCHED;
    for (int i = wildcards.size() - 1; i >= 0 && effect != Mark.GONE; i--) {
      Wildcard wildcard = wildcards.get(i);
      if (wildcard.mark().stamp() <= since) {
        return effect;
      }
      if (wildcard.covers(key)) {
        effect = Math.min(effect, wildcard.mark().staleFromMillis());
      }
    }
    return effect;
  }

  /** With one more, and without those it makes superfluous. */
  Wildcards with(Mark mark) {
    Wildcard added = new Wildcard(mark, PathText.normalize(mark.text()));
    List<Wildcard> more = new ArrayList<>(wildcards.size() + 1);
    for (Wildcard wildcard : wildcards) {
      if (!wildcard.isWithin(added)) {
        more.add(wildcard);
      }
    }
    more.add(added);
    return new Wildcards(List.copyOf(more), Math.max(newestStamp, mark.stamp()), floor);
  }

  /** Without the older half, as far as every stored response has been checked. */
  Wildcards forgetHalf(long sweptStamp) {
    int forgotten = 0;
    while (forgotten < wildcards.size() / 2
        && wildcards.get(forgotten).mark().stamp() <= sweptStamp) {
      forgotten++;
    }
    if (forgotten == 0) {
      return this;
    }
    long newFloor = wildcards.get(forgotten - 1).mark().stamp();
    return new Wildcards(
        List.copyOf(wildcards.subList(forgotten, wildcards.size())), newestStamp, newFloor);
  }
}
