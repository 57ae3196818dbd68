// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.origin.ContainerUpgrade;
import dev.edgefilter.origin.OriginTunnel;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets viewers leave HTTP: in the container's own way where there is one, else by the Servlet API.
 */
final class Upgrades {

  private static final Logger LOG = LoggerFactory.getLogger(Upgrades.class);
  private static final List<ContainerUpgrade> OWN_WAYS = find();

  private Upgrades() {}

  /** A way whose container is not there cannot be loaded, and is not needed. */
  private static List<ContainerUpgrade> find() {
    List<ContainerUpgrade> found = new ArrayList<>();
    Iterator<ContainerUpgrade> services =
        ServiceLoader.load(ContainerUpgrade.class, Upgrades.class.getClassLoader()).iterator();
    while (services.hasNext()) {
      try {
        found.add(services.next());
      } catch (ServiceConfigurationError e) {
        LOG.debug("Not on this container", e);
      }
    }
    return List.copyOf(found);
  }

  /** The head with status 101 is set on the response already. */
  static void open(HttpServletRequest request, OriginTunnel tunnel, LongConsumer ended)
      throws IOException {
    Object innermost = innermost(request);
    for (ContainerUpgrade own : OWN_WAYS) {
      if (upgrades(own, innermost, tunnel, ended)) {
        return;
      }
    }
    try {
      request.upgrade(TunnelHandler.class).connect(tunnel, ended);
    } catch (ServletException e) {
      throw new IOException("the container does not let the viewer leave HTTP", e);
    }
  }

  private static boolean upgrades(
      ContainerUpgrade own, Object request, OriginTunnel tunnel, LongConsumer ended)
      throws IOException {
    try {
      return own.upgrade(request, tunnel, ended);
    } catch (NoClassDefFoundError e) {
      return false; // its container is another one
    }
  }

  private static Object innermost(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner;
  }
}
