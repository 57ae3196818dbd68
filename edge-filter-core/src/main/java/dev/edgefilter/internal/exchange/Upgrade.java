// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.RequestHead;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells requests that ask to leave HTTP (RFC 9110, 7.8). */
public final class Upgrade {

  private Upgrade() {}

  /**
   * True when the request asks for one protocol that is not HTTP, as WebSocket does. Only a GET
   * without a body can: anything else is a request like others, which checks see whole.
   */
  public static boolean asked(RequestHead request) {
    List<String> protocols = request.headers("Upgrade");
    return protocols.size() == 1
        && request.method().equals("GET")
        && leavesHttp(protocols.get(0).strip())
        && request.header("Transfer-Encoding") == null
        && hasNoLength(request.header("Content-Length"))
        && namesUpgrade(request.joined("Connection"));
  }

  /** True for the header fields by which the two sides agree on the other protocol. */
  public static boolean isNegotiatedBy(String name) {
    return name.equalsIgnoreCase("Upgrade")
        || name.equalsIgnoreCase("Connection")
        || name.regionMatches(true, 0, "Sec-WebSocket-", 0, 14);
  }

  /**
   * A list could hide a version of HTTP, over which requests would pass that nobody has checked.
   */
  private static boolean leavesHttp(String protocol) {
    String lower = protocol.toLowerCase(Locale.ROOT);
    return !lower.isEmpty()
        && lower.indexOf(',') < 0
        && !lower.startsWith("h2")
        && !lower.startsWith("http")
        && !lower.startsWith("tls");
  }

  private static boolean hasNoLength(@Nullable String length) {
    return length == null || length.strip().equals("0");
  }

  private static boolean namesUpgrade(@Nullable String connection) {
    if (connection != null) {
      for (String option : connection.split(",", -1)) {
        if (option.strip().equalsIgnoreCase("upgrade")) {
          return true;
        }
      }
    }
    return false;
  }
}
