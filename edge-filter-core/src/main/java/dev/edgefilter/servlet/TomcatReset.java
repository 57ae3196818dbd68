// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.ServletInputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a body that has ended on Tomcat from one that was broken off. In HTTP/2 Tomcat throws only
 * when somebody waits for more just then; who reads later finds an end like any other, and would
 * pass on half a body as a whole one.
 */
final class TomcatReset {

  private static final Logger LOG = LoggerFactory.getLogger(TomcatReset.class);
  private static final String STREAM = "org.apache.catalina.connector.CoyoteInputStream";
  private static final String HTTP2 = "org.apache.coyote.http2.";

  private TomcatReset() {}

  /** True when the stream of a request that has no more to read was reset; false elsewhere. */
  static boolean ended(ServletInputStream in) {
    if (!in.getClass().getName().equals(STREAM)) {
      return false;
    }
    try {
      Object request = field(field(in, "ib"), "coyoteRequest");
      Object buffer = request.getClass().getMethod("getInputBuffer").invoke(request);
      if (buffer == null || !buffer.getClass().getName().startsWith(HTTP2)) {
        return false;
      }
      Object state = field(field(buffer, "this$0"), "state");
      Method name = state.getClass().getDeclaredMethod("getCurrentStateName");
      name.setAccessible(true);
      return String.valueOf(name.invoke(state)).contains("RST");
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.debug("Tomcat does not tell how the body ended", e);
      return false;
    }
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(of);
        }
      }
    }
    throw new NoSuchFieldException(name);
  }
}
