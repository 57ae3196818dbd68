// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may want to know of one stored response. It holds no header and no cookie.
 *
 * @param distributionId the distribution
 * @param path the raw path of its key
 * @param query the raw query of its key, or null
 * @param varyNames the headers that selected it among the variants of its key, in lower case
 * @param status the status code
 * @param bodyBytes the length of the body
 * @param uses how often it was used since it was stored: exact while small, then rough
 * @param storedAtMillis when it was stored or last confirmed, in milliseconds since the epoch
 * @param expiresAtMillis until when it is fresh, in milliseconds since the epoch
 * @param tags its cache tags
 * @param place where its body lies
 */
public record StoredSummary(
    String distributionId,
    String path,
    @Nullable String query,
    List<String> varyNames,
    int status,
    long bodyBytes,
    long uses,
    long storedAtMillis,
    long expiresAtMillis,
    List<String> tags,
    Place place) {

  /** Where a body lies. */
  public enum Place {
    /** In memory that is served without a copy. */
    HOT("hot memory"),
    /** In memory that is copied when it is served, all of it or a part. */
    WARM("warm memory"),
    /** In a file. */
    FILE("file");

    private final String words;

    Place(String words) {
      this.words = words;
    }

    /** What it is called for people. */
    public String words() {
      return words;
    }
  }

  /** The path, followed by a question mark and the query when there is a query. */
  public String pathAndQuery() {
    return query == null ? path : path + '?' + query;
  }
}
