// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import java.security.KeyStore;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.jspecify.annotations.Nullable;

/**
 * How connections to origins are made and kept, whatever the origin; tests have others.
 *
 * @param trust whom TLS trusts, or null for whom the Java runtime trusts
 * @param dns finds the addresses of a name, or null for the Java runtime's resolver
 * @param oldestMillis the age at which a connection takes no more requests, in milliseconds above 0
 */
record ConnectionSettings(
    @Nullable KeyStore trust, @Nullable SocketAddressResolver dns, long oldestMillis) {

  /** A busy connection is given up at that age, so that a change of the address is noticed. */
  private static final long OLDEST_MILLIS = 60_000;

  static final ConnectionSettings USUAL = new ConnectionSettings(null, null, OLDEST_MILLIS);

  ConnectionSettings withTrust(KeyStore trusted) {
    return new ConnectionSettings(trusted, dns, oldestMillis);
  }
}
