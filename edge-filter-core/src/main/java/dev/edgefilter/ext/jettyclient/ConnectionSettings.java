// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import java.util.function.Supplier;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * How connections to origins are made and kept, whatever the origin; tests have others.
 *
 * @param tls whom TLS trusts, or null for the Java runtime's trust
 * @param dns finds the addresses of a name, or null for the Java runtime's resolver
 * @param oldestMillis the age at which a connection takes no more requests, in milliseconds above 0
 */
record ConnectionSettings(
    @Nullable Supplier<SslContextFactory.Client> tls,
    @Nullable SocketAddressResolver dns,
    long oldestMillis) {

  /** A busy connection is given up at that age, so that a change of the address is noticed. */
  private static final long OLDEST_MILLIS = 60_000;

  static final ConnectionSettings USUAL = new ConnectionSettings(null, null, OLDEST_MILLIS);

  ConnectionSettings withTls(Supplier<SslContextFactory.Client> trusting) {
    return new ConnectionSettings(trusting, dns, oldestMillis);
  }

  SslContextFactory.Client newTls() {
    return tls == null ? new SslContextFactory.Client() : tls.get();
  }
}
