// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A Jetty server on a port of its own. */
final class LocalServer implements AutoCloseable {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  static LocalServer start(Handler handler) throws Exception {
    LocalServer local = new LocalServer();
    local.connector.setHost("127.0.0.1");
    local.server.addConnector(local.connector);
    local.server.setHandler(handler);
    local.server.start();
    return local;
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop the server", e);
    }
  }
}
