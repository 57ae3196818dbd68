// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.Headers;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about a stored response except its body, already folded into what reuse needs.
 *
 * @param status the status code
 * @param headers the header section as it is sent to viewers
 * @param varyNames the header names of {@code Vary}, in lower case; empty when it was absent
 * @param varyValues the normalised request values for {@code varyNames}, of the same length
 * @param arrivalMillis when the response arrived, in milliseconds since the epoch
 * @param initialAgeMillis the corrected age it had then (RFC 9111, 4.2.3)
 * @param lifetimeMillis the freshness lifetime, with Min, Default and Max TTL folded in
 * @param staleWhileRevalidateMillis how long after it became stale it may be served while it is
 *     revalidated; 0 for never
 * @param staleIfErrorMillis how long after it became stale it may stand in for an error; -1 leaves
 *     that to the default rule
 * @param mustRevalidate whether it must never be served stale
 * @param alwaysValidate whether every use needs a validation first ({@code no-cache})
 * @param entityTag the entity tag, or null when there is none
 * @param lastModifiedMillis the last modification, or {@code HttpDate.INVALID} when there is none
 * @param tags the cache tags it was stored under, in lower case
 */
public record StoredHead(
    int status,
    Headers headers,
    List<String> varyNames,
    List<String> varyValues,
    long arrivalMillis,
    long initialAgeMillis,
    long lifetimeMillis,
    long staleWhileRevalidateMillis,
    long staleIfErrorMillis,
    boolean mustRevalidate,
    boolean alwaysValidate,
    @Nullable EntityTag entityTag,
    long lastModifiedMillis,
    List<String> tags) {

  /**
   * Checks the lists against each other and makes them unmodifiable.
   *
   * @throws IllegalArgumentException if {@code varyNames} and {@code varyValues} differ in length
   */
  public StoredHead {
    Objects.requireNonNull(headers, "headers");
    varyNames = List.copyOf(varyNames);
    varyValues = List.copyOf(varyValues);
    tags = List.copyOf(tags);
    if (varyNames.size() != varyValues.size()) {
      throw new IllegalArgumentException(
          "varyNames has " + varyNames.size() + " items, varyValues " + varyValues.size());
    }
  }

  /** The same with other headers; what was read from the first ones stays. */
  public StoredHead withHeaders(Headers newHeaders) {
    return with(newHeaders, entityTag, tags);
  }

  /** The same under other cache tags. */
  public StoredHead withTags(List<String> newTags) {
    return with(headers, entityTag, newTags);
  }

  /** The same with another entity tag. */
  public StoredHead withEntityTag(@Nullable EntityTag newEntityTag) {
    return with(headers, newEntityTag, tags);
  }

  private StoredHead with(
      Headers newHeaders, @Nullable EntityTag newEntityTag, List<String> newTags) {
    return new StoredHead(
        status,
        newHeaders,
        varyNames,
        varyValues,
        arrivalMillis,
        initialAgeMillis,
        lifetimeMillis,
        staleWhileRevalidateMillis,
        staleIfErrorMillis,
        mustRevalidate,
        alwaysValidate,
        newEntityTag,
        lastModifiedMillis,
        newTags);
  }
}
