// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Finds the addresses of an origin's domain name, whatever name TLS is spoken with, and puts that
 * name on them: the client checks the certificate against the name of the address.
 */
record DomainAddresses(String domainName, SocketAddressResolver dns)
    implements SocketAddressResolver {

  @Override
  public void resolve(
      String name,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    dns.resolve(
        domainName,
        port,
        context,
        new Promise<>() {
          @Override
          public void succeeded(List<InetSocketAddress> found) {
            try {
              promise.succeeded(named(name, found));
            } catch (UnknownHostException e) {
              promise.failed(e);
            }
          }

          @Override
          public void failed(Throwable cause) {
            promise.failed(cause);
          }
        });
  }

  private static List<InetSocketAddress> named(String name, List<InetSocketAddress> found)
      throws UnknownHostException {
    List<InetSocketAddress> named = new ArrayList<>(found.size());
    for (InetSocketAddress each : found) {
      byte[] address = each.getAddress().getAddress();
      named.add(new InetSocketAddress(InetAddress.getByAddress(name, address), each.getPort()));
    }
    return named;
  }
}
