// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.config.ViewerProtocolPolicy;
import dev.edgefilter.http.RequestHead;

/** Decides whether a viewer may use http, or is sent to https. */
public final class ProtocolRule {
  private ProtocolRule() {}

  /** Applies a viewer protocol policy (CloudFront: viewer protocol policy). */
  public static AccessDecision decide(ViewerProtocolPolicy policy, RequestHead request) {
    if (request.scheme().equals("https")) {
      return AccessDecision.OPEN;
    }
    return switch (policy) {
      case ALLOW_ALL -> AccessDecision.OPEN;
      case HTTPS_ONLY ->
          AccessDecision.refuse(AccessReason.PROTOCOL_HTTPS_ONLY, "the viewer used http");
      case REDIRECT_TO_HTTPS -> redirect(request);
    };
  }

  private static AccessDecision redirect(RequestHead request) {
    boolean oldProtocol = isBefore11(request.protocol());
    int status =
        switch (request.method()) {
          case "GET", "HEAD" -> 301;
          case "POST", "PUT", "DELETE", "OPTIONS", "PATCH" -> oldProtocol ? 403 : 307;
          default -> 0;
        };
    if (status == 0) {
      return MethodRule.unknown(request);
    }
    if (status == 403) {
      return AccessDecision.refuse(
          AccessReason.PROTOCOL_HTTP10, request.protocol() + " knows no 307");
    }
    String host = withoutPort(request.host());
    return host.isEmpty()
        ? AccessDecision.refuse(AccessReason.PROTOCOL_NO_HOST, "the request names no host")
        : AccessDecision.redirect(AccessReason.PROTOCOL_REDIRECT, status, location(host, request));
  }

  private static String location(String host, RequestHead request) {
    String query = request.query();
    String url = "https://" + host + request.path();
    return query == null ? url : url + "?" + query;
  }

  private static boolean isBefore11(String protocol) {
    return protocol.equals("HTTP/1.0") || protocol.startsWith("HTTP/0.");
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon >= 0 && host.indexOf(']', colon) < 0;
    return port ? host.substring(0, colon) : host;
  }
}
