// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.store.CacheKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The remembered wildcard invalidations at one moment; immutable.
 *
 * <p>Prefixes are sorted, so that those of a path are found by a few binary searches however many
 * there are. What was invalidated up to {@code floor} is forgotten. Every stored response has been
 * checked that far, and a fill that began before is refused without asking which path was meant.
 */
final class Wildcards {
  /** More than this many prefixes are not remembered. */
  static final int MAX = 4096;

  static final Wildcards NONE = new Wildcards(List.of(), 0, 0);

  /** All that is remembered of one prefix; a stamp is 0 when there was no such invalidation. */
  private record Prefix(
      String distributionId, String text, long goneStamp, long staleStamp, long staleFromMillis) {

    static Prefix of(Mark mark, String text) {
      return mark.soft()
          ? new Prefix(mark.distributionId(), text, 0, mark.stamp(), mark.staleFromMillis())
          : new Prefix(mark.distributionId(), text, mark.stamp(), 0, Mark.UNTOUCHED);
    }

    /** With a later one of the same text. */
    Prefix and(Prefix later) {
      return later.goneStamp > 0
          ? later
          : new Prefix(distributionId, text, goneStamp, later.staleStamp, later.staleFromMillis);
    }

    long newestStamp() {
      return Math.max(goneStamp, staleStamp);
    }

    long effectSince(long since) {
      if (goneStamp > since) {
        return Mark.GONE;
      }
      return staleStamp > since ? staleFromMillis : Mark.UNTOUCHED;
    }

    /** A later removal of all that begins with {@code other} makes this one superfluous. */
    boolean isWithin(Prefix other) {
      return distributionId.equals(other.distributionId)
          && text.startsWith(other.text)
          && (other.goneStamp > 0 || goneStamp == 0);
    }

    /** Compares with the first characters of a path. */
    int compareTo(String id, String path, int end) {
      int order = distributionId.compareTo(id);
      if (order != 0) {
        return order;
      }
      int common = common(path, end);
      return common < Math.min(end, text.length())
          ? text.charAt(common) - path.charAt(common)
          : text.length() - end;
    }

    int common(String path, int end) {
      int most = Math.min(end, text.length());
      int common = 0;
      while (common < most && text.charAt(common) == path.charAt(common)) {
        common++;
      }
      return common;
    }
  }

  private final List<Prefix> prefixes;
  private final long newestStamp;
  private final long floor;

  private Wildcards(List<Prefix> prefixes, long newestStamp, long floor) {
    this.prefixes = prefixes;
    this.newestStamp = newestStamp;
    this.floor = floor;
  }

  /** The stamp of the newest one; what has been checked up to it need not be checked again. */
  long newestStamp() {
    return newestStamp;
  }

  /** Whether one more, in both of its forms, is too many. */
  boolean full() {
    return prefixes.size() > MAX - 2;
  }

  /** What later invalidations do to something that dates from {@code since}. */
  long effect(CacheKey key, long since) {
    if (since >= newestStamp) {
      return Mark.UNTOUCHED;
    }
    if (since < floor) {
      return Mark.GONE;
    }
    String text = key.pathAndQuery();
    long effect = effect(key.distributionId(), text, since);
    String normalized = PathText.normalize(text);
    return normalized.equals(text)
        ? effect
        : Math.min(effect, effect(key.distributionId(), normalized, since));
  }

  /** Goes through all remembered beginnings of a path, the longest first. */
  private long effect(String id, String path, long since) {
    long effect = Mark.UNTOUCHED;
    int end = path.length();
    while (end >= 0 && effect != Mark.GONE) {
      int at = floor(id, path, end);
      if (at < 0 || !prefixes.get(at).distributionId().equals(id)) {
        return effect;
      }
      Prefix found = prefixes.get(at);
      int common = found.common(path, end);
      if (common == found.text().length()) {
        effect = Math.min(effect, found.effectSince(since));
        end = common - 1;
      } else {
        end = common; // a longer beginning of the path would sort between the two
      }
    }
    return effect;
  }

  /** The place of the last one that does not sort after the first characters of a path, or -1. */
  private int floor(String id, String path, int end) {
    int low = 0;
    int high = prefixes.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (prefixes.get(middle).compareTo(id, path, end) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /** With a later one, and without those it makes superfluous. */
  Wildcards with(Mark mark) {
    String normalized = PathText.normalize(mark.text());
    Wildcards with = with(Prefix.of(mark, mark.text()));
    return normalized.equals(mark.text()) ? with : with.with(Prefix.of(mark, normalized));
  }

  private Wildcards with(Prefix added) {
    String text = added.text();
    int at = floor(added.distributionId(), text, text.length());
    boolean known =
        at >= 0 && prefixes.get(at).compareTo(added.distributionId(), text, text.length()) == 0;
    List<Prefix> more = new ArrayList<>(prefixes.size() + 1);
    more.addAll(prefixes.subList(0, known ? at : at + 1));
    more.add(known ? prefixes.get(at).and(added) : added);
    for (int i = at + 1; i < prefixes.size(); i++) {
      if (!prefixes.get(i).isWithin(added)) {
        more.add(prefixes.get(i));
      }
    }
    return new Wildcards(List.copyOf(more), Math.max(newestStamp, added.newestStamp()), floor);
  }

  /** Without the older half, as far as every stored response has been checked. */
  Wildcards forgetHalf(long sweptStamp) {
    long[] stamps = new long[prefixes.size()];
    for (int i = 0; i < stamps.length; i++) {
      stamps[i] = prefixes.get(i).newestStamp();
    }
    Arrays.sort(stamps);
    long last = stamps.length == 0 ? 0 : Math.min(sweptStamp, stamps[stamps.length / 2]);
    List<Prefix> kept = new ArrayList<>();
    long newFloor = floor;
    for (Prefix prefix : prefixes) {
      if (prefix.newestStamp() > last) {
        kept.add(prefix);
      } else {
        newFloor = Math.max(newFloor, prefix.newestStamp());
      }
    }
    return new Wildcards(List.copyOf(kept), newestStamp, newFloor);
  }
}
