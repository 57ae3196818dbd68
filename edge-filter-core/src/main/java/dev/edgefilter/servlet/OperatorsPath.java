// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.TrustedProxies;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path of a web app without code on which operators, and nobody else, are given explanations.
 *
 * <p>It takes a request only when the other end of the connection is one of the operators' machines
 * and no proxy has passed the request on. For everybody else the path is the application's, as if
 * this were not here.
 */
final class OperatorsPath {

  /** What proxies add; behind one, every viewer has the proxy's address. */
  private static final List<String> PASSED_ON =
      List.of(
          "Forwarded",
          "Via",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Real-IP");

  private final String path;
  private final TrustedProxies operators;

  private OperatorsPath(String path, TrustedProxies operators) {
    this.path = path;
    this.operators = operators;
  }

  /**
   * What {@code explain-path} and {@code explain-from} say; null when both are missing.
   *
   * @throws IllegalArgumentException when one is missing or wrong
   */
  static @Nullable OperatorsPath of(@Nullable String path, @Nullable List<String> from) {
    if (path == null && from == null) {
      return null;
    }
    if (path == null) {
      throw new IllegalArgumentException(
          "explain-from is set without explain-path, expected both; add the path that operators"
              + " ask, such as /edge/explain");
    }
    if (from == null || from.isEmpty()) {
      throw new IllegalArgumentException(
          "explain-path is set without explain-from, expected both; add the addresses that may"
              + " ask, such as 127.0.0.1");
    }
    if (!isPlain(path)) {
      throw new IllegalArgumentException(
          "explain-path is \""
              + path
              + "\", expected one path below the web app, such as /edge/explain: a slash, then"
              + " letters, digits, and - . _ ~ between single slashes");
    }
    return new OperatorsPath(path, addresses(from));
  }

  private static TrustedProxies addresses(List<String> from) {
    try {
      return TrustedProxies.of(from);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "explain-from is " + from + ", expected addresses or ranges such as 10.0.0.0/8", e);
    }
  }

  /** Only what every container reads in the same single way, and never the front page. */
  private static boolean isPlain(String path) {
    if (path.length() < 2 || path.charAt(0) != '/') {
      return false;
    }
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || !isWord(segment)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(String segment) {
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~".indexOf(c) >= 0;
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  /** True when an operator asks for an explanation. */
  boolean takes(HttpServletRequest request) {
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || !path.equals(ContextPath.below(request))) {
      return false;
    }
    for (String name : PASSED_ON) {
      if (request.getHeader(name) != null) {
        return false;
      }
    }
    String peer = request.getRemoteAddr();
    return peer != null && operators.trusts(peer);
  }

  /** Explains; reads nothing else and changes nothing. */
  void answer(EdgeEngine engine, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String method = request.getMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      ExplainPage.answer(engine, request, response);
    } else {
      response.setHeader("Allow", "GET, HEAD");
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
  }
}
