// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The one who asks: a request to read, and a way to answer it. One thread at a time. */
public interface Viewer extends LineSink {

  /** The request as it was sent. */
  RequestHead request();

  /** The raw path that behaviors are matched against: without the context path of a web app. */
  String path();

  /** The address the edge believes the viewer has, or null when unknown. */
  @Nullable String address();

  /** The port of the viewer's connection, 0 when unknown. */
  int port();

  /** The request body, or null when there is none. */
  @Nullable InputStream body() throws IOException;

  /** True when the request asks to leave HTTP, as WebSocket does. */
  boolean upgrades();

  /** The application behind the edge, as an origin. */
  Origin application();

  /** True when the application used the viewer's session or identity, which are not in the key. */
  boolean identityUsed();

  /** False when the connection is in the hands of a WriteListener, so that nothing may block. */
  boolean mayBlock();

  /**
   * True when one write is taken without blocking. Where nothing may block, false makes the
   * container say when it is so again, for {@link ExchangeDriver#resume}.
   */
  boolean isReady() throws IOException;

  /**
   * Sends a head: exactly these headers, in order; what the application set on the same response
   * and is not among them goes away.
   */
  void sendHead(ResponseHead head) throws IOException;

  /** Adds a line to the head that {@link #sendHead} was given just before. */
  @Override
  void addLine(String name, String value);

  /** Sends all remaining bytes; blocks until the connection has taken them. */
  void write(ByteBuffer bytes) throws IOException;

  /** Sends what is buffered. */
  void flush() throws IOException;
}
