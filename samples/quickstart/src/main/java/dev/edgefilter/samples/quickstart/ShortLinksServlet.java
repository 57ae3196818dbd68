// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.function.KeyValueStore;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * {@code /short-links} on the operator's port: lists the short links, and sets one with the
 * parameters {@code from} and {@code to}; the function that reads them is told by nobody.
 */
@SuppressWarnings("serial")
final class ShortLinksServlet extends HttpServlet {
  private final EdgeEngine engine;

  ShortLinksServlet(EdgeEngine engine) {
    this.engine = engine;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> link : store().version().data().entrySet()) {
      text.append(link.getKey()).append(" -> ").append(link.getValue()).append('\n');
    }
    Answers.send(response, "text/plain; charset=utf-8", Answers.PRIVATE, text.toString());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String from = request.getParameter("from");
    String to = request.getParameter("to");
    if (from == null || to == null || !from.startsWith("/go/")) {
      response.sendError(400, "from=/go/... and to=... are needed");
      return;
    }
    store().put(from, to);
    doGet(request, response);
  }

  private KeyValueStore store() {
    return engine.keyValueStore(ObservatoryConfig.LINKS);
  }
}
