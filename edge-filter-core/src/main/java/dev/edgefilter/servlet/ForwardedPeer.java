// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who the viewer is: the peer of the connection, or what a trusted proxy says of it.
 *
 * @param forwarded the viewer's address as a trusted proxy tells it, or null when the peer of the
 *     connection is the viewer; that one's address is left to be asked for, since containers print
 *     it anew each time
 * @param scheme {@code http} or {@code https} as the viewer used it
 * @param trusted whether the peer of the connection is a trusted proxy
 */
record ForwardedPeer(@Nullable String forwarded, String scheme, boolean trusted) {

  private static final ForwardedPeer ON_HTTP = new ForwardedPeer(null, "http", false);
  private static final ForwardedPeer ON_HTTPS = new ForwardedPeer(null, "https", false);

  static ForwardedPeer of(HttpServletRequest request, TrustedProxies proxies) {
    String scheme = request.isSecure() ? "https" : request.getScheme();
    String peer = proxies.trustNobody() ? null : request.getRemoteAddr();
    if (peer == null || !proxies.trusts(peer)) {
      return scheme.equals("https") ? ON_HTTPS : ON_HTTP;
    }
    String proto = request.getHeader("X-Forwarded-Proto");
    if (proto != null) {
      String last = proto.substring(proto.lastIndexOf(',') + 1).trim();
      scheme = last.equalsIgnoreCase("https") ? "https" : "http";
    }
    return new ForwardedPeer(address(request, peer, proxies), scheme, true);
  }

  /** The last address in X-Forwarded-For that is no trusted proxy itself. */
  private static String address(HttpServletRequest request, String peer, TrustedProxies proxies) {
    StringBuilder lines = new StringBuilder();
    var values = request.getHeaders("X-Forwarded-For");
    while (values.hasMoreElements()) {
      lines.append(lines.length() == 0 ? "" : ",").append(values.nextElement());
    }
    String list = lines.toString();
    String found = peer;
    int end = list.length();
    while (end > 0) {
      int comma = list.lastIndexOf(',', end - 1);
      String member = list.substring(comma + 1, end).trim();
      if (member.isEmpty()) {
        break;
      }
      found = member;
      if (!proxies.trusts(member)) {
        break;
      }
      end = comma;
    }
    return found;
  }
}
