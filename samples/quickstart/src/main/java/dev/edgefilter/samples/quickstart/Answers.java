// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes the answers of the application. */
final class Answers {
  static final String HTML = "text/html; charset=utf-8";
  static final String JSON = "application/json";
  static final String TEXT = "text/plain; charset=utf-8";

  /** For answers that are one viewer's own: no cache may keep them. */
  static final String PRIVATE = "private, no-store";

  private Answers() {}

  static void send(
      HttpServletResponse response, String contentType, String cacheControl, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setContentType(contentType);
    response.setHeader("Cache-Control", cacheControl);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Sends a browser on to a page after a form, so that reloading does not post again. */
  static void seeOther(HttpServletResponse response, String path) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Cache-Control", PRIVATE);
    response.setHeader("Location", path);
  }

  /** The scheme, host and port that the viewer uses, such as {@code http://localhost:8080}. */
  static String baseUrl(HttpServletRequest request) {
    StringBuffer url = request.getRequestURL();
    return url.substring(0, url.length() - request.getRequestURI().length());
  }
}
