// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A web app that is configured by init parameters, with a context path. */
@Tag("container")
class WebAppTest {
  private static final String CONFIG =
      """
      {"Distributions": [{"Id": "D1", "DistributionConfig": {
        "CallerReference": "1", "Comment": "", "Enabled": true,
        "DefaultRootObject": "home.html",
        "Origins": {"Quantity": 1, "Items": [{"Id": "site", "DomainName": "origin.example.com",
          "CustomOriginConfig":
            {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only"}}]},
        "DefaultCacheBehavior": {"TargetOriginId": "site", "ViewerProtocolPolicy": "allow-all",
          "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"},
        "CacheBehaviors": {"Quantity": 1, "Items": [{"PathPattern": "/live/*",
          "TargetOriginId": "site", "ViewerProtocolPolicy": "allow-all",
          "CachePolicyId": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"}]}}}]}
      """;

  @TempDir private Path directory;

  private ServletContainer start(
      ServletContainer.Kind kind, Filter filter, Map<String, String> parameters) throws Exception {
    return kind.start(
        directory.resolve("work"),
        new ContainerSettings("/shop", false, Map.of(), null),
        (classes, context) -> install(context, filter, parameters));
  }

  private static void install(
      ServletContext context, Filter filter, Map<String, String> parameters) {
    var registration = context.addFilter("edge", filter);
    registration.setAsyncSupported(true);
    registration.setInitParameters(parameters);
    registration.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    var servlet = context.addServlet("app", new App());
    servlet.setAsyncSupported(true);
    servlet.addMapping("/*");
  }

  private static final class App extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response
          .getWriter()
          .print(
              request.getContextPath()
                  + "|"
                  + request.getServletPath()
                  + "|"
                  + request.getPathInfo()
                  + "|"
                  + request.getRequestURI());
    }
  }

  private static RawResponse get(ServletContainer container, String target) throws IOException {
    try (RawConnection viewer = new RawConnection(container.port())) {
      return Edge.send(viewer, "GET", target).receive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void initParametersConfigureTheEdgeBelowTheContextPath(ServletContainer.Kind kind)
      throws Exception {
    Path file = Files.writeString(directory.resolve("config.json"), CONFIG);
    Map<String, String> parameters =
        Map.of(
            "config",
            file.toString(),
            "origin-mapping",
            "site=self",
            "memory",
            "16m",
            "slice-size",
            "2m");
    try (ServletContainer container = start(kind, new EdgeFilter(), parameters)) {
      assertEquals("200 Miss /shop||/a|/shop/a", get(container, "/shop/a").line());
      assertEquals("200 Hit /shop||/a|/shop/a", get(container, "/shop/a").line());
      assertEquals("200 Miss /shop||/live/a|/shop/live/a", get(container, "/shop/live/a").line());
      assertEquals("200 Miss /shop||/live/a|/shop/live/a", get(container, "/shop/live/a").line());
      assertEquals("200 Miss /shop||/home.html|/shop/home.html", get(container, "/shop/").line());
      assertEquals("Hit", get(container, "/shop/home.html").xCache());
    }
  }

  @ParameterizedTest
  @EnumSource
  void filterWithoutConfigDoesNothing(ServletContainer.Kind kind) throws Exception {
    try (ServletContainer container = start(kind, new EdgeFilter(), Map.of())) {
      assertEquals("200  /shop||/a|/shop/a", get(container, "/shop/a").line());
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingPassesAFilterThatWasDestroyed(ServletContainer.Kind kind) throws Exception {
    Path file = Files.writeString(directory.resolve("config.json"), CONFIG);
    EdgeFilter filter = new EdgeFilter();
    Map<String, String> parameters =
        Map.of("config", file.toString(), "origin-mapping", "site=self", "memory", "16m");
    try (ServletContainer container = start(kind, filter, parameters)) {
      assertEquals(200, get(container, "/shop/a").status());
      filter.destroy();
      assertEquals(503, get(container, "/shop/a").status());
    }
  }

  @ParameterizedTest
  @EnumSource
  void brokenSettingsAreExplained(ServletContainer.Kind kind) throws Exception {
    Path good = Files.writeString(directory.resolve("good.json"), CONFIG);
    Path broken =
        Files.writeString(
            directory.resolve("broken.json"), CONFIG.replace("allow-all", "allow-everything"));
    String[][] table = {
      {"config", broken.toString(), "broken.json:7:78", "allow-everything"},
      {"config", directory.resolve("none.json").toString(), "none.json", "none.json"},
      {"config", "/WEB-INF/none.json", "is not in the web app", "/WEB-INF/none.json"},
      {"memory", "much", "expected a number of bytes such as 64m", "much"},
      {"slice-size", "wide", "expected a number of bytes such as 64m", "wide"},
      {"slice-size", "63k", "expected 0 or 65536 to 67108864", "64512"},
      {"slice-size", "9g", "expected 0 or 65536 to 67108864", "slice size is"},
      {"fidelity", "total", "expected safe, standard, cloudfront", "total"},
      {"origin-mapping", "site=there", "expected self", "site=there"},
      {"confog", "x", "unknown", "confog"},
      {"explain-path", "/edge/explain", "without explain-from", "such as 127.0.0.1"},
      {"explain-from", "127.0.0.1", "without explain-path", "such as /edge/explain"},
    };
    for (String[] row : table) {
      Failing filter = new Failing();
      Map<String, String> parameters =
          row[0].equals("config")
              ? Map.of(row[0], row[1])
              : Map.of("config", good.toString(), row[0], row[1]);
      try (ServletContainer container = start(kind, filter, parameters)) {
        assertEquals("200  /shop||/a|/shop/a", get(container, "/shop/a").line());
        assertTrue(filter.message.contains(row[2]), row[0] + ": " + filter.message);
        assertTrue(filter.message.contains(row[3]), row[0] + ": " + filter.message);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void brokenPathsAndAddressesOfOperatorsAreExplained(ServletContainer.Kind kind) throws Exception {
    Path good = Files.writeString(directory.resolve("good.json"), CONFIG);
    String[][] table = {
      {"/", "127.0.0.1", "explain-path is \"/\""},
      {"explain", "127.0.0.1", "explain-path is \"explain\""},
      {"/explain/*", "127.0.0.1", "expected one path below the web app"},
      {"/a//explain", "127.0.0.1", "explain-path is \"/a//explain\""},
      {"/a/../explain", "127.0.0.1", "explain-path is \"/a/../explain\""},
      {"/%65xplain", "127.0.0.1", "explain-path is \"/%65xplain\""},
      {"/explain", "localhost", "explain-from is [localhost]"},
      {"/explain", "10.0.0.0/40", "expected addresses or ranges such as 10.0.0.0/8"},
      {"/explain", ",", "explain-path is set without explain-from"},
    };
    for (String[] row : table) {
      Failing filter = new Failing();
      Map<String, String> parameters =
          Map.of("config", good.toString(), "explain-path", row[0], "explain-from", row[1]);
      start(kind, filter, parameters).close();
      assertTrue(filter.message.contains(row[2]), row[0] + ": " + filter.message);
    }
  }

  @ParameterizedTest
  @EnumSource
  void misspelledContextParameterIsExplained(ServletContainer.Kind kind) throws Exception {
    Failing filter = new Failing();
    try (ServletContainer container =
        kind.start(
            directory.resolve("work"),
            new ContainerSettings("/shop", false, Map.of(), null),
            (classes, context) -> {
              context.setInitParameter("edge-filter.explian-path", "/edge/explain");
              install(context, filter, Map.of());
            })) {
      assertEquals("200  /shop||/a|/shop/a", get(container, "/shop/a").line());
      assertTrue(filter.message.contains("[edge-filter.explian-path]"), filter.message);
    }
  }

  /** Keeps why the edge does not start. */
  private static final class Failing implements Filter {
    private final EdgeFilter edge = new EdgeFilter();
    private volatile String message = "started";

    @Override
    public void init(FilterConfig config) {
      try {
        edge.init(config);
      } catch (ServletException e) {
        message = e.getMessage();
      }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }

    @Override
    public void destroy() {
      edge.destroy();
    }
  }
}
