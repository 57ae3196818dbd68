// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

/** A compiled statement. */
@FunctionalInterface
interface Matcher {
  /** Whether a request matches. */
  boolean matches(WafRequest request);
}
