// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty 12.1 with the servlet environment of this round, ee10 or ee11. */
final class JettyContainer implements ServletContainer {
  private final Server server;
  private final ServerConnector connector;

  private JettyContainer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  static JettyContainer start(ContainerSettings settings, ServletContainerInitializer setup)
      throws Exception {
    return start(
        settings.maxThreads(),
        settings.http2(),
        () -> isSecond() ? Ee11.with(settings, setup) : Ee10.with(settings, setup));
  }

  static JettyContainer startWebApp(Path workDirectory, String contextPath, Path webApp)
      throws Exception {
    return start(
        0,
        false,
        () ->
            isSecond()
                ? Ee11.webApp(workDirectory, contextPath, webApp)
                : Ee10.webApp(workDirectory, contextPath, webApp));
  }

  private static boolean isSecond() {
    return ServletContainer.servletVersion().equals("6.1");
  }

  private static JettyContainer start(int maxThreads, boolean http2, Supplier<Handler> handler)
      throws Exception {
    Server server = maxThreads == 0 ? new Server() : new Server(new QueuedThreadPool(maxThreads));
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(LARGEST_REQUEST_HEAD);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    if (http2) {
      connector.addConnectionFactory(new HTTP2CServerConnectionFactory(http));
    }
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(handler.get());
    server.start();
    return new JettyContainer(server, connector);
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop the container", e);
    }
  }

  /** A class of its own, so that only one environment is ever loaded. */
  private static final class Ee10 {
    static Handler with(ContainerSettings settings, ServletContainerInitializer setup) {
      var context =
          new org.eclipse.jetty.ee10.servlet.ServletContextHandler(
              settings.contextPath().isEmpty() ? "/" : settings.contextPath(),
              settings.sessions(),
              false);
      var errors = new org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler();
      settings.errorPages().forEach((status, page) -> errors.addErrorPage(status, page));
      context.setErrorHandler(errors);
      if (settings.documents() != null) {
        context.setBaseResourceAsPath(settings.documents());
      }
      context.addServletContainerInitializer(setup);
      return context;
    }

    static Handler webApp(Path workDirectory, String contextPath, Path webApp) {
      var context = new org.eclipse.jetty.ee10.webapp.WebAppContext(webApp.toString(), contextPath);
      context.setTempDirectory(workDirectory.toFile());
      return context;
    }
  }

  private static final class Ee11 {
    static Handler with(ContainerSettings settings, ServletContainerInitializer setup) {
      var context =
          new org.eclipse.jetty.ee11.servlet.ServletContextHandler(
              settings.contextPath().isEmpty() ? "/" : settings.contextPath(),
              settings.sessions(),
              false);
      var errors = new org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler();
      settings.errorPages().forEach((status, page) -> errors.addErrorPage(status, page));
      context.setErrorHandler(errors);
      if (settings.documents() != null) {
        context.setBaseResourceAsPath(settings.documents());
      }
      context.addServletContainerInitializer(setup);
      return context;
    }

    static Handler webApp(Path workDirectory, String contextPath, Path webApp) {
      var context = new org.eclipse.jetty.ee11.webapp.WebAppContext(webApp.toString(), contextPath);
      context.setTempDirectory(workDirectory.toFile());
      return context;
    }
  }
}
