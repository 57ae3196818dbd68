// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginTunnel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one who asks: a request to read, and a way to answer it. One thread at a time. */
public interface Viewer extends LineSink {

  /** The request as it was sent. */
  RequestHead request();

  /** The raw path that behaviors are matched against: without the context path of a web app. */
  String path();

  /** False when what stands above the path is no spelling of the web app's context path. */
  default boolean isPathKnown() {
    return true;
  }

  /** The address the edge believes the viewer has, or null when unknown. */
  @Nullable String address();

  /** The port of the viewer's connection, 0 when unknown. */
  int port();

  /** The address of the connection's other end: of a proxy where one is between, or null. */
  default @Nullable String peerAddress() {
    return address();
  }

  /**
   * Version and cipher suite of the viewer's own TLS connection, such as {@code
   * TLSv1.3:TLS_AES_128_GCM_SHA256}; null without TLS, or where a proxy ends it.
   */
  default @Nullable String tls() {
    return null;
  }

  /** The request body, or null when there is none. */
  @Nullable InputStream body() throws IOException;

  /** What came after the request body, once that is read to its end; empty when nothing did. */
  default Headers requestTrailers() {
    return Headers.EMPTY;
  }

  /**
   * Looks at the beginning of the request body, which whoever reads the body later sees again.
   *
   * @param limit how many bytes are looked at; one more is returned when there are more
   * @return empty when there is no body
   */
  default byte[] peekBody(int limit) throws IOException {
    return new byte[0];
  }

  /** Puts bytes in the place of the request body, whose own bytes are read and dropped. */
  default void replaceBody(byte[] bytes) throws IOException {}

  /** The viewer's country as a trusted proxy tells it, or null. */
  default @Nullable String country() {
    return null;
  }

  /** False for a dry run, which leaves no trace. */
  default boolean isReal() {
    return true;
  }

  /** True when the request asks to leave HTTP, as WebSocket does. */
  boolean upgrades();

  /** The application behind the edge, as the origin of an exchange with this viewer. */
  Origin application(Exchange exchange);

  /**
   * The same viewer once more, for the request that fetches the page for an error: nothing of the
   * first response is left on it, and its application is asked for the path of that request.
   */
  Viewer forErrorPage();

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

  /**
   * Sends an interim response ahead of the head, if the connection can; nothing of it stays for the
   * head.
   */
  default void sendInterim(ResponseHead head) throws IOException {}

  /**
   * Leaves HTTP: sends the head, and from then on bytes go both ways until either side closes.
   *
   * @param head its status is 101
   * @param ended takes the number of bytes that the viewer got, once, from any thread
   * @throws IOException when the connection cannot leave HTTP; the tunnel is still the caller's
   */
  default void upgrade(ResponseHead head, OriginTunnel tunnel, LongConsumer ended)
      throws IOException {
    throw new IOException("this viewer cannot leave HTTP");
  }

  /** Adds a line to the head that {@link #sendHead} was given just before. */
  @Override
  void addLine(String name, String value);

  /**
   * Sets what is sent after the body; asked for once the body is complete, and called before {@link
   * #sendHead}.
   *
   * @return false when that is not possible, so that nothing of it is sent
   */
  default boolean trailers(Supplier<Headers> trailers) {
    return false;
  }

  /** True when the application itself has set what is sent after the body. */
  default boolean hasTrailers() {
    return false;
  }

  /** Sends all remaining bytes; blocks until the connection has taken them. */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * Whether a body of that length goes out faster as part of a file, see {@link #sendFile}.
   *
   * @param bytes the length of what is to be sent
   */
  default boolean prefersFile(long bytes) {
    return false;
  }

  /**
   * Sends a part of a file as the whole body, once the exchange is over; nothing else may be
   * written then.
   *
   * @param offset where in the file it begins
   * @param bytes how much of it is sent
   * @return false when the viewer takes no files, so that the body is still to be written
   */
  default boolean sendFile(Path file, long offset, long bytes) {
    return false;
  }

  /** True when it can wait without a thread, see {@link #park}. */
  default boolean canPark() {
    return false;
  }

  /**
   * Lets go of the thread until {@link #unpark} or the limit; then another thread goes on by {@link
   * ExchangeDriver#unparked}, never before this thread has returned to the container.
   */
  default void park(long limitMillis) {
    throw new IllegalStateException("this viewer cannot be parked");
  }

  /** Ends the wait, from any thread; only the first call counts. */
  default void unpark() {}

  /** Sends what is buffered. */
  void flush() throws IOException;
}
