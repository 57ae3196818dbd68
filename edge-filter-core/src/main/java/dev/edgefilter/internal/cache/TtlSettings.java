// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

/**
 * The limits of a cache policy.
 *
 * @param minSeconds Minimum TTL
 * @param defaultSeconds Default TTL
 * @param maxSeconds Maximum TTL
 * @param privateKept true when {@code no-store}, {@code no-cache} and {@code private} responses are
 *     kept for a Minimum TTL above 0, as CloudFront does
 * @param errorTtls seconds an error is kept at least
 */
public record TtlSettings(
    long minSeconds,
    long defaultSeconds,
    long maxSeconds,
    boolean privateKept,
    ErrorTtls errorTtls) {

  /** True when caching is off: all three TTLs are 0 (CloudFront: Expiration). */
  public boolean cachingDisabled() {
    return minSeconds == 0 && defaultSeconds == 0 && maxSeconds == 0;
  }
}
