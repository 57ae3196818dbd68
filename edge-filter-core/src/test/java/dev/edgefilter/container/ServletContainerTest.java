// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("container")
class ServletContainerTest {
  @ParameterizedTest
  @EnumSource
  void containerOffersTheServletVersionOfTheRound(
      ServletContainer.Kind kind, @TempDir Path directory) throws Exception {
    try (ServletContainer container =
        kind.start(
            directory,
            (classes, context) -> context.addServlet("app", new Version()).addMapping("/*"))) {
      URI address = URI.create("http://127.0.0.1:" + container.port() + "/any");
      String body =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
              .body();
      assertEquals(ServletContainer.servletVersion(), body);
    }
  }

  private static final class Version extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      ServletContext context = request.getServletContext();
      response.getWriter().print(context.getMajorVersion() + "." + context.getMinorVersion());
    }
  }
}
