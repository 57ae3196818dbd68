// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginException.Kind;
import dev.edgefilter.origin.OriginOptions;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.io.IOException;
import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A remote server, asked as often as its configuration allows. */
final class JettyOrigin implements Origin {

  private static final Logger LOG = LoggerFactory.getLogger(JettyOrigin.class);

  /** An origin that closes every connection it has answered on is asked no more often than that. */
  private static final int MOST_STALE = 3;

  private final RemoteServer forHttp;
  private final RemoteServer forHttps;
  private final SharedClient http1;
  private final @Nullable SharedClient http2;
  private final OriginOptions options;
  private final TlsNames names;

  /**
   * A server as it is asked for viewers on http and on https; mostly there is no difference.
   *
   * @param http2 what speaks HTTP/2 where that is wanted, else null
   */
  JettyOrigin(
      RemoteServer forHttp,
      RemoteServer forHttps,
      SharedClient http1,
      @Nullable SharedClient http2,
      OriginOptions options) {
    this.forHttp = forHttp;
    this.forHttps = forHttps;
    this.http1 = http1;
    this.http2 = http2;
    this.options = options;
    this.names = new TlsNames(forHttps);
  }

  @Override
  public void fetch(OriginRequest request, OriginSink sink) throws IOException {
    // HTTP/2 cannot be left (RFC 9113, 8.6).
    SharedClient shared = http2 == null || Messages.asksUpgrade(request) ? http1 : http2;
    HttpClient client = shared.enter();
    boolean leaves = true;
    try {
      UpgradedConnection tunnel = ask(client, request, sink);
      if (tunnel != null) {
        // It uses the client's threads as long as it lasts.
        leaves = false;
        tunnel.whenClosed(shared::leave);
      }
    } finally {
      if (leaves) {
        shared.leave();
      }
    }
  }

  /** Returns what became of the connection when it has left HTTP. */
  private @Nullable UpgradedConnection ask(
      HttpClient client, OriginRequest request, OriginSink sink) throws IOException {
    RemoteServer server = request.scheme().equals("https") ? forHttps : forHttp;
    try (TimeBudget budget = TimeBudget.start(client.getScheduler(), server)) {
      int attempt = 1;
      int stale = 0;
      while (true) {
        String name =
            server.secure() ? names.nameFor(request.headers().first("Host")) : server.host();
        OriginCall call = new OriginCall(server, client, name, request, budget, options);
        try {
          return call.run(sink);
        } catch (OriginException e) {
          boolean otherName = e.kind() == Kind.TLS && call.untouched() && names.refused(name);
          if (!otherName && call.metStaleConnection(e) && stale < MOST_STALE) {
            stale++;
          } else if (!otherName) {
            if (attempt >= server.attempts() || !call.mayRepeat(e.kind())) {
              throw e;
            }
            attempt++;
          }
          LOG.debug("Asking {} again: {}", server, e.getMessage());
        }
      }
    }
  }

  @Override
  public void close() {
    http1.close();
    if (http2 != null) {
      http2.close();
    }
  }
}
