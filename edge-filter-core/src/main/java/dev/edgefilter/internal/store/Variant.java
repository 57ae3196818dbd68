// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.store;

import dev.edgefilter.internal.ehcache.Body;
import dev.edgefilter.internal.ehcache.BodyOwner;
import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoredHead;
import dev.edgefilter.store.StoredResponse;
import org.jspecify.annotations.Nullable;

/**
 * A stored response in the index.
 *
 * <p>The last fields belong to the index and are guarded by its lock.
 */
final class Variant extends StoredResponse implements BodyOwner {
  private final Index index;
  private final Body body;
  private final int weight;
  private final int pathHash;
  private volatile long checkedStamp;
  private final boolean tagged;
  private volatile boolean used;

  @Nullable VariantQueue queue;
  @Nullable Variant previousInQueue;
  @Nullable Variant nextInQueue;
  @Nullable Variant previousOnPath;
  @Nullable Variant nextOnPath;

  Variant(CacheKey key, StoredHead head, Body body, long stamp, Index index) {
    super(key, head, body.length(), stamp, body.id());
    this.index = index;
    this.body = body;
    this.weight = IndexWeight.of(key, head);
    this.pathHash = PathText.hash(key.distributionId(), PathText.of(key));
    this.checkedStamp = stamp;
    this.tagged = !head.tags().isEmpty();
  }

  Body body() {
    return body;
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

  /** Goes on as what it is the new head of. */
  void takeOver(Variant old) {
    used = old.used;
  }

  void use() {
    // Written only when it changes: popular responses would bounce their cache line otherwise.
    if (!used) {
      used = true;
    }
  }

  /** Whether it was used since the last call. */
  boolean clearUsed() {
    boolean was = used;
    used = false;
    return was;
  }

  @Override
  public void bodyLost() {
    index.removeLost(this);
  }
}
