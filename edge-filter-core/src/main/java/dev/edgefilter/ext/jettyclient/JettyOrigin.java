// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginException.Kind;
import dev.edgefilter.origin.OriginOptions;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
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
  private final Supplier<HttpClient> clients;
  private final OriginOptions options;
  private final TlsNames names;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HttpClient running;
  private boolean closed;
  private int fetching;

  /** A server as it is asked for viewers on http and on https; mostly there is no difference. */
  JettyOrigin(
      RemoteServer forHttp,
      RemoteServer forHttps,
      Supplier<HttpClient> clients,
      OriginOptions options) {
    this.forHttp = forHttp;
    this.forHttps = forHttps;
    this.clients = clients;
    this.options = options;
    this.names = new TlsNames(forHttps);
  }

  @Override
  public void fetch(OriginRequest request, OriginSink sink) throws IOException {
    HttpClient client = enter();
    boolean leaves = true;
    try {
      UpgradedConnection tunnel = ask(client, request, sink);
      if (tunnel != null) {
        // It uses the client's threads as long as it lasts.
        leaves = false;
        tunnel.whenClosed(this::leave);
      }
    } finally {
      if (leaves) {
        leave();
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
          if (!otherName && call.metStaleConnection(e.kind()) && stale < MOST_STALE) {
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

  /** Counts a fetch in, and starts a client with the first one. */
  private HttpClient enter() throws IOException {
    lock.lock();
    try {
      HttpClient client = running;
      if (client == null) {
        client = clients.get();
        OriginClients.start(client);
        running = client;
      }
      fetching++;
      return client;
    } catch (Exception e) {
      throw new OriginException(Kind.CONNECT, forHttp + " cannot be asked: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      fetching--;
      stopWhenUnused();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps connections no longer than they are in use: requests on an older plan finish, also those
   * that come to ask only now.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      stopWhenUnused();
    } finally {
      lock.unlock();
    }
  }

  private void stopWhenUnused() {
    HttpClient client = running;
    if (!closed || client == null || fetching > 0) {
      return;
    }
    running = null;
    try {
      client.stop();
    } catch (Exception e) {
      LOG.warn("Closing {} failed", forHttp, e);
    }
  }
}
