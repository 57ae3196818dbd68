// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.ehcache;

/** Whoever has to know that a body is no longer complete. */
public interface BodyOwner {

  /** A part of the body was evicted for good. */
  void bodyLost();
}
