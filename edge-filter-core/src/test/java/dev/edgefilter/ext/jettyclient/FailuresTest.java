// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.origin.OriginException;
import org.eclipse.jetty.http2.RetryableStreamException;
import org.junit.jupiter.api.Test;

/** What kinds of failure the client's exceptions are. */
final class FailuresTest {
  private static final RemoteServer SERVER =
      RemoteServer.of(
          OriginConfig.remote("api", "api.example.com", OriginProtocolPolicy.HTTP_ONLY), false);

  /** A stream that the origin has not looked at, because it was closing the connection. */
  @Test
  void anUnprocessedStreamIsAClosedConnection() {
    OriginException failure =
        Failures.of(SERVER, new IllegalArgumentException(new RetryableStreamException()), false);
    assertEquals(OriginException.Kind.CONNECT, failure.kind());
    assertTrue(Failures.isClosed(failure), failure.getMessage());
  }
}
