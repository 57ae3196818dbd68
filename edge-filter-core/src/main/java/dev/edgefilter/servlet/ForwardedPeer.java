// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.ForwardedHeader;
import dev.edgefilter.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the viewer is: the peer of the connection, or what a trusted proxy says of it.
 *
 * @param forwarded the viewer's address as a trusted proxy tells it, or null when the peer of the
 *     connection is the viewer; that one's address is left to be asked for, since containers print
 *     it anew each time
 * @param port the viewer's port as the proxy tells it; 0 when it does not, or there is none
 * @param scheme {@code http} or {@code https} as the viewer used it
 * @param trusted whether the peer of the connection is a trusted proxy
 */
record ForwardedPeer(@Nullable String forwarded, int port, String scheme, boolean trusted) {

  /** The address of a viewer whose proxy does not tell it (RFC 7239, 6.2). */
  static final String UNKNOWN = "unknown";

  private static final ForwardedPeer ON_HTTP = new ForwardedPeer(null, 0, "http", false);
  private static final ForwardedPeer ON_HTTPS = new ForwardedPeer(null, 0, "https", false);

  static ForwardedPeer of(HttpServletRequest request, TrustedProxies proxies) {
    String scheme = request.isSecure() ? "https" : request.getScheme();
    String peer = proxies.trustNobody() ? null : request.getRemoteAddr();
    if (peer == null || !proxies.trusts(peer)) {
      return scheme.equals("https") ? ON_HTTPS : ON_HTTP;
    }
    return proxies.header() == ForwardedHeader.FORWARDED
        ? byForwarded(request, peer, scheme, proxies)
        : byXForwarded(request, peer, scheme, proxies);
  }

  private static ForwardedPeer byXForwarded(
      HttpServletRequest request, String peer, String scheme, TrustedProxies proxies) {
    String proto = request.getHeader("X-Forwarded-Proto");
    String used = scheme;
    if (proto != null) {
      String last = proto.substring(proto.lastIndexOf(',') + 1).trim();
      used = last.equalsIgnoreCase("https") ? "https" : "http";
    }
    List<String> members =
        ForwardedMembers.plain(ForwardedMembers.lines(request, "X-Forwarded-For"));
    return nearest(members, peer, request.getRemotePort(), used, proxies);
  }

  private static ForwardedPeer byForwarded(
      HttpServletRequest request, String peer, String scheme, TrustedProxies proxies) {
    List<String> elements = ForwardedMembers.split(ForwardedMembers.lines(request, "Forwarded"));
    String proto =
        elements.isEmpty()
            ? null
            : ForwardedMembers.parameter(elements.get(elements.size() - 1), "proto");
    String used = proto == null ? scheme : proto.equalsIgnoreCase("https") ? "https" : "http";
    List<String> nodes =
        elements.stream()
            .map(element -> ForwardedMembers.parameter(element, "for"))
            .map(node -> node == null ? UNKNOWN : node)
            .toList();
    return nearest(nodes, peer, request.getRemotePort(), used, proxies);
  }

  /** The last node that is no trusted proxy itself: whoever comes before may be made up. */
  private static ForwardedPeer nearest(
      List<String> nodes, String peer, int port, String scheme, TrustedProxies proxies) {
    ForwardedPeer found = new ForwardedPeer(peer, port, scheme, true);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      String node = nodes.get(i);
      String address = ForwardedMembers.address(node);
      if (!TrustedProxies.isAddress(address)) {
        return new ForwardedPeer(UNKNOWN, 0, scheme, true);
      }
      found = new ForwardedPeer(address, ForwardedMembers.port(node), scheme, true);
      if (!proxies.trusts(address)) {
        break;
      }
    }
    return found;
  }
}
