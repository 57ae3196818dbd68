// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.RequestHead;
import java.util.Locale;

/** Tells requests that ask to leave HTTP (RFC 9110, 7.8). */
public final class Upgrade {

  private Upgrade() {}

  /** True when the request asks for another protocol than HTTP, as WebSocket does. */
  public static boolean asked(RequestHead request) {
    String upgrade = request.header("Upgrade");
    if (upgrade == null || upgrade.equalsIgnoreCase("h2c")) {
      return false;
    }
    String connection = request.header("Connection");
    return connection != null && connection.toLowerCase(Locale.ROOT).contains("upgrade");
  }
}
