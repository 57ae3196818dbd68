// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jetty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Finds Jetty's own response behind a servlet response, whichever version of the Servlet API it
 * implements; wrappers of filters in front are left alone.
 */
final class JettyResponses {
  private static final String SERVLET_RESPONSE =
      "org\\.eclipse\\.jetty\\.ee[0-9]+\\.servlet\\.ServletApiResponse";

  private static final ClassValue<Getter> GETTERS =
      new ClassValue<>() {
        @Override
        protected Getter computeValue(Class<?> type) {
          return new Getter(find(type));
        }
      };

  /** Asks a servlet response of one class; the handle is null for all but Jetty's. */
  private record Getter(@Nullable MethodHandle handle) {}

  private JettyResponses() {}

  /** Jetty's response, or null when it is not one. */
  static @Nullable Response of(Object response) {
    MethodHandle getter = GETTERS.get(response.getClass()).handle();
    if (getter == null) {
      return null;
    }
    try {
      return (Response) getter.invokeExact(response);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable MethodHandle find(Class<?> type) {
    if (!type.getName().matches(SERVLET_RESPONSE)) {
      return null;
    }
    try {
      // Null as well when the web app brings a Jetty of its own, whose Response is another class.
      return MethodHandles.publicLookup()
          .findVirtual(type, "getResponse", MethodType.methodType(Response.class))
          .asType(MethodType.methodType(Response.class, Object.class));
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }
}
