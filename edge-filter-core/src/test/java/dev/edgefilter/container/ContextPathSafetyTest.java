// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.internal.access.signing.SigningData;
import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No spelling of the context path hides what is below it from the patterns of behaviors. */
@Tag("container")
class ContextPathSafetyTest {
  private static final String[] ALIASES = {
    "/shop/private/file",
    "/%73hop/private/file",
    "/sh%6Fp/private/file",
    "/%73%68%6f%70/private/file",
    "//shop/private/file",
    "/./shop/private/file",
    "/x/../shop/private/file",
    "/shop/../shop/private/file",
    "/shop/shop/../private/file",
    "/shop;a=b/private/file",
    "/shop;/private/file",
    "/;a=b/shop/private/file",
    "/%2e/shop/private/file",
    "/x/%2e%2e/shop/private/file",
    "/shop%2fprivate/file",
    "/%2fshop/private/file",
    "/shop//private/file",
    "/shop/%70rivate/file",
    "/%73hop/%70rivate/file",
    "/%2573hop/private/file",
    "/shop\\private/file",
    "/\\shop/private/file",
    "http://www.example.test/%73hop/private/file",
  };

  @TempDir private Path directory;

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  private void install(ServletContext context, EdgeEngine engine) {
    context
        .addFilter("edge", new EdgeFilter(engine))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    context.addServlet("app", new App(seen)).addMapping("/*");
  }

  private static final class App extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient List<String> seen;

    App(List<String> seen) {
      this.seen = seen;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      seen.add(request.getServletPath() + request.getPathInfo());
      response.getWriter().print("seen");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noAliasReachesTheApplication(ServletContainer.Kind kind) throws Exception {
    EdgeConfig config =
        EdgeConfig.builder()
            .publicKey(SigningData.RSA_ID, SigningData.text("rsa-public.pem"))
            .keyGroup("group", SigningData.RSA_ID)
            .distribution(
                Distribution.builder()
                    .origin(OriginConfig.self("app"))
                    .behavior("/private/*", b -> b.trustedKeyGroup("group"))
                    .build())
            .build();
    try (EdgeEngine engine = EdgeEngine.builder().config(config).start();
        ServletContainer container =
            kind.start(
                directory,
                new ContainerSettings("/shop", false, Map.of(), null),
                (classes, context) -> install(context, engine))) {
      for (String alias : ALIASES) {
        try (RawConnection viewer = new RawConnection(container.port())) {
          int status = Edge.send(viewer, "GET", alias).receive().status();
          assertTrue(
              seen.stream().noneMatch(path -> path.contains("private")),
              () -> alias + " was answered with " + status + ": " + seen);
        }
      }
      try (RawConnection viewer = new RawConnection(container.port())) {
        assertEquals(200, Edge.send(viewer, "GET", "/shop/open").receive().status());
      }
    }
  }
}
