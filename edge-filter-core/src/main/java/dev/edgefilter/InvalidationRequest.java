// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What is to be invalidated (CloudFront: {@code InvalidationBatch}).
 *
 * @param paths at least one and at most {@link #MAX_PATHS}; each is a path that begins with a slash
 *     and may end in {@code *} for any text, or {@code #} and a cache tag
 * @param callerReference names this request: asking again with the same one and the same paths
 *     changes nothing and gives the same answer
 * @param soft false to remove what is covered (CloudFront); true to mark it stale, so that it may
 *     stand in while and until the origin has confirmed or replaced it
 */
public record InvalidationRequest(List<String> paths, String callerReference, boolean soft) {

  /** The most paths of one request (CloudFront: quotas on invalidations). */
  public static final int MAX_PATHS = 3_000;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is no path or no reference
   */
  public InvalidationRequest {
    paths = List.copyOf(paths);
    Objects.requireNonNull(callerReference, "callerReference");
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("paths is empty, expected at least one, such as \"/*\"");
    }
    if (callerReference.isBlank()) {
      throw new IllegalArgumentException("callerReference is empty, expected a text of your own");
    }
  }

  /** Removes what is under paths or tags, with a reference nobody else uses. */
  public static InvalidationRequest of(String... paths) {
    return new InvalidationRequest(List.of(paths), "edge-" + UUID.randomUUID(), false);
  }

  /** The same with a reference of the caller's. */
  public InvalidationRequest withCallerReference(String reference) {
    return new InvalidationRequest(paths, reference, soft);
  }

  /** The same, except that what is covered is only marked stale. */
  public InvalidationRequest softly() {
    return new InvalidationRequest(paths, callerReference, true);
  }
}
