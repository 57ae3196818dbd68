// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

/**
 * How long a response may be reused.
 *
 * @param storable false when it must not be kept at all
 * @param lifetimeSeconds the freshness lifetime, counted from the origin's own age 0
 * @param initialAgeSeconds the age it arrived with
 * @param staleWhileRevalidateSeconds how long after that it may be served while one viewer
 *     revalidates
 * @param staleIfErrorSeconds how long after that it may stand in for an error
 * @param alwaysValidate true when each reuse asks the origin first
 * @param mustRevalidate true when it may not be served stale
 * @param reason what decided the lifetime
 * @param askedBy what the origin said, or what counts when it said nothing, before any limit
 * @param askedSeconds the lifetime that asks for
 * @param whileRevalidateBy what decided {@code staleWhileRevalidateSeconds}
 * @param ifErrorBy what decided {@code staleIfErrorSeconds}
 */
public record TtlDecision(
    boolean storable,
    long lifetimeSeconds,
    long initialAgeSeconds,
    long staleWhileRevalidateSeconds,
    long staleIfErrorSeconds,
    boolean alwaysValidate,
    boolean mustRevalidate,
    TtlReason reason,
    TtlReason askedBy,
    long askedSeconds,
    StaleReason whileRevalidateBy,
    StaleReason ifErrorBy) {

  static TtlDecision notStorable(TtlReason reason) {
    return new TtlDecision(
        false,
        0,
        0,
        0,
        0,
        false,
        false,
        reason,
        reason,
        0,
        StaleReason.NOT_STORED,
        StaleReason.NOT_STORED);
  }
}
