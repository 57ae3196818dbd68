// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Where an origin is and how patient the edge is with it (CloudFront: values in the origin).
 *
 * @param completionMillis the limit of all tries together, 0 for none
 * @param tlsName what TLS is spoken with, or empty for the forwarded Host or the host
 * @param certificateNames names one of which the certificate must have; empty for that of TLS
 */
record RemoteServer(
    String id,
    boolean secure,
    String host,
    int port,
    int attempts,
    long connectMillis,
    long readMillis,
    long keepaliveMillis,
    long completionMillis,
    String tlsName,
    List<String> certificateNames) {

  /** The server as requests reach it for a viewer on https, or for one on http. */
  static RemoteServer of(OriginConfig origin, boolean viewerSecure) {
    CustomOriginConfig custom = origin.custom();
    if (custom == null) {
      if (!origin.s3()) {
        throw new IllegalArgumentException(
            "origin \"" + origin.id() + "\" has no CustomOriginConfig; expected one");
      }
      // A bucket answers on the usual ports, and nothing speaks against https.
      custom = CustomOriginConfig.of(OriginProtocolPolicy.HTTPS_ONLY);
    }
    boolean secure = isSecure(custom.protocolPolicy(), viewerSecure);
    return new RemoteServer(
        origin.id(),
        secure,
        Objects.requireNonNull(origin.domainName(), "domainName"),
        secure ? custom.httpsPort() : custom.httpPort(),
        origin.connectionAttempts(),
        millis(origin.connectionTimeoutSeconds()),
        millis(custom.readTimeoutSeconds()),
        millis(custom.keepaliveTimeoutSeconds()),
        millis(origin.responseCompletionTimeoutSeconds()),
        origin.serverName().toLowerCase(Locale.ROOT),
        origin.certificateNames());
  }

  private static boolean isSecure(OriginProtocolPolicy policy, boolean viewerSecure) {
    return switch (policy) {
      case HTTP_ONLY -> false;
      case HTTPS_ONLY -> true;
      case MATCH_VIEWER -> viewerSecure;
    };
  }

  private static long millis(long seconds) {
    return TimeUnit.SECONDS.toMillis(seconds);
  }

  String scheme() {
    return secure ? "https" : "http";
  }

  /** How operators are told of it. */
  @Override
  public String toString() {
    return "origin \"" + id + "\" at " + scheme() + "://" + host + ":" + port;
  }
}
