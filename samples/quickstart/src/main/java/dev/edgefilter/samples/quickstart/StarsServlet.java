// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** {@code /api/stars}: the same for everybody, so it says so and the edge keeps it. */
@SuppressWarnings("serial")
final class StarsServlet extends HttpServlet {
  private final StarCatalogue catalogue;

  StarsServlet(StarCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String constellation = request.getParameter("constellation");
    List<Star> stars = constellation == null ? catalogue.all() : catalogue.of(constellation);
    String json =
        stars.stream().map(Star::json).collect(Collectors.joining(",\n", "{\"stars\":[\n", "\n]}"));
    Answers.send(response, Answers.JSON, "public, max-age=300", json + "\n");
  }
}
