// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.store.StoredHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is a response stored.
 *
 * @param head what to store, or null when it is not stored
 * @param reason why
 * @param ttl how its lifetime came about, or null when it was not asked
 */
public record StorageDecision(
    @Nullable StoredHead head, StorageReason reason, @Nullable TtlDecision ttl) {

  static StorageDecision no(StorageReason reason, @Nullable TtlDecision ttl) {
    return new StorageDecision(null, reason, ttl);
  }

  /** The same, stored under cache tags. */
  public StorageDecision withTags(List<String> tags) {
    StoredHead present = head;
    return present == null || tags.isEmpty()
        ? this
        : new StorageDecision(present.withTags(tags), reason, ttl);
  }

  /** True when the response may answer other viewers without asking the origin. */
  public boolean shareable() {
    StoredHead present = head;
    return present != null
        && !present.alwaysValidate()
        && present.lifetimeMillis() > present.initialAgeMillis();
  }
}
