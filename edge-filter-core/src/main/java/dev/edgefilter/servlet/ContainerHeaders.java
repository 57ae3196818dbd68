// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.NativeHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts header lines on a response in the container's own way where there is one, else by the
 * Servlet API.
 */
final class ContainerHeaders {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerHeaders.class);
  private static final int MOST_WAYS = 16;
  private static final NativeHeaders[] WAYS = find();

  private ContainerHeaders() {}

  /** Sets all lines on a response for which no application has run. */
  static void setAll(HttpServletResponse response, Headers lines) {
    for (NativeHeaders way : WAYS) {
      if (way.setAll(response, lines)) {
        return;
      }
    }
    HeadWriter.write(response, lines, Headers.EMPTY);
  }

  /** Adds one line beside those of its name. */
  static void add(HttpServletResponse response, String name, String value) {
    for (NativeHeaders way : WAYS) {
      if (way.add(response, name, value)) {
        return;
      }
    }
    response.addHeader(name, value);
  }

  private static NativeHeaders[] find() {
    List<NativeHeaders> found = new ArrayList<>();
    Iterator<NativeHeaders> services =
        ServiceLoader.load(NativeHeaders.class, ContainerHeaders.class.getClassLoader()).iterator();
    for (int i = 0; i < MOST_WAYS; i++) {
      try {
        if (!services.hasNext()) {
          break;
        }
        found.add(services.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        // Its container is not there, or hidden from the web app: the Servlet API does as well.
        LOG.debug("a way to add headers cannot be used", e);
      }
    }
    return found.toArray(new NativeHeaders[0]);
  }
}
