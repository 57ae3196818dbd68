// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which name an origin is greeted with in TLS and its certificate is checked against: the forwarded
 * Host if it fits, else the domain name (CloudFront: requirements for origin certificates), or the
 * one that a function has named.
 *
 * <p>Any thread may use it.
 */
final class TlsNames {

  private static final int LONGEST_NAME = 253;
  private static final int MOST_REMEMBERED = 1000;

  private final RemoteServer server;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  TlsNames(RemoteServer server) {
    this.server = server;
  }

  /** The name to use for a request with this Host header. */
  String nameFor(@Nullable String host) {
    if (!server.tlsName().isEmpty()) {
      return server.tlsName();
    }
    if (!server.secure() || host == null) {
      return server.host();
    }
    int colon = host.indexOf(':');
    String name = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
    return isHostName(name) && !refused.contains(name) ? name : server.host();
  }

  /**
   * Remembers that TLS failed with a name.
   *
   * @return true when another name is left to try
   */
  boolean refused(String name) {
    if (name.equals(server.host()) || name.equals(server.tlsName())) {
      return false;
    }
    if (refused.size() >= MOST_REMEMBERED) {
      refused.clear(); // viewers choose the names; forgetting only costs a handshake
    }
    refused.add(name);
    return true;
  }

  private static boolean isHostName(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }
}
