// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginException.Kind;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client and its connections, there as long as they are used. */
final class SharedClient {

  private static final Logger LOG = LoggerFactory.getLogger(SharedClient.class);

  private final RemoteServer server;
  private final Supplier<HttpClient> clients;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HttpClient running;
  private boolean closed;
  private int users;

  SharedClient(RemoteServer server, Supplier<HttpClient> clients) {
    this.server = server;
    this.clients = clients;
  }

  /** Counts a user in, and starts the client with the first one. */
  HttpClient enter() throws OriginException {
    lock.lock();
    try {
      HttpClient client = running;
      if (client == null) {
        client = clients.get();
        OriginClients.start(client);
        running = client;
      }
      users++;
      return client;
    } catch (Exception e) {
      throw new OriginException(Kind.CONNECT, server + " cannot be asked: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  /** Each user leaves once. */
  void leave() {
    lock.lock();
    try {
      users--;
      stopWhenUnused();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps connections no longer than they are in use: requests on an older plan finish, also those
   * that come to ask only now.
   */
  void close() {
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
    if (!closed || client == null || users > 0) {
      return;
    }
    running = null;
    try {
      client.stop();
    } catch (Exception e) {
      LOG.warn("Closing {} failed", server, e);
    }
  }
}
