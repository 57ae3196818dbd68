// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginException.Kind;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.client.HttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A remote server, asked as often as its configuration allows. */
final class JettyOrigin implements Origin {

  private static final Logger LOG = LoggerFactory.getLogger(JettyOrigin.class);

  private final RemoteServer forHttp;
  private final RemoteServer forHttps;
  private final HttpClient client;
  private final TlsNames names;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean started;
  private boolean closed;
  private int fetching;

  /** A server as it is asked for viewers on http and on https; mostly there is no difference. */
  JettyOrigin(RemoteServer forHttp, RemoteServer forHttps, HttpClient client) {
    this.forHttp = forHttp;
    this.forHttps = forHttps;
    this.client = client;
    this.names = new TlsNames(forHttps);
  }

  @Override
  public void fetch(OriginRequest request, OriginSink sink) throws IOException {
    enter();
    try {
      ask(request, sink);
    } finally {
      leave();
    }
  }

  private void ask(OriginRequest request, OriginSink sink) throws IOException {
    RemoteServer server = request.scheme().equals("https") ? forHttps : forHttp;
    try (TimeBudget budget = TimeBudget.start(client.getScheduler(), server)) {
      int attempt = 1;
      while (true) {
        String name =
            server.secure() ? names.nameFor(request.headers().first("Host")) : server.host();
        OriginCall call = new OriginCall(server, client, name, request, budget);
        try {
          call.run(sink);
          return;
        } catch (OriginException e) {
          if (!(e.kind() == Kind.TLS && call.untouched() && names.refused(name))) {
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

  /** Counts a fetch in, and starts the client with the first one. */
  private void enter() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("it is closed");
      }
      if (!started) {
        OriginClients.start(client);
        started = true;
      }
      fetching++;
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

  /** Takes no more requests; those in flight finish, since they run on an older plan. */
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
    if (!closed || !started || fetching > 0) {
      return;
    }
    started = false;
    try {
      client.stop();
    } catch (Exception e) {
      LOG.warn("Closing {} failed", forHttp, e);
    }
  }
}
