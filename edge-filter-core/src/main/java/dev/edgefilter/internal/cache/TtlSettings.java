// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.config.Switches;
import java.util.List;

/**
 * The limits of a cache policy, and how they and the origin's words are read.
 *
 * @param minSeconds Minimum TTL
 * @param defaultSeconds Default TTL
 * @param maxSeconds Maximum TTL
 * @param switches where the edge departs from CloudFront
 * @param targetedFields fields that come before {@code Cache-Control}, most important first
 * @param errorTtls seconds an error is kept at least
 */
public record TtlSettings(
    long minSeconds,
    long defaultSeconds,
    long maxSeconds,
    Switches switches,
    List<String> targetedFields,
    ErrorTtls errorTtls) {

  /** Copies the list. */
  public TtlSettings {
    targetedFields = List.copyOf(targetedFields);
  }

  /** True when caching is off: all three TTLs are 0 (CloudFront: Expiration). */
  public boolean cachingDisabled() {
    return minSeconds == 0 && defaultSeconds == 0 && maxSeconds == 0;
  }

  boolean on(FidelitySwitch which) {
    return switches.on(which);
  }

  /** Whether a Minimum TTL above 0 keeps even what the origin wants nobody to keep. */
  boolean keepsPrivate() {
    return on(FidelitySwitch.PRIVATE_KEPT) && minSeconds > 0;
  }
}
