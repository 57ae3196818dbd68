// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.http.Printable;
import dev.edgefilter.http.RequestHead;
import java.util.List;

/** Decides whether a cache behavior accepts a method, and a body with it. */
public final class MethodRule {
  private MethodRule() {}

  /** Applies the allowed methods of a cache behavior (CloudFront: allowed HTTP methods). */
  public static AccessDecision decide(AllowedMethods allowed, RequestHead request) {
    return decide(allowed, request, false);
  }

  /**
   * The same, where methods that HTTP itself does not know may pass when all seven do.
   *
   * @param unknownPass false to refuse them, as CloudFront does
   */
  public static AccessDecision decide(
      AllowedMethods allowed, RequestHead request, boolean unknownPass) {
    String method = request.method();
    if (!allowed.allows(method)) {
      if (unknownPass && allowed == AllowedMethods.ALL && !isOfTheConnection(method)) {
        return AccessDecision.OPEN;
      }
      return AllowedMethods.ALL.allows(method)
          ? AccessDecision.refuse(
              AccessReason.METHOD_NOT_ALLOWED,
              "method " + method + " is not one of " + allowed.methods())
          : unknown(request);
    }
    boolean bodyless = method.equals("GET") || method.equals("HEAD");
    return bodyless && hasBody(request)
        ? AccessDecision.refuse(AccessReason.BODY_WITH_GET, "a body came with " + method)
        : AccessDecision.OPEN;
  }

  /** These speak to the next hop, not to the resource (RFC 9110, 9.3.6 and 9.3.8). */
  private static boolean isOfTheConnection(String method) {
    return method.equals("CONNECT") || method.equals("TRACE");
  }

  static AccessDecision unknown(RequestHead request) {
    String method = Printable.text(request.method());
    return AccessDecision.refuse(
        AccessReason.METHOD_UNKNOWN, "no cache behavior accepts method " + method);
  }

  private static boolean hasBody(RequestHead request) {
    if (request.header("Transfer-Encoding") != null) {
      return true;
    }
    List<String> lengths = request.headers("Content-Length");
    for (int i = 0; i < lengths.size(); i++) {
      if (!isZero(lengths.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Only zeros; what is no number counts as a body. */
  private static boolean isZero(String length) {
    for (int i = 0; i < length.length(); i++) {
      if (length.charAt(i) != '0') {
        return false;
      }
    }
    return !length.isEmpty();
  }
}
