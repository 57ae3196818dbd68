// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A web app without code for the edge: the library lies in its {@code WEB-INF/lib}, where the
 * container finds the web fragment by itself, and {@code web.xml} says where the configuration is.
 */
@Tag("container")
class WebFragmentTest {
  private static final String CONFIG =
      """
      {"Distributions": [{"Id": "D1", "DistributionConfig": {
        "CallerReference": "1", "Comment": "", "Enabled": true,
        "Origins": {"Quantity": 1, "Items": [{"Id": "site", "DomainName": "origin.example.com",
          "CustomOriginConfig":
            {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only"}}]},
        "DefaultCacheBehavior": {"TargetOriginId": "site", "ViewerProtocolPolicy": "allow-all",
          "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"}}}]}
      """;

  private static final String TEMPLATE =
      """
      Parameters:
        Door: {Type: String, Default: /admin}
      Resources:
        Told:
          Type: AWS::CloudFront::ResponseHeadersPolicy
          Properties:
            ResponseHeadersPolicyConfig:
              Name: told
              CustomHeadersConfig:
                Items: [{Header: X-Told, Value: !Join ['=', [max-age, 7]], Override: true}]
        Wall:
          Type: AWS::WAFv2::WebACL
          Properties:
            Scope: CLOUDFRONT
            DefaultAction: {Allow: {}}
            VisibilityConfig:
              {SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: wall}
            Rules:
              - Name: door
                Priority: 0
                Action: {Block: {}}
                VisibilityConfig:
                  {SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: door}
                Statement:
                  ByteMatchStatement:
                    SearchString: !Ref Door
                    FieldToMatch: {UriPath: {}}
                    PositionalConstraint: CONTAINS
                    TextTransformations: [{Priority: 0, Type: NONE}]
        Site:
          Type: AWS::CloudFront::Distribution
          Properties:
            DistributionConfig:
              Enabled: true
              WebACLId: !GetAtt Wall.Arn
              Origins:
                - Id: site
                  DomainName: !GetAtt LoadBalancer.DNSName
                  CustomOriginConfig: {OriginProtocolPolicy: http-only}
              DefaultCacheBehavior:
                TargetOriginId: site
                ViewerProtocolPolicy: allow-all
                CachePolicyId: 658327ea-f89d-4fab-a63d-7e88639e58f6
                ResponseHeadersPolicyId: !Ref Told
        LoadBalancer:
          Type: AWS::ElasticLoadBalancingV2::LoadBalancer
      """;

  private static final Map<String, String> CONFIGURED =
      Map.of(
          "edge-filter.config", "/WEB-INF/distribution.json",
          "edge-filter.origin-mapping", "site=self");

  private static final AtomicInteger RUNS = new AtomicInteger();

  @TempDir private Path directory;

  /** The whole of the application. */
  public static final class App extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      RUNS.incrementAndGet();
      response.getWriter().print("app " + request.getRequestURI());
    }
  }

  @BeforeEach
  void forgetRuns() {
    RUNS.set(0);
  }

  // --- the web app -----------------------------------------------------------------------------

  private ServletContainer start(
      ServletContainer.Kind kind, boolean library, Map<String, String> contextParameters)
      throws Exception {
    Path webInf = Files.createDirectories(directory.resolve("shop/WEB-INF/lib")).getParent();
    Files.writeString(webInf.resolve("distribution.json"), CONFIG);
    Files.writeString(webInf.resolve("web.xml"), descriptor(contextParameters));
    if (library) {
      copyLibrary(webInf.resolve("lib/edge-filter-core.jar"));
    }
    Path work = Files.createDirectories(directory.resolve("work"));
    return kind.startWebApp(work, "/shop", webInf.getParent());
  }

  private static String descriptor(Map<String, String> contextParameters) {
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">\n");
    new TreeMap<>(contextParameters)
        .forEach(
            (name, value) ->
                xml.append("<context-param><param-name>" + name + "</param-name>")
                    .append("<param-value>" + value + "</param-value></context-param>\n"));
    xml.append("<servlet><servlet-name>app</servlet-name><servlet-class>")
        .append(App.class.getName())
        .append("</servlet-class></servlet>\n<servlet-mapping><servlet-name>app</servlet-name>")
        .append("<url-pattern>/*</url-pattern></servlet-mapping>\n</web-app>\n");
    return xml.toString();
  }

  /** The library as the tests see it, a jar or the folder of its classes, as a jar. */
  private static void copyLibrary(Path jar) throws Exception {
    Path library =
        Path.of(EdgeFilter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isRegularFile(library)) {
      Files.copy(library, jar, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(library)) {
      for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(library.relativize(path).toString().replace('\\', '/')));
        Files.copy(path, out);
        out.closeEntry();
      }
    }
  }

  private static RawResponse ask(
      ServletContainer container, String method, String target, String... headers)
      throws IOException {
    try (RawConnection viewer = new RawConnection(container.port())) {
      return Edge.send(viewer, method, target, headers).receive();
    }
  }

  private static RawResponse get(ServletContainer container, String target, String... headers)
      throws IOException {
    return ask(container, "GET", target, headers);
  }

  // --- the edge in front of it -----------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void libraryInTheWebAppPutsTheEdgeInFront(ServletContainer.Kind kind) throws Exception {
    try (ServletContainer container = start(kind, true, CONFIGURED)) {
      assertEquals("200 Miss app /shop/a", get(container, "/shop/a").line());
      assertEquals("200 Hit app /shop/a", get(container, "/shop/a").line());
      assertEquals(1, RUNS.get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTemplateAndItsValuesAreAConfiguration(ServletContainer.Kind kind) throws Exception {
    Path webInf = Files.createDirectories(directory.resolve("shop/WEB-INF"));
    Files.writeString(webInf.resolve("template.yaml"), TEMPLATE);
    Files.writeString(webInf.resolve("values.json"), "{\"Parameters\": {\"Door\": \"/staff\"}}");
    Map<String, String> parameters = new TreeMap<>(CONFIGURED);
    parameters.put("edge-filter.config", "/WEB-INF/template.yaml, /WEB-INF/values.json");
    try (ServletContainer container = start(kind, true, parameters)) {
      assertEquals("200 Miss app /shop/a", get(container, "/shop/a").line());
      assertEquals("200 Hit app /shop/a", get(container, "/shop/a?other").line());
      assertEquals("max-age=7", get(container, "/shop/a").header("X-Told"));
      assertEquals(403, get(container, "/shop/staff/room").status());
      assertEquals("200 Miss app /shop/admin", get(container, "/shop/admin").line());
      assertEquals(2, RUNS.get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutConfigNothingAtAllHappens(ServletContainer.Kind kind) throws Exception {
    try (ServletContainer container = start(kind, true, Map.of())) {
      for (int i = 1; i <= 2; i++) {
        RawResponse response = get(container, "/shop/a");
        assertEquals("200  app /shop/a", response.line());
        for (String name : List.of("Age", "Cache-Status", "Via", "X-Amz-Cf-Id")) {
          assertFalse(response.headers().contains(name), name);
        }
        assertEquals(i, RUNS.get());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void parametersWithoutTheLibraryDoNothing(ServletContainer.Kind kind) throws Exception {
    try (ServletContainer container = start(kind, false, CONFIGURED)) {
      get(container, "/shop/a");
      assertEquals("200  app /shop/a", get(container, "/shop/a").line());
      assertEquals(2, RUNS.get());
    }
  }

  // --- explanations ----------------------------------------------------------------------------

  private static final String EXPLAIN =
      "/shop/edge/explain?context=/shop&url=http%3A%2F%2Fwww.example.test%2Fshop%2Fa";

  private static Map<String, String> explaining(String from) {
    Map<String, String> parameters = new TreeMap<>(CONFIGURED);
    parameters.put("edge-filter.explain-path", "/edge/explain");
    parameters.put("edge-filter.explain-from", from);
    return parameters;
  }

  @ParameterizedTest
  @EnumSource
  void operatorsReadExplanationsOnThePathThatIsGiven(ServletContainer.Kind kind) throws Exception {
    try (ServletContainer container = start(kind, true, explaining("192.0.2.0/24, 127.0.0.1"))) {
      RawResponse before = get(container, EXPLAIN);
      assertEquals(200, before.status());
      assertTrue(
          before.text().startsWith("GET http://www.example.test/shop/a\n  Miss"), before.text());
      assertEquals("no-store", before.header("Cache-Control"));
      assertEquals("", before.xCache());
      assertEquals(0, RUNS.get());

      get(container, "/shop/a");
      assertTrue(get(container, EXPLAIN).text().contains("\n  Hit, status 200: "));
      assertEquals(1, RUNS.get());
      assertEquals(400, get(container, "/shop/edge/explain").status());
      assertEquals(405, ask(container, "DELETE", EXPLAIN).status());
      assertEquals("", ask(container, "HEAD", EXPLAIN).text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void forViewersThePathIsTheApplications(ServletContainer.Kind kind) throws Exception {
    try (ServletContainer container = start(kind, true, explaining("127.0.0.1"))) {
      for (String line :
          List.of(
              "X-Forwarded-For: 127.0.0.1",
              "Forwarded: for=127.0.0.1",
              "Via: 1.1 proxy",
              "X-Real-IP: 127.0.0.1",
              "x-forwarded-proto: https",
              "X-Forwarded-Host: www.example.test")) {
        assertTrue(get(container, EXPLAIN, line).text().startsWith("app "), line);
      }
      assertTrue(get(container, "/shop/edge/explain/").text().startsWith("app "));
      assertTrue(get(container, "/shop/edge/%65xplain").text().startsWith("app "));
    }
    try (ServletContainer container = start(kind, true, explaining("192.0.2.7"))) {
      assertEquals("app /shop/edge/explain", get(container, EXPLAIN).text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingExplainsUnlessAsked(ServletContainer.Kind kind) throws Exception {
    try (ServletContainer container = start(kind, true, CONFIGURED)) {
      assertEquals("app /shop/edge/explain", get(container, EXPLAIN).text());
    }
  }
}
