// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.explain.Explanation;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains over HTTP what the edge would do with a request, for operators.
 *
 * <p>Nothing registers it but the operator, and he does so where viewers do not come: in a context
 * of its own, best on a port of its own. Behind an {@link EdgeFilter} it answers 404 to everyone.
 *
 * <p>{@code GET ?url=https://host/path} with {@code method=}, any number of {@code header=Name:
 * value}, {@code address=} of the viewer, {@code context=} for the context path of the web app
 * behind the filter, and {@code format=text} or {@code json}. {@code GET ?store=largest} lists
 * stored responses instead: {@code path}, {@code largest}, {@code most-used} or {@code
 * soonest-to-expire} first, with {@code limit=}, {@code prefix=}, {@code tag=} and {@code
 * distribution=}. What it does not understand it answers with a 400 that says what was found and
 * what was expected.
 */
public final class ExplainServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ExplainServlet.class);

  /** Containers that store servlets away would store this one without its engine. */
  private final transient EdgeEngine engine;

  /** Explains what an engine would do; the engine is not closed by it. */
  public ExplainServlet(EdgeEngine engine) {
    this.engine = Objects.requireNonNull(engine, "engine");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getAttribute(ApplicationOrigin.EXCHANGE) != null) {
      LOG.warn("ExplainServlet is behind an EdgeFilter, where viewers come; it answers 404 there");
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    if (StoreListQuery.isOne(request.getQueryString())) {
      list(request, response);
      return;
    }
    try {
      ExplainQuery query = ExplainQuery.of(request.getQueryString());
      Explanation explanation =
          engine
              .explain(query.request(), query.contextPath(), query.address())
              .with(engine.explainStore());
      if (query.json()) {
        send(response, 200, "application/json", explanation.json());
      } else {
        send(response, 200, "text/plain", explanation.text());
      }
    } catch (IllegalArgumentException e) {
      send(response, 400, "text/plain", e.getMessage() + "\n" + ExplainQuery.USAGE);
    }
  }

  private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      StoreListQuery list = StoreListQuery.of(request.getQueryString());
      Explanation.Section section = engine.explainStore(list.query());
      if (list.json()) {
        send(response, 200, "application/json", section.json());
      } else {
        send(response, 200, "text/plain", section.text());
      }
    } catch (IllegalArgumentException e) {
      send(response, 400, "text/plain", e.getMessage() + "\n" + StoreListQuery.USAGE);
    }
  }

  private static void send(HttpServletResponse response, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(type + ";charset=utf-8");
    response.setContentLength(body.length);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.getOutputStream().write(body);
  }
}
