// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

/**
 * May a stored response answer now.
 *
 * @param reuse what to do with it
 * @param reason why
 * @param ageSeconds its current age
 * @param lifetimeSeconds its freshness lifetime
 */
public record ReuseDecision(
    Reuse reuse, ReuseReason reason, long ageSeconds, long lifetimeSeconds) {

  /** Seconds until it turns stale; negative once it is (RFC 9211, 2.3). */
  public long ttlSeconds() {
    return lifetimeSeconds - ageSeconds;
  }
}
