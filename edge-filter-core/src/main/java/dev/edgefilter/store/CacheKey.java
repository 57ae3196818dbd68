// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Identifies what a request asks for, so that two requests share stored responses exactly when
 * their keys are equal.
 *
 * <p>A key is structured rather than one concatenated string, so no request can be written that
 * looks like another one. Keys are ordered by distribution, path, query and parts; the order serves
 * listings by prefix and keeps hash tables fast when somebody makes hashes collide on purpose.
 */
public final class CacheKey implements Comparable<CacheKey> {
  private final String distributionId;
  private final String path;
  private final @Nullable String query;
  private final String[] parts;
  private final int hash;

  /**
   * Makes a key.
   *
   * @param distributionId the distribution the request belongs to
   * @param path the raw path, percent-encoded as it was sent, beginning with a slash
   * @param query the part of the query string that belongs to the key, without the question mark,
   *     or null when there is none
   * @param parts what else belongs to the key, as alternating names and values in the order the
   *     plan fixed; an absent header or cookie is left out, an empty one has the value "". The
   *     array is handed over: the caller does not modify it afterwards
   * @throws IllegalArgumentException if {@code parts} has a name without a value
   */
  public CacheKey(String distributionId, String path, @Nullable String query, String[] parts) {
    this.distributionId = Objects.requireNonNull(distributionId, "distributionId");
    this.path = Objects.requireNonNull(path, "path");
    this.query = query;
    this.parts = Objects.requireNonNull(parts, "parts");
    if ((parts.length & 1) != 0) {
      throw new IllegalArgumentException("parts has a name without a value");
    }
    this.hash = hash(distributionId, path, query, parts);
  }

  /** The distribution the request belongs to. */
  public String distributionId() {
    return distributionId;
  }

  /** The raw path, as it was sent. */
  public String path() {
    return path;
  }

  /** The part of the query string that belongs to the key, or null when there is none. */
  public @Nullable String query() {
    return query;
  }

  /** What else belongs to the key, as a fresh array of alternating names and values. */
  public String[] parts() {
    return parts.clone();
  }

  /** The path, followed by a question mark and the query when there is a query. */
  public String pathAndQuery() {
    return query == null ? path : path + '?' + query;
  }

  @Override
  public int compareTo(CacheKey other) {
    int order = distributionId.compareTo(other.distributionId);
    if (order == 0) {
      order = path.compareTo(other.path);
    }
    if (order == 0) {
      order = compareQueries(query, other.query);
    }
    return order == 0 ? Arrays.compare(parts, other.parts) : order;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object || (object instanceof CacheKey other && sameAs(other));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Every field in a readable form, for {@code explain}; not a format to parse. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(distributionId).append(' ').append(pathAndQuery());
    for (int i = 0; i < parts.length; i += 2) {
      text.append(' ').append(parts[i]).append('=').append(parts[i + 1]);
    }
    return text.toString();
  }

  private boolean sameAs(CacheKey other) {
    return hash == other.hash
        && path.equals(other.path)
        && Objects.equals(query, other.query)
        && distributionId.equals(other.distributionId)
        && Arrays.equals(parts, other.parts);
  }

  private static int compareQueries(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return Boolean.compare(one != null, other != null);
    }
    return one.compareTo(other);
  }

  private static int hash(
      String distributionId, String path, @Nullable String query, String[] parts) {
    int hash = distributionId.hashCode();
    hash = hash * 31 + path.hashCode();
    hash = hash * 31 + (query == null ? 7 : query.hashCode());
    for (String part : parts) {
      hash = hash * 31 + part.hashCode();
    }
    return hash;
  }
}
