// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Ends requests that go round: an origin that is this edge again, straight or through others (RFC
 * 8586). The edge writes into the header who it is; one that meets itself there answers at once,
 * before anybody waits for anybody.
 */
final class Loops {
  static final String HEADER = "CDN-Loop";

  /** What edges like this one call themselves there. */
  private static final String NAME = "edge-filter";

  private static final String ID = "id=";

  /** How many edges in a row are served (CloudFront: Quotas, chains of distributions). */
  private static final int MOST = 2;

  private Loops() {}

  /** Whether a request has been here before, or through more edges like this than are served. */
  static boolean isOne(Exchange exchange) {
    String passed = exchange.viewer.request().joined(HEADER);
    if (passed == null) {
      return false;
    }
    int edges = 0;
    String own = ID + exchange.services.signature().instance();
    for (String member : passed.split(",", -1)) {
      String[] parts = member.split(";", -1);
      if (parts[0].strip().equalsIgnoreCase(NAME)) {
        edges++;
        if (parts.length > 1 && parts[1].strip().equals(own)) {
          return true;
        }
      }
    }
    return edges >= MOST;
  }

  /** The header of the request to the origin. */
  static String marked(Exchange exchange) {
    String own = NAME + ';' + ID + exchange.services.signature().instance();
    @Nullable String passed = exchange.viewer.request().joined(HEADER);
    return passed == null || passed.isBlank() ? own : passed + ", " + own;
  }
}
