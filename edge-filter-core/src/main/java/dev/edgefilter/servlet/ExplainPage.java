// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.explain.Explanation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Explains over HTTP; who may ask is for its callers to decide. */
final class ExplainPage {

  private ExplainPage() {}

  /** Answers with an explanation, or with a 400 that says what was expected. */
  static void answer(EdgeEngine engine, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (StoreListQuery.isOne(request.getQueryString())) {
      list(engine, request, response);
      return;
    }
    try {
      ExplainQuery query = ExplainQuery.of(request.getQueryString(), site(request));
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

  /** The site that was asked, for a path alone; null when the viewer named none. */
  private static @Nullable String site(HttpServletRequest request) {
    String scheme = request.getScheme();
    String host = new ServletRequestHead(request, scheme).header("Host");
    return host == null ? null : scheme + "://" + host;
  }

  private static void list(
      EdgeEngine engine, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
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
