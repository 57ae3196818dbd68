// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import jakarta.servlet.ServletContainerInitializer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

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
    Server server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(LARGEST_REQUEST_HEAD);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    boolean second = ServletContainer.servletVersion().equals("6.1");
    server.setHandler(second ? Ee11.with(settings, setup) : Ee10.with(settings, setup));
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
  }
}
