// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.EdgeEngine;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
    ExplainPage.answer(engine, request, response);
  }
}
