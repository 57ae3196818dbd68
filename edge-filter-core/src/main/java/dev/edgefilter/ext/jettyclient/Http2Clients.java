// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.ConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.MultiplexConnectionPool;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;

/** Makes clients that speak HTTP/2 and nothing else; apart, as the library for it is optional. */
final class Http2Clients {
  /** What an origin may send of one response before the viewer has taken it. */
  private static final int STREAM_WINDOW_BYTES = 256 * 1024;

  /** So that many slow viewers do not hold up the others of a connection. */
  private static final int CONNECTION_WINDOW_BYTES = 16 * 1024 * 1024;

  private Http2Clients() {}

  /** Connects to the server under the name in the request's tag, whatever host is asked for. */
  private static final class Transport extends HttpClientTransportOverHTTP2 {
    private final RemoteServer server;

    /** Both are weak, as each holds the other. */
    private final Map<Connection, WeakReference<HTTP2Session>> sessions =
        Collections.synchronizedMap(new WeakHashMap<>());

    Transport(HTTP2Client http2, RemoteServer server) {
      super(http2);
      this.server = server;
    }

    @Override
    protected Connection newConnection(
        Destination destination, Session session, HTTP2Connection connection) {
      Connection made = super.newConnection(destination, session, connection);
      sessions.put(made, new WeakReference<>(connection.getSession()));
      return made;
    }

    boolean hasAnswered(Connection connection) {
      WeakReference<HTTP2Session> known = sessions.get(connection);
      HTTP2Session session = known == null ? null : known.get();
      return session != null && session.getStreamsClosed() > 0;
    }

    @Override
    public Origin newOrigin(Request request) {
      Origin asked = super.newOrigin(request);
      Origin.Address address = new Origin.Address(String.valueOf(request.getTag()), server.port());
      return new Origin(
          asked.getScheme(), address, asked.getTag(), asked.getProtocol(), asked.getTransport());
    }
  }

  /** Whether a connection of one of these clients brought a response before. */
  static boolean hasAnswered(HttpClient client, Connection connection) {
    return client.getHttpClientTransport() instanceof Transport transport
        && transport.hasAnswered(connection);
  }

  /** How many requests a connection takes at once is known when the server has told. */
  private static ConnectionPool pool(Destination destination, ConnectionSettings settings) {
    MultiplexConnectionPool pool =
        new MultiplexConnectionPool(
            destination, destination.getHttpClient().getMaxConnectionsPerDestination(), 1);
    pool.setMaxDuration(settings.oldestMillis());
    return pool;
  }

  static HttpClient create(RemoteServer server, ConnectionSettings settings) {
    HTTP2Client http2 = new HTTP2Client(OriginClients.connector(server, settings));
    http2.setInitialStreamRecvWindow(STREAM_WINDOW_BYTES);
    http2.setInitialSessionRecvWindow(CONNECTION_WINDOW_BYTES);
    http2.setMaxConcurrentPushedStreams(0);
    Transport transport = new Transport(http2, server);
    transport.setConnectionPoolFactory(destination -> pool(destination, settings));
    HttpClient client = new HttpClient(transport);
    OriginClients.setUp(client, server, settings);
    return client;
  }
}
