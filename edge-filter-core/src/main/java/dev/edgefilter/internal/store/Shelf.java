// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.store.CacheKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is stored, by key, by path and by rank, and what is about to be. Read by key without a lock;
 * all else is guarded by the index. Bodies are dropped by the index, outside of its lock.
 */
final class Shelf {
  private static final int MAX_VARIANTS_PER_KEY = 50;

  private final VariantTable variants = new VariantTable();
  private final EvictionPolicy policy;
  private final Counters counters;
  private volatile Consumer<Variant> whenEvicted = variant -> {};

  /** Complete, but not findable yet. */
  private final Set<Variant> announced = new HashSet<>();

  Shelf(EvictionPolicy policy, Counters counters) {
    this.policy = policy;
    this.counters = counters;
  }

  /** Sets who is told, under the lock, of what leaves with nothing in its place. */
  void whenEvicted(Consumer<Variant> told) {
    whenEvicted = told;
  }

  /** The variants of a key, newest first, or null. */
  Variant @Nullable [] get(CacheKey key) {
    return variants.get(key);
  }

  /** All variants, those of one key together; what changes meanwhile may be there or not. */
  Collection<Variant[]> rows() {
    return variants.rows();
  }

  Load total() {
    return policy.total();
  }

  boolean accepts(Variant variant) {
    return policy.accepts(variant);
  }

  boolean holds(Variant variant) {
    return policy.contains(variant);
  }

  void announce(Variant variant) {
    announced.add(variant);
  }

  void withdraw(Variant variant) {
    announced.remove(variant);
  }

  /** What is stored under an exact path. */
  List<Variant> onPath(String distributionId, String text) {
    return variants.onPath(distributionId, text);
  }

  /** Adds what is about to be stored under an exact path. */
  void addAnnounced(String distributionId, String text, List<Variant> found) {
    for (Variant variant : announced) {
      if (variant.key().distributionId().equals(distributionId)
          && PathText.of(variant.key()).equals(text)) {
        found.add(variant);
      }
    }
  }

  /**
   * Whether the answer that it would replace came after it. By the clock alone nothing new would be
   * taken once it is turned back; and what is encoded once more is begun late, but is as old as
   * before.
   */
  boolean holdsNewer(Variant added) {
    Variant[] row = variants.get(added.key());
    if (row != null) {
      for (Variant variant : row) {
        if (replaces(added, variant)
            && variant.content().id() > added.content().id()
            && variant.head().arrivalMillis() >= added.head().arrivalMillis()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Puts a new one up, in the place of what it replaces, and makes room for it. */
  void add(Variant added, List<Variant> gone) {
    link(added, displace(added, gone));
    makeRoom(gone);
  }

  /** Puts a new head up in the place of an old one. */
  void replace(Variant old, Variant added, List<Variant> gone) {
    boolean inMain = !policy.isNewcomer(old);
    unlink(old);
    added.takeOver(old);
    displace(added, gone);
    link(added, inMain);
    added.content().ownedBy(added);
    makeRoom(gone);
  }

  /** Puts up what an earlier process stored; false when something newer is there, or no room. */
  boolean addRecovered(Variant found, List<Variant> gone) {
    if (hasNewer(found)) {
      return false;
    }
    if (!policy.hasRoomFor(found)) {
      whenEvicted.accept(found);
      return false;
    }
    displace(found, gone);
    variants.link(found);
    policy.addRecovered(found);
    return true;
  }

  /** Takes one down with nothing in its place. */
  void leave(Variant variant) {
    unlink(variant);
    whenEvicted.accept(variant);
  }

  void unlink(Variant variant) {
    variants.unlink(variant);
    policy.remove(variant);
  }

  /** Takes down one response whose file nobody reads; null when none was found. */
  @Nullable Variant evictFile() {
    Variant victim = policy.leavingForDisk();
    if (victim != null) {
      evict(victim);
    }
    return victim;
  }

  private void makeRoom(List<Variant> gone) {
    for (Variant leaving = policy.leaving(); leaving != null; leaving = policy.leaving()) {
      evict(leaving);
      gone.add(leaving);
    }
  }

  private void evict(Variant leaving) {
    (policy.isNewcomer(leaving) ? counters.notAdmitted : counters.evicted).increment();
    leave(leaving);
  }

  /** Makes it findable, as a newcomer or in the main part. */
  private void link(Variant added, boolean inMain) {
    variants.link(added);
    if (inMain) {
      policy.addToMain(added);
    } else {
      policy.add(added);
    }
  }

  /**
   * Unlinks what the added one replaces, or the oldest when there are too many variants.
   *
   * @return whether what it replaces was in the main part
   */
  private boolean displace(Variant added, List<Variant> gone) {
    Variant[] row = variants.get(added.key());
    if (row == null) {
      return false;
    }
    boolean inMain = false;
    int left = row.length;
    for (int i = row.length - 1; i >= 0; i--) {
      boolean replaced = replaces(added, row[i]);
      if (replaced || (left >= MAX_VARIANTS_PER_KEY && i == row.length - 1)) {
        inMain |= replaced && !policy.isNewcomer(row[i]);
        unlink(row[i]);
        gone.add(row[i]);
        left--;
      }
    }
    return inMain;
  }

  private boolean hasNewer(Variant found) {
    Variant[] row = variants.get(found.key());
    if (row != null) {
      for (Variant variant : row) {
        if (replaces(found, variant) && !found.content().isNewerThan(variant.content())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean replaces(Variant added, Variant old) {
    return old.head().varyValues().equals(added.head().varyValues())
        && old.head().varyNames().equals(added.head().varyNames());
  }
}
