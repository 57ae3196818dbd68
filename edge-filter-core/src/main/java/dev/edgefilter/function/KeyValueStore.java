// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.function;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key value store that functions read and the application changes while they run (CloudFront
 * KeyValueStore).
 *
 * <p>Every change makes a new version, whole or not at all. A run of a function sees one version;
 * the next run sees the next. Safe for use by many threads.
 */
public interface KeyValueStore {
  /** The most keys of one update. */
  int MAX_UPDATE_KEYS = 50;

  /** The most bytes of keys and values of one update. */
  int MAX_UPDATE_BYTES = 3 * 1024 * 1024;

  /**
   * One version of a store; never changes.
   *
   * @param etag names the version
   * @param created when the store was created
   * @param updated when this version was made
   * @param data all keys and values
   * @param bytes the size of all keys and values
   */
  record Version(
      String etag, Instant created, Instant updated, Map<String, String> data, long bytes) {}

  /** The name of the store. */
  String name();

  /** Whether an ARN, id or name means this store. */
  boolean isNamed(String arnIdOrName);

  /** The version of now. */
  Version version();

  /** The value of a key in the version of now, or null. */
  default @Nullable String get(String key) {
    return version().data().get(key);
  }

  /**
   * Sets and removes keys in one step.
   *
   * @param ifMatch the version that the caller has seen, or null for whichever there is
   * @param puts keys to set
   * @param deletes keys to remove; a key that is not there is no fault
   * @return the new version
   * @throws IllegalArgumentException when a limit is exceeded, or a key is in both; nothing changes
   * @throws java.util.ConcurrentModificationException when the version is another one by now
   * @throws java.io.UncheckedIOException when it could not be written to the disk; nothing changes
   */
  Version update(@Nullable String ifMatch, Map<String, String> puts, Iterable<String> deletes);

  /** Sets one key. */
  default Version put(String key, String value) {
    return update(null, Map.of(key, value), List.of());
  }

  /** Removes one key. */
  default Version delete(String key) {
    return update(null, Map.of(), List.of(key));
  }

  /**
   * Replaces everything, as an import does; the limit of a single update does not apply.
   *
   * @throws IllegalArgumentException when a limit of the store is exceeded; nothing changes
   */
  Version replaceAll(Map<String, String> data);
}
