// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.ServletInputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Tomcat notice that an upgraded connection was closed. Not all its versions do so unless the
 * close comes from a thread of the container: the viewer would see no end until it sends something.
 */
final class TomcatClose {

  private static final Logger LOG = LoggerFactory.getLogger(TomcatClose.class);
  private static final String STREAM = "org.apache.coyote.http11.upgrade.UpgradeServletInputStream";

  private TomcatClose() {}

  /** Does nothing on other containers; what Tomcat has closed already stays so. */
  static void notice(ServletInputStream in) {
    if (!in.getClass().getName().equals(STREAM)) {
      return;
    }
    try {
      Field field = in.getClass().getDeclaredField("socketWrapper");
      field.setAccessible(true);
      Object socket = field.get(in);
      for (Method method : socket.getClass().getMethods()) {
        if (method.getName().equals("processSocket") && method.getParameterCount() == 2) {
          method.invoke(socket, stop(method.getParameterTypes()[0]), true);
        }
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.debug("Tomcat will notice later", e);
    }
  }

  private static Object stop(Class<?> events) {
    for (Object event : events.getEnumConstants()) {
      if (event.toString().equals("STOP")) {
        return event;
      }
    }
    throw new IllegalStateException("no event STOP in " + events);
  }
}
