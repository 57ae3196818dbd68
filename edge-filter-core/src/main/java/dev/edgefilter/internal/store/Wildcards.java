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

  /** Everything under a prefix, stored or asked for before a stamp. */
  private record Wildcard(long stamp, String distributionId, String prefix, String normalized) {

    boolean covers(CacheKey key) {
      return distributionId.equals(key.distributionId())
          && (PathText.startsWith(key, prefix)
              || PathText.startsWith(key, normalized)
              || (PathText.hasEscapes(key) && PathText.of(key).startsWith(normalized)));
    }

    boolean isWithin(Wildcard other) {
      return distributionId.equals(other.distributionId)
          && prefix.startsWith(other.prefix)
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

  /** Whether something that dates from {@code since} is covered by a later invalidation. */
  boolean cover(CacheKey key, long since) {
    if (since < floor) {
      return true;
    }
    for (int i = wildcards.size() - 1; i >= 0; i--) {
      Wildcard wildcard = wildcards.get(i);
      if (wildcard.stamp() <= since) {
        return false;
      }
      if (wildcard.covers(key)) {
        return true;
      }
    }
    return false;
  }

  /** With one more, and without those it makes superfluous. */
  Wildcards with(long stamp, String distributionId, String prefix) {
    Wildcard added = new Wildcard(stamp, distributionId, prefix, PathText.normalize(prefix));
    List<Wildcard> more = new ArrayList<>(wildcards.size() + 1);
    for (Wildcard wildcard : wildcards) {
      if (!wildcard.isWithin(added)) {
        more.add(wildcard);
      }
    }
    more.add(added);
    return new Wildcards(List.copyOf(more), stamp, floor);
  }

  /** Without the older half, as far as every stored response has been checked. */
  Wildcards forgetHalf(long sweptStamp) {
    int forgotten = 0;
    while (forgotten < wildcards.size() / 2 && wildcards.get(forgotten).stamp() <= sweptStamp) {
      forgotten++;
    }
    if (forgotten == 0) {
      return this;
    }
    long newFloor = wildcards.get(forgotten - 1).stamp();
    return new Wildcards(
        List.copyOf(wildcards.subList(forgotten, wildcards.size())), newestStamp, newFloor);
  }
}
