// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Hides a container's response from those who walk down the chain of wrappers.
 *
 * <p>After a forward Tomcat looks for its own response behind all wrappers and suspends it, which
 * would swallow what the edge still holds. When it does not find it, it closes the outermost
 * response instead, as it should. Jetty must find its response, and closes the outermost one.
 */
final class ClosedChain {

  private static final String TOMCAT = "org.apache.catalina.";

  private ClosedChain() {}

  /** What {@code getResponse()} of a wrapper returns in place of the wrapped response. */
  static ServletResponse of(HttpServletResponse wrapped) {
    ServletResponse last = wrapped;
    while (last instanceof ServletResponseWrapper wrapper) {
      last = wrapper.getResponse();
    }
    return last.getClass().getName().startsWith(TOMCAT) ? proxy(wrapped) : wrapped;
  }

  private static ServletResponse proxy(HttpServletResponse wrapped) {
    InvocationHandler calls =
        (proxy, method, arguments) -> {
          try {
            return method.invoke(wrapped, arguments);
          } catch (InvocationTargetException e) {
            throw e.getTargetException();
          }
        };
    return (ServletResponse)
        Proxy.newProxyInstance(
            HttpServletResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            calls);
  }
}
