// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import java.util.Locale;
import java.util.Objects;

/**
 * Which stored responses an operator wants to see.
 *
 * @param distributionId only those of this distribution, or empty for all
 * @param prefix only those whose path and query begin so, or empty for all
 * @param tag only those with this cache tag, in lower case, or empty for all
 * @param order which come first, and are all that is shown when there are more
 * @param limit the most that are shown, from 1 to {@link #MOST}
 */
public record StoreQuery(String distributionId, String prefix, String tag, Order order, int limit) {

  /** The most responses that one query shows. */
  public static final int MOST = 1_000;

  /** What comes first. */
  public enum Order {
    /** By path and query, as text. */
    PATH("path"),
    /** The largest body. */
    LARGEST("largest"),
    /** What was used most often since it was stored; roughly counted. */
    MOST_USED("most-used"),
    /** What is fresh and becomes stale first. */
    SOONEST_TO_EXPIRE("soonest-to-expire");

    private final String word;

    Order(String word) {
      this.word = word;
    }

    /** The word for it in queries. */
    public String word() {
      return word;
    }
  }

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the limit is out of its range
   */
  public StoreQuery {
    Objects.requireNonNull(distributionId, "distributionId");
    Objects.requireNonNull(prefix, "prefix");
    tag = tag.toLowerCase(Locale.ROOT);
    Objects.requireNonNull(order, "order");
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit is " + limit + ", expected 1 to " + MOST);
    }
  }

  /** The first responses of everything that is stored. */
  public static StoreQuery of(Order order, int limit) {
    return new StoreQuery("", "", "", order, limit);
  }

  /** The same for one distribution. */
  public StoreQuery inDistribution(String id) {
    return new StoreQuery(id, prefix, tag, order, limit);
  }

  /** The same for paths that begin alike. */
  public StoreQuery withPrefix(String beginning) {
    return new StoreQuery(distributionId, beginning, tag, order, limit);
  }

  /** The same for responses with a tag. */
  public StoreQuery withTag(String cacheTag) {
    return new StoreQuery(distributionId, prefix, cacheTag, order, limit);
  }
}
