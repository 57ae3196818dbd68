// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Tomcat neither says nor does about the streams of HTTP/2: a body that was broken off is none
 * that has ended, in both directions. Does nothing on other containers and in HTTP/1.1.
 */
final class TomcatStream {

  private static final Logger LOG = LoggerFactory.getLogger(TomcatStream.class);
  private static final AtomicBoolean WARNED = new AtomicBoolean();
  private static final String BODY = "org.apache.catalina.connector.CoyoteInputStream";
  private static final String FACADE = "org.apache.catalina.connector.RequestFacade";
  private static final String HTTP2 = "org.apache.coyote.http2.";

  private TomcatStream() {}

  /**
   * True when the stream of a request that has no more to read was reset. Tomcat throws only when
   * somebody waits for more just then; who reads later finds an end like any other, and would pass
   * on half a body as a whole one.
   */
  static boolean wasReset(ServletInputStream in) {
    if (!in.getClass().getName().equals(BODY)) {
      return false;
    }
    try {
      Object request = field(field(in, "ib"), "coyoteRequest");
      Object buffer = call(request, "getInputBuffer");
      if (!isHttp2(buffer)) {
        return false;
      }
      Object state = field(field(buffer, "this$0"), "state");
      return String.valueOf(call(state, "getCurrentStateName")).contains("RST");
    } catch (ReflectiveOperationException e) {
      warn(e);
      return false;
    } catch (RuntimeException e) {
      LOG.debug("Tomcat does not tell how the body ended", e);
      return false;
    }
  }

  /**
   * Has the stream reset in place of its end. After a failure Tomcat would end it as if all of the
   * body had come, or, where a length was promised, not at all.
   */
  static void reset(ServletRequest wrapped) {
    ServletRequest given = wrapped;
    while (given instanceof ServletRequestWrapper wrapper) {
      given = wrapper.getRequest();
    }
    if (!given.getClass().getName().equals(FACADE)) {
      return;
    }
    try {
      Object request = call(field(given, "request"), "getCoyoteRequest");
      Object buffer = call(request, "getInputBuffer");
      if (isHttp2(buffer)) {
        Object stream = field(buffer, "this$0");
        Object output = field(stream, "streamOutputBuffer");
        accessible(output, "reset").set(output, failure(stream));
      }
    } catch (ReflectiveOperationException e) {
      warn(e);
    } catch (RuntimeException e) {
      LOG.debug("Tomcat does not reset the stream", e);
    }
  }

  /** This Tomcat has other classes than those known. */
  private static void warn(ReflectiveOperationException e) {
    if (WARNED.compareAndSet(false, true)) {
      LOG.warn(
          "Bodies that break off over HTTP/2 may look whole, as the streams of this Tomcat cannot"
              + " be looked into",
          e);
    }
  }

  private static boolean isHttp2(@Nullable Object buffer) {
    return buffer != null && buffer.getClass().getName().startsWith(HTTP2);
  }

  private static Object failure(Object stream) throws ReflectiveOperationException {
    ClassLoader loader = stream.getClass().getClassLoader();
    Class<?> errors = Class.forName(HTTP2 + "Http2Error", true, loader);
    Constructor<?> exceptions =
        Class.forName(HTTP2 + "StreamException", true, loader)
            .getDeclaredConstructor(String.class, errors, int.class);
    exceptions.setAccessible(true);
    Object error = null;
    for (Object each : errors.getEnumConstants()) {
      error = each.toString().equals("INTERNAL_ERROR") ? each : error;
    }
    return exceptions.newInstance("the body broke off", error, call(stream, "getIdAsInt"));
  }

  private static Object call(Object on, String name) throws ReflectiveOperationException {
    for (Class<?> type = on.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name) && method.getParameterCount() == 0) {
          method.setAccessible(true);
          return method.invoke(on);
        }
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    return accessible(of, name).get(of);
  }

  private static Field accessible(Object of, String name) throws NoSuchFieldException {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(name);
  }
}
