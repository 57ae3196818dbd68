// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

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

    Transport(HTTP2Client http2, RemoteServer server) {
      super(http2);
      this.server = server;
    }

    @Override
    public Origin newOrigin(Request request) {
      Origin asked = super.newOrigin(request);
      Origin.Address address = new Origin.Address(String.valueOf(request.getTag()), server.port());
      return new Origin(
          asked.getScheme(), address, asked.getTag(), asked.getProtocol(), asked.getTransport());
    }
  }

  static HttpClient create(RemoteServer server, SslContextFactory.@Nullable Client tls) {
    HTTP2Client http2 = new HTTP2Client(OriginClients.connector(server, tls));
    http2.setInitialStreamRecvWindow(STREAM_WINDOW_BYTES);
    http2.setInitialSessionRecvWindow(CONNECTION_WINDOW_BYTES);
    http2.setMaxConcurrentPushedStreams(0);
    HttpClient client = new HttpClient(new Transport(http2, server));
    OriginClients.setUp(client, server);
    return client;
  }
}
