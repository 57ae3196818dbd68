// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Keeps Tomcat from closing its response under the edge after a forward.
 *
 * <p>Tomcat 11 unwraps the response when a forward ends, suspends its own, and only then closes the
 * wrapper, whose last bytes would be lost. Behind a response that is not its own it stops.
 */
final class TomcatForward {

  private TomcatForward() {}

  /** What a wrapper may show as the response inside it. */
  static ServletResponse shown(HttpServletResponse inside) {
    ServletResponse base = inside;
    while (base instanceof ServletResponseWrapper wrapper) {
      base = wrapper.getResponse();
    }
    return base.getClass().getName().startsWith("org.apache.catalina.") ? hidden(inside) : inside;
  }

  private static HttpServletResponse hidden(HttpServletResponse inside) {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            TomcatForward.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(inside, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
