// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.client.transport.internal.HttpChannelOverHTTP;
import org.eclipse.jetty.client.transport.internal.HttpConnectionOverHTTP;
import org.eclipse.jetty.client.transport.internal.HttpReceiverOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 that also reads a response whose {@code Transfer-Encoding} is not chunked: its body ends
 * with the connection (RFC 9112, 6.3). Jetty's parser knows that rule, but refuses such a head
 * before it comes to it, so it is told another name; what the coding means is for others to judge.
 */
final class OriginTransport extends HttpClientTransportOverHTTP {

  OriginTransport(ClientConnector connector) {
    super(connector);
  }

  @Override
  public Connection newConnection(EndPoint endPoint, Map<String, Object> context) {
    OriginConnection connection = new OriginConnection(endPoint, context);
    connection.setInitialize(isInitializeConnections());
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return customize(connection, context);
  }

  private static final class OriginConnection extends HttpConnectionOverHTTP {
    OriginConnection(EndPoint endPoint, Map<String, Object> context) {
      super(endPoint, context);
    }

    @Override
    protected HttpChannelOverHTTP newHttpChannel() {
      return new OriginChannel(this);
    }
  }

  private static final class OriginChannel extends HttpChannelOverHTTP {
    OriginChannel(OriginConnection connection) {
      super(connection);
    }

    @Override
    protected HttpReceiverOverHTTP newHttpReceiver() {
      return new Receiver(this);
    }
  }

  private static final class Receiver extends HttpReceiverOverHTTP {
    private boolean renamed;

    Receiver(OriginChannel channel) {
      super(channel);
    }

    /** Looks at the lines that came with the first one; a head in pieces is left to the parser. */
    @Override
    public void startResponse(HttpVersion version, int status, @Nullable String reason) {
      ByteBuffer buffer = getResponseBuffer();
      renamed = buffer != null && CodingLine.rename(buffer);
      super.startResponse(version, status, reason);
    }

    @Override
    public void parsedHeader(HttpField field) {
      boolean coding = renamed && field.is(CodingLine.ALIAS);
      super.parsedHeader(
          coding ? new HttpField(HttpHeader.TRANSFER_ENCODING, field.getValue()) : field);
    }
  }
}
