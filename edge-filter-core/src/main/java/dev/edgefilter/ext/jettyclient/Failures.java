// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** Tells what kind of failure an exception of the client is. */
final class Failures {

  private static final int DEEPEST_CAUSE = 16;
  private static final int LONGEST_MESSAGE = 200;

  private Failures() {}

  /** The failure for a viewer; {@code headArrived} tells a broken body from a broken connection. */
  static OriginException of(RemoteServer server, Throwable failure, boolean headArrived) {
    Throwable cause = isUnprocessed(failure) ? closed(failure) : failure;
    Kind kind = kind(cause, headArrived);
    return new OriginException(kind, server + " " + what(kind) + ": " + describe(cause), cause);
  }

  /** Whether HTTP/2 said, as it closed, that it has not looked at the request (RFC 9113, 6.8). */
  private static boolean isUnprocessed(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < DEEPEST_CAUSE; i++) {
      // By name, as the library for HTTP/2 need not be there.
      if (cause.getClass().getName().equals("org.eclipse.jetty.http2.RetryableStreamException")) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static Throwable closed(Throwable cause) {
    EOFException closed = new EOFException("the connection was closed");
    closed.addSuppressed(cause);
    return closed;
  }

  /** The failure of a request whose head is not known to have gone out. */
  static OriginException ofUnsent(RemoteServer server, Throwable cause) {
    // So a connection of HTTP/2 that is closed refuses another stream.
    boolean refused = cause instanceof IllegalStateException;
    return of(server, refused ? new IOException("the connection was closed", cause) : cause, false);
  }

  /** Whether a connection that was there has been closed, unlike one that could not be made. */
  static boolean isClosed(OriginException failure) {
    Throwable cause = failure.getCause();
    return cause instanceof EOFException || cause instanceof ClosedChannelException;
  }

  static OriginException tooSlow(RemoteServer server, String what, long millis) {
    String message = server + " " + what + " within " + millis + " ms";
    return new OriginException(Kind.TIMEOUT, message, new TimeoutException(what));
  }

  private static Kind kind(Throwable failure, boolean headArrived) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < DEEPEST_CAUSE; i++) {
      Kind kind = known(cause);
      if (kind != null) {
        return kind;
      }
      cause = cause.getCause();
    }
    // The client's parser also throws what is no IOException when bytes make no sense to it.
    if (!(failure instanceof IOException || failure instanceof RejectedExecutionException)) {
      return Kind.INVALID_RESPONSE;
    }
    return headArrived ? Kind.BROKEN_OFF : Kind.CONNECT;
  }

  /** The innermost cause in few words; the client's own messages hold its whole state. */
  private static String describe(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause.getCause() != null && i < DEEPEST_CAUSE; i++) {
      cause = cause.getCause();
    }
    if (cause instanceof EOFException) {
      return "the connection was closed";
    }
    String message = String.valueOf(cause.getMessage());
    int end = Math.min(message.length(), LONGEST_MESSAGE);
    return cause.getClass().getSimpleName() + ": " + message.substring(0, end);
  }

  private static @Nullable Kind known(Throwable cause) {
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return Kind.DNS;
    }
    if (cause instanceof SSLException || cause instanceof CertificateException) {
      return Kind.TLS;
    }
    if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
      return Kind.TIMEOUT;
    }
    if (cause instanceof HttpResponseException || cause instanceof HttpException) {
      return Kind.INVALID_RESPONSE;
    }
    return null;
  }

  private static String what(Kind kind) {
    return switch (kind) {
      case CONNECT -> "gave no response";
      case DNS -> "has no address";
      case TLS -> "failed in TLS";
      case TIMEOUT -> "was too slow";
      case INVALID_RESPONSE -> "sent what is not an HTTP response";
      case BROKEN_OFF -> "broke off its response";
      case CIRCUIT_OPEN -> "was not asked";
    };
  }
}
