// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends interim responses where a container can, for which the Servlet API has no word: {@code
 * sendError(103)} does so on Jetty and Tomcat, {@code sendError(102)} on Jetty only.
 */
final class InterimResponses {

  private static final int PROCESSING = 102;
  private static final int EARLY_HINTS = 103;

  private InterimResponses() {}

  /** Sends the head now, or drops it; the response is as it was before. */
  static void send(HttpServletRequest request, HttpServletResponse response, ResponseHead head)
      throws IOException {
    if (response.isCommitted() || !canSend(request, head.status())) {
      return;
    }
    Headers before = HeadWriter.read(response, -1, Headers.EMPTY);
    HeadWriter.write(response, head.headers(), Headers.EMPTY);
    response.sendError(head.status());
    HeadWriter.removeOthers(response, Headers.EMPTY, head.headers(), before);
  }

  private static boolean canSend(HttpServletRequest request, int status) {
    if (request.getProtocol().equals("HTTP/1.0")) {
      return false; // RFC 9110, 15.2
    }
    String server = request.getServletContext().getServerInfo();
    if (server.startsWith("jetty/12")) {
      return status == PROCESSING || status == EARLY_HINTS;
    }
    return server.startsWith("Apache Tomcat/") && status == EARLY_HINTS;
  }
}
