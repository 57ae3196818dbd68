// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.http.RequestHead;
import org.jspecify.annotations.Nullable;

/** What a web ACL may ask about a request; what costs something is asked for at most once. */
public interface WafFacts {
  /** The request as the viewer sent it. */
  RequestHead request();

  /** The viewer's address as a literal, or null when unknown. */
  @Nullable String address();

  /** Where an address is. */
  GeoLocation locate(String address);

  /**
   * The first bytes of the request body, one character for each.
   *
   * @param limit how many at most; one more than the limit is returned when there are more
   */
  String body(int limit);

  /** When the request arrived, in milliseconds since 1970. */
  long nowMillis();

  /** False for a dry run, which must not be counted. */
  boolean counts();
}
