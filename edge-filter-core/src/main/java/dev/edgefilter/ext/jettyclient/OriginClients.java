// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import org.eclipse.jetty.client.ConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.UpgradeProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Makes Jetty clients that send what they are given and return what they get. */
final class OriginClients {

  /** CloudFront: quotas, "origin response headers". */
  private static final int MAX_HEAD_BYTES = 32 * 1024;

  /** A viewer's head may be this large, and the edge adds some lines to it. */
  private static final int MAX_REQUEST_HEAD_BYTES = 64 * 1024;

  private static final int READ_BYTES = 32 * 1024;
  private static final int BUFFER_STEP = 2 * 1024;
  private static final int LARGEST_BUFFER = 64 * 1024;
  private static final int MAX_CONNECTIONS = 4096;

  /** They only move bytes and resolve names; requests wait on the threads of their viewers. */
  private static final int MAX_THREADS = 32;

  /** Names that viewers sent may open a pool each, so unused ones go. */
  private static final long UNUSED_POOL_MILLIS = 60_000;

  private OriginClients() {}

  static HttpClient create(RemoteServer server, ConnectionSettings settings) {
    OriginTransport transport = new OriginTransport(connector(server, settings));
    // Else a value is taken from another response that differs from it in case.
    transport.setHeaderCacheCaseSensitive(true);
    // What is told of a response is noted and no more, so the thread that found its bytes reads on.
    transport.setInvocationType(Invocable.InvocationType.NON_BLOCKING);
    transport.setConnectionPoolFactory(destination -> pool(destination, settings));
    HttpClient client = new HttpClient(transport);
    client.setByteBufferPool(
        new OwnViews(new ArrayByteBufferPool(0, BUFFER_STEP, LARGEST_BUFFER, MAX_THREADS)));
    setUp(client, server, settings);
    return client;
  }

  static ClientConnector connector(RemoteServer server, ConnectionSettings settings) {
    ClientConnector connector = new ClientConnector();
    connector.setSelectors(1);
    connector.setSslContextFactory(new OriginTls(settings.trust(), server.certificateNames()));
    return connector;
  }

  /** What does not depend on the version of HTTP. */
  static void setUp(HttpClient client, RemoteServer server, ConnectionSettings settings) {
    setUpThreads(client, server, settings);
    setUpLimits(client, server);
    silence(client);
  }

  /** The last used connection first, so that the others may become idle and go. */
  private static ConnectionPool pool(Destination destination, ConnectionSettings settings) {
    DuplexConnectionPool pool =
        new DuplexConnectionPool(
            destination, destination.getHttpClient().getMaxConnectionsPerDestination());
    pool.setMaxDuration(settings.oldestMillis());
    return pool;
  }

  private static void setUpThreads(
      HttpClient client, RemoteServer server, ConnectionSettings settings) {
    String name = "edge-origin-" + server.id();
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 2);
    threads.setName(name);
    threads.setDaemon(true);
    client.setExecutor(threads);
    ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler(name + "-timer", true);
    client.setScheduler(scheduler);
    SocketAddressResolver dns =
        settings.dns() == null
            ? new SocketAddressResolver.Async(threads, scheduler, server.connectMillis())
            : settings.dns();
    client.setSocketAddressResolver(new DomainAddresses(server.host(), dns));
  }

  private static void setUpLimits(HttpClient client, RemoteServer server) {
    client.setConnectTimeout(server.connectMillis());
    client.setAddressResolutionTimeout(server.connectMillis());
    client.setIdleTimeout(server.keepaliveMillis());
    client.setDestinationIdleTimeout(UNUSED_POOL_MILLIS);
    client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
    client.setMaxRequestsQueuedPerDestination(MAX_CONNECTIONS);
    client.setMaxRequestHeadersSize(MAX_REQUEST_HEAD_BYTES);
    client.setMaxResponseHeadersSize(MAX_HEAD_BYTES);
    client.setResponseBufferSize(READ_BYTES);
  }

  /** An edge passes on: it follows, decodes, remembers and answers nothing by itself. */
  private static void silence(HttpClient client) {
    client.setUserAgentField(null);
    client.setDefaultRequestContentType(null);
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
  }

  /** Starting a client adds decoders and handlers, so they are taken out afterwards. */
  static void start(HttpClient client) throws Exception {
    client.start();
    client.getContentDecoderFactories().clear();
    ProtocolHandlers handlers = client.getProtocolHandlers();
    handlers.remove(RedirectProtocolHandler.NAME);
    handlers.remove(WWWAuthenticationProtocolHandler.NAME);
    handlers.remove(ProxyAuthenticationProtocolHandler.NAME);
    handlers.put(new InterimHandlers.Processing());
    handlers.put(new InterimHandlers.EarlyHints());
    handlers.put(new InterimHandlers.Others());
    handlers.put(new AnyUpgrade());
  }

  /** The client itself takes answers for WebSocket only. */
  private static final class AnyUpgrade extends UpgradeProtocolHandler {
    @Override
    protected boolean acceptHeaders(Request request, Response response) {
      return request.getAttributes().containsKey(HttpUpgrader.Factory.class.getName());
    }
  }
}
