// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes while a web app is taken down must not go by the edge. */
@Tag("container")
class DestroyedFilterTest {
  private static final String CONFIG =
      """
      {"Enabled": true, "Origins": {"Quantity": 1, "Items": [{"Id": "app", "DomainName": "self"}]},
       "DefaultCacheBehavior": {"TargetOriginId": "app", "ViewerProtocolPolicy": "allow-all",
        "CachePolicyId": "Managed-CachingDisabled"}}
      """;

  @TempDir private Path directory;

  private final AtomicInteger runs = new AtomicInteger();

  /** The whole of the application. */
  private static final class App extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient AtomicInteger runs;

    App(AtomicInteger runs) {
      this.runs = runs;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      runs.incrementAndGet();
      response.getWriter().print("app");
    }
  }

  private void install(ServletContext context, EdgeFilter filter, Path config) {
    FilterRegistration.Dynamic registration = context.addFilter("edge", filter);
    registration.setInitParameter("config", config.toString());
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    context.addServlet("app", new App(runs)).addMapping("/*");
  }

  private static int status(ServletContainer container) throws Exception {
    try (RawConnection viewer = new RawConnection(container.port())) {
      return Edge.send(viewer, "GET", "/a").receive().status();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingReachesTheApplication(ServletContainer.Kind kind) throws Exception {
    Path config = Files.writeString(directory.resolve("edge.json"), CONFIG);
    EdgeFilter filter = new EdgeFilter();
    try (ServletContainer container =
        kind.start(
            directory,
            new ContainerSettings("", false, Map.of(), null),
            (classes, context) -> install(context, filter, config))) {
      assertEquals(200, status(container));
      filter.destroy();
      assertEquals(503, status(container));
      assertEquals(1, runs.get());
    }
  }
}
