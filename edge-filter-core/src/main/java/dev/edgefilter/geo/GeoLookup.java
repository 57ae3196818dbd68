// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.geo;

/**
 * Tells where in the world a viewer's address is.
 *
 * <p>It is asked at most once per request, and only when something depends on the answer. It may be
 * called by any number of threads, must not block, and must not fail for an address it does not
 * know. The engine that it was given to closes it.
 */
@FunctionalInterface
public interface GeoLookup extends AutoCloseable {

  /**
   * What is known of an address.
   *
   * @param address an IPv4 or IPv6 literal, without brackets, port or zone; text that is no address
   *     is answered like an address that is unknown
   * @return {@link GeoLocation#UNKNOWN} when nothing is known
   */
  GeoLocation locate(String address);

  /** Lets go of what the look-up holds; nothing by default. */
  @Override
  default void close() {}
}
