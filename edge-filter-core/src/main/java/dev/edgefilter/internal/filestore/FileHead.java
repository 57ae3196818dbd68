// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.filestore;

import dev.edgefilter.store.CacheKey;
import dev.edgefilter.store.StoredHead;

/**
 * What a file keeps of a response besides its body.
 *
 * @param key what the response answers
 * @param head its head
 * @param stamp the stamp of the origin request it came from or was last validated by
 * @param staleFromMillis from when on an invalidation has made it stale, in milliseconds since the
 *     epoch; the largest number for never
 */
public record FileHead(CacheKey key, StoredHead head, long stamp, long staleFromMillis) {

  /** The same response, to be validated before it is used again. */
  FileHead toBeValidated() {
    StoredHead validated =
        new StoredHead(
            head.status(),
            head.headers(),
            head.varyNames(),
            head.varyValues(),
            head.arrivalMillis(),
            head.initialAgeMillis(),
            head.lifetimeMillis(),
            head.staleWhileRevalidateMillis(),
            head.staleIfErrorMillis(),
            head.mustRevalidate(),
            true,
            head.entityTag(),
            head.lastModifiedMillis(),
            head.tags());
    return new FileHead(key, validated, stamp, staleFromMillis);
  }
}
