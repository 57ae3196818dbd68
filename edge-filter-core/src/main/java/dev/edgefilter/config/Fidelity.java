// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

/** How closely the edge follows CloudFront, or RFC 9111; a named set of {@link FidelitySwitch}. */
public enum Fidelity {
  /**
   * CloudFront's behaviour with deviations for safety: {@code Vary} selects, {@code Set-Cookie} is
   * not stored, {@code private} and {@code no-store} are never stored, ambiguous paths are refused,
   * the viewer's host is part of the key where the application sees it.
   */
  SAFE,
  /**
   * RFC 9111 to the letter for a shared cache: freshness as the origin says or by heuristics,
   * request directives, invalidation by unsafe methods, targeted cache control.
   */
  STANDARD,
  /** What production will do, to the letter; for testing a configuration before it is deployed. */
  CLOUDFRONT
}
