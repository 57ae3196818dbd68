// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @EdgeCache} may leave to properties.
 *
 * @param ttl How long the edge keeps it.
 * @param browserTtl How long browsers keep it without asking again.
 * @param staleWhileRevalidate How long a stale one may be served while the edge asks for a new one.
 * @param staleIfError How long a stale one may stand in when the application fails.
 */
public record EndpointPolicy(
    @Nullable Duration ttl,
    @Nullable Duration browserTtl,
    @Nullable Duration staleWhileRevalidate,
    @Nullable Duration staleIfError) {

  /** Leaves everything to the annotation. */
  public static final EndpointPolicy NOTHING = new EndpointPolicy(null, null, null, null);

  /** The value of {@code Cache-Control}. */
  public String cacheControl() {
    long browser = browserTtl == null ? 0 : browserTtl.toSeconds();
    StringBuilder value = new StringBuilder("public, max-age=").append(browser);
    append(value, "s-maxage", ttl);
    append(value, "stale-while-revalidate", staleWhileRevalidate);
    append(value, "stale-if-error", staleIfError);
    return value.toString();
  }

  private static void append(StringBuilder value, String directive, @Nullable Duration time) {
    if (time != null) {
      value.append(", ").append(directive).append('=').append(time.toSeconds());
    }
  }
}
