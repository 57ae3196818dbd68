// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginConnector;
import dev.edgefilter.origin.OriginOptions;
import java.util.Objects;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.Jetty;
import org.jspecify.annotations.Nullable;

/**
 * Connects remote origins over HTTP/1.1 with the Jetty client; found as a service when {@code
 * org.eclipse.jetty:jetty-client} is there.
 *
 * <p>Each origin has its own connection pool, which is opened by its first request. A fetch blocks
 * its calling thread, streams both bodies in pieces and holds no more than a buffer of each.
 */
public final class JettyOriginConnector implements OriginConnector {

  /** Null for the usual ones; the constructor must not need the optional library. */
  private final @Nullable ConnectionSettings settings;

  /** A connector that trusts the certificate authorities of the Java runtime. */
  public JettyOriginConnector() {
    this(null);
  }

  JettyOriginConnector(@Nullable ConnectionSettings settings) {
    this.settings = settings;
  }

  /**
   * An origin for a configuration whose domain name is not {@code self}.
   *
   * @throws IllegalArgumentException when the Jetty client is missing
   */
  @Override
  public Origin connect(OriginConfig config) {
    return connect(config, OriginOptions.DEFAULT);
  }

  @Override
  public Origin connect(OriginConfig config, OriginOptions options) {
    if (config.hasUnknownDomain()) {
      throw new IllegalArgumentException(
          "has a domain name that only a deployment knows; give it in a file of values beside the"
              + " template, or map the origin \""
              + config.id()
              + "\" to self");
    }
    RemoteServer server = RemoteServer.of(config, false);
    RemoteServer forHttps = RemoteServer.of(config, true);
    try {
      requireVersion(server, Jetty.VERSION);
      Supplier<HttpClient> clients = () -> OriginClients.create(server, settings());
      Objects.requireNonNull(clients.get(), "client"); // a missing library is noticed now
      return new JettyOrigin(
          server,
          forHttps,
          new SharedClient(server, clients),
          options.http2Origins().contains(config.id()) ? http2(server) : null,
          options);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          server + " is remote and needs the artifact org.eclipse.jetty:jetty-client; add it", e);
    }
  }

  private SharedClient http2(RemoteServer server) {
    try {
      Supplier<HttpClient> clients = () -> Http2Clients.create(server, settings());
      Objects.requireNonNull(clients.get(), "client");
      return new SharedClient(server, clients);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          server
              + " is to be spoken to in HTTP/2 and needs the artifacts"
              + " org.eclipse.jetty.http2:jetty-http2-client-transport and, for https,"
              + " org.eclipse.jetty:jetty-alpn-java-client; add them",
          e);
    }
  }

  private ConnectionSettings settings() {
    return settings == null ? ConnectionSettings.USUAL : settings;
  }

  /** Spring Boot 3 brings an older client, whose interfaces differ. */
  private static void requireVersion(RemoteServer server, String found) {
    if (found.startsWith("12.0.")) {
      throw new IllegalArgumentException(
          server
              + " is remote and needs org.eclipse.jetty:jetty-client 12.1; found "
              + found
              + "; in Spring Boot 3 set the property jetty.version of the build");
    }
  }
}
