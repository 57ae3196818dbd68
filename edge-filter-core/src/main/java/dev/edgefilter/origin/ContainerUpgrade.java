// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.origin;

import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Lets a viewer's connection leave HTTP in a container's own way, where the way of the Servlet API
 * does not do; found as a service ({@link java.util.ServiceLoader}).
 */
public interface ContainerUpgrade {

  /**
   * Connects viewer and origin once the response, whose status is 101, has gone out.
   *
   * @param containerRequest the request object of the container itself
   * @param ended takes the number of bytes that the viewer got, once, from any thread
   * @return false when the object is not of this container, so that nothing was done
   * @throws IOException when the connection cannot leave HTTP
   */
  boolean upgrade(Object containerRequest, OriginTunnel tunnel, LongConsumer ended)
      throws IOException;
}
