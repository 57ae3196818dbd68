// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredResponse;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A stored response in the index.
 *
 * <p>The last fields belong to the index and are guarded by its lock.
 */
final class Variant extends StoredResponse {
  private static final int EXACT_USES = 256;
  private static final int MOST_USES = 1 << 30;

  private final Index index;
  private final Content content;
  private final int weight;
  private final int pathHash;
  private volatile long checkedStamp;
  private final boolean tagged;
  private volatile boolean used;
  private int uses;
  private volatile long staleWritten = Mark.UNTOUCHED;

  /** What it adds to the load of the memory; null while a file makes up for a loss. */
  @Nullable Body weighed;

  @Nullable VariantQueue queue;
  @Nullable Variant previousInQueue;
  @Nullable Variant nextInQueue;
  @Nullable Variant previousOnPath;
  @Nullable Variant nextOnPath;

  Variant(CacheKey key, StoredHead head, Content content, long stamp, Index index) {
    super(key, head, content.length(), stamp, content.id());
    this.index = index;
    this.content = content;
    this.weight = IndexWeight.of(key, head);
    this.pathHash = PathText.hash(key.distributionId(), PathText.of(key));
    this.checkedStamp = stamp;
    this.tagged = !head.tags().isEmpty();
  }

  Content content() {
    return content;
  }

  /** The estimated heap bytes of key, head and bookkeeping. */
  int weight() {
    return weight;
  }

  int pathHash() {
    return pathHash;
  }

  /** Whether it has cache tags. */
  boolean isTagged() {
    return tagged;
  }

  /** Up to which stamp no invalidation of a wildcard or tag is known to cover this. */
  long checkedStamp() {
    return checkedStamp;
  }

  void checkedUpTo(long stamp) {
    checkedStamp = stamp;
  }

  /** True once for each time from which on it is stale. */
  boolean needsStaleWritten() {
    boolean needed = staleWritten != staleFromMillis();
    staleWritten = staleFromMillis();
    return needed;
  }

  /** Goes on as what it is the new head of. */
  void takeOver(Variant old) {
    used = old.used;
    uses = old.uses;
  }

  void use() {
    // Written only when it changes: popular responses would bounce their cache line otherwise.
    if (!used) {
      used = true;
    }
    countUse();
  }

  /** For the same reason the more there are, the more are counted at once, and the more rarely. */
  private void countUse() {
    int count = uses;
    if (count < EXACT_USES) {
      uses = count + 1;
      return;
    }
    int step = Integer.highestOneBit(count) * 2 / EXACT_USES;
    if ((ThreadLocalRandom.current().nextInt() & step - 1) == 0 && count < MOST_USES) {
      uses = count + step;
    }
  }

  /** How often it was used, roughly; threads that count at once may lose a few. */
  int uses() {
    return uses;
  }

  /** Whether it was used since the last call. */
  boolean clearUsed() {
    boolean was = used;
    used = false;
    return was;
  }

  /** Takes it out, because its body is gone. */
  void bodyLost() {
    index.removeLost(this);
  }
}
