// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.gateway;

import dev.edgefilter.ConfigState;
import dev.edgefilter.ConfigWatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Reads the configuration again on POST, and says what came of it. */
final class ReloadServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient ConfigWatcher watcher;

  ReloadServlet(ConfigWatcher watcher) {
    this.watcher = watcher;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ConfigState state = watcher.reload();
    ConfigState.Failure failure = state.failure();
    response.setStatus(
        failure == null ? HttpServletResponse.SC_OK : HttpServletResponse.SC_CONFLICT);
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().println("served: version " + state.version() + " since " + state.since());
    if (failure != null) {
      response.getWriter().println(failure.message());
    }
  }
}
