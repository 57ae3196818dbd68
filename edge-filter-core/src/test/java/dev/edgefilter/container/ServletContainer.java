// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Path;

/**
 * A real container on a free loopback port. Servlets and filters are added in code through the
 * {@code ServletContext}, so that one test runs unchanged on Jetty and Tomcat, and, in the build's
 * second round, on Servlet 6.1.
 */
public interface ServletContainer extends AutoCloseable {
  /** Which containers there are; for {@code @EnumSource}. */
  enum Kind {
    JETTY,
    TOMCAT;

    /** Starts one; {@code workDirectory} is for what the container wants to write. */
    public ServletContainer start(Path workDirectory, ServletContainerInitializer setup)
        throws Exception {
      return start(workDirectory, ContainerSettings.PLAIN, setup);
    }

    /** The class of the servlet that serves files. */
    public String fileServlet() {
      return switch (this) {
        case JETTY ->
            servletVersion().equals("6.1")
                ? "org.eclipse.jetty.ee11.servlet.DefaultServlet"
                : "org.eclipse.jetty.ee10.servlet.DefaultServlet";
        case TOMCAT -> "org.apache.catalina.servlets.DefaultServlet";
      };
    }

    /** Starts one with more than the {@code ServletContext} can set. */
    public ServletContainer start(
        Path workDirectory, ContainerSettings settings, ServletContainerInitializer setup)
        throws Exception {
      return switch (this) {
        case JETTY -> JettyContainer.start(settings, setup);
        case TOMCAT -> TomcatContainer.start(workDirectory, settings, setup);
      };
    }

    /** Starts one with an unpacked web app, whose descriptors and libraries it finds by itself. */
    public ServletContainer startWebApp(Path workDirectory, String contextPath, Path webApp)
        throws Exception {
      return switch (this) {
        case JETTY -> JettyContainer.startWebApp(workDirectory, contextPath, webApp);
        case TOMCAT -> TomcatContainer.startWebApp(workDirectory, contextPath, webApp);
      };
    }
  }

  /** What a container takes of a request before it refuses it by itself, in bytes. */
  int LARGEST_REQUEST_HEAD = 64 * 1024;

  /** The Servlet API version of this round: {@code 6.0} or {@code 6.1}. */
  static String servletVersion() {
    return System.getProperty("edge.test.servlet", "6.0");
  }

  /** The port on the loopback address. */
  int port();

  @Override
  void close();
}
