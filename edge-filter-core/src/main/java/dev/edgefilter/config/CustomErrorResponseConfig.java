// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Objects;

/**
 * What happens to one error status: how long it is cached, and which page and status replace it.
 *
 * @param errorCode the status this is about
 * @param responsePagePath the path of the page sent instead; empty when only the caching changes
 * @param responseCode the status sent with the page; 0 when there is no page
 * @param errorCachingMinTtlSeconds the least time the error is cached
 */
public record CustomErrorResponseConfig(
    int errorCode, String responsePagePath, int responseCode, long errorCachingMinTtlSeconds) {
  /** Checks that the page path is present. */
  public CustomErrorResponseConfig {
    Objects.requireNonNull(responsePagePath, "responsePagePath");
  }

  /** Whether the error is answered with a page of its own. */
  public boolean hasPage() {
    return !responsePagePath.isEmpty();
  }
}
