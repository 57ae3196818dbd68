// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.ConfigWatcher;
import dev.edgefilter.EdgeEngine;
import dev.edgefilter.EdgeEngineBuilder;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running gateway: a server whose every request goes through the filter to an origin. */
final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** Without virtual threads a viewer that waits for an origin holds one of these. */
  private static final int MAX_THREADS = 400;

  /** CloudFront: quotas, request line and headers. */
  private static final int MAX_HEAD_BYTES = 32 * 1024;

  private static final int MAX_RESPONSE_HEAD_BYTES = 64 * 1024;
  private static final long DRAIN_MILLIS = 30_000;

  private static final String VIEWERS = "viewers";
  private static final String ADMIN = "admin";
  private static final String LOOPBACK = "127.0.0.1";

  private final EdgeEngine engine;
  private final ConfigWatcher watcher;
  private final Server server;
  private final @Nullable AccessLog accessLog;

  private Gateway(
      EdgeEngine engine, ConfigWatcher watcher, Server server, @Nullable AccessLog accessLog) {
    this.engine = engine;
    this.watcher = watcher;
    this.server = server;
    this.accessLog = accessLog;
  }

  /**
   * Starts to serve.
   *
   * @param out where the access log goes when it goes to standard output
   */
  static Gateway start(Options options, EdgeConfig config, PrintStream out) throws Exception {
    AccessLog log = accessLog(options, config, out);
    EdgeEngineBuilder builder = GatewayConfig.engine(options, config);
    if (log != null) {
      builder.listener(log);
    }
    EdgeEngine engine = builder.start();
    ConfigWatcher watcher =
        ConfigWatcher.of(engine, options.configFiles(), () -> GatewayConfig.read(options));
    Gateway gateway = new Gateway(engine, watcher, server(options, engine, watcher), log);
    try {
      gateway.server.start();
      if (options.reloadSeconds() > 0) {
        watcher.start(Duration.ofSeconds(options.reloadSeconds()));
      }
      return gateway;
    } catch (Exception e) {
      gateway.close();
      throw e;
    }
  }

  private static @Nullable AccessLog accessLog(Options options, EdgeConfig config, PrintStream out)
      throws IOException {
    String place = options.accessLog();
    return place == null ? null : AccessLog.open(place, config, out);
  }

  private static Server server(Options options, EdgeEngine engine, ConfigWatcher watcher) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("gateway");
    // A request may wait for its origin, so the thread that found it goes on looking for others.
    threads.setReservedThreads(0);
    if (VirtualThreads.areSupported()) {
      threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    }
    Server server = new Server(threads);
    ContextHandlerCollection contexts = new ContextHandlerCollection();
    ServletContextHandler edge = edge(engine);
    Integer adminPort = options.adminPort();
    server.addConnector(connector(server, VIEWERS, options.bind(), options.port()));
    if (adminPort != null) {
      server.addConnector(connector(server, ADMIN, LOOPBACK, adminPort));
      edge.setVirtualHosts(List.of("@" + VIEWERS));
      contexts.addHandler(Admin.pages(engine, watcher, "@" + ADMIN));
    }
    contexts.addHandler(edge);
    server.setHandler(new GracefulHandler(contexts));
    server.setStopTimeout(DRAIN_MILLIS);
    return server;
  }

  private static ServerConnector connector(Server server, String name, String host, int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEAD_BYTES);
    http.setResponseHeaderSize(MAX_RESPONSE_HEAD_BYTES);
    // The edge judges paths itself, and by its fidelity.
    http.setUriCompliance(UriCompliance.UNSAFE);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setName(name);
    connector.setHost(host);
    connector.setPort(port);
    return connector;
  }

  private static ServletContextHandler edge(EdgeEngine engine) {
    ServletContextHandler context = new ServletContextHandler();
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    FilterHolder edge = new FilterHolder(new EdgeFilter(engine));
    edge.setAsyncSupported(true);
    context.addFilter(edge, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    return context;
  }

  /** Serves what the files say now, or goes on as before when that cannot be served. */
  void reload() {
    watcher.reload();
  }

  /** Where viewers connect, such as {@code http://127.0.0.1:8080}. */
  URI address() {
    return address(0);
  }

  /** Where the operator connects; null when there is no such port. */
  @Nullable URI adminAddress() {
    return server.getConnectors().length < 2 ? null : address(1);
  }

  private URI address(int connector) {
    ServerConnector bound = (ServerConnector) server.getConnectors()[connector];
    String host = bound.getHost();
    boolean ipv6 = host.indexOf(':') >= 0;
    return URI.create("http://" + (ipv6 ? "[" + host + "]" : host) + ":" + bound.getLocalPort());
  }

  /** Takes no new requests, lets those in flight finish for a while, and closes everything. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The server did not stop cleanly", e);
    } finally {
      engine.close();
      if (accessLog != null) {
        accessLog.close();
      }
    }
  }
}
