// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.config.KeyValueStoreConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.function.FunctionEngine;
import dev.edgefilter.function.FunctionServices;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CloudFront Functions in JavaScript in front of a real application. */
@Tag("container")
class JavaScriptFunctionsTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind, FunctionEvent event, String code) {
    return edges.start(
        kind,
        setup -> {
          setup.config.keyValueStore(KeyValueStoreConfig.of("routes", Map.of("/a", "/page")));
          setup.config.function(
              FunctionConfig.builder("code", code).keyValueStore("routes").build());
          setup
              .defaultBehavior(b -> b.function(event, "arn:aws:cloudfront::1:function/code"))
              .app("/page", (q, r) -> r.getWriter().print("page " + q.getHeader("X-Fn")))
              .app(
                  "/gone",
                  (q, r) -> {
                    r.setStatus(404);
                    r.getWriter().print("gone");
                  });
        });
  }

  @ParameterizedTest
  @EnumSource
  void aStoreDecidesWhereARequestGoesAndItsChangesCountAtOnce(ServletContainer.Kind kind)
      throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.VIEWER_REQUEST,
            """
            import cf from 'cloudfront';
            async function handler(event) {
              const request = event.request;
              try {
                request.uri = await cf.kvs().get(request.uri);
              } catch (e) {
                return {statusCode: 404, body: String(e.message)};
              }
              return request;
            }
            """);
    assertEquals("200 Miss page null", edge.get("/a").line());
    assertEquals("200 Hit page null", edge.get("/a").line());
    assertEquals(
        "404 FunctionGeneratedResponse KeyNotFound: there is no key \"/b\"", edge.get("/b").line());
    edge.engine.keyValueStore("routes").put("/b", "/page");
    assertEquals("200 Hit page null", edge.get("/b").line());
  }

  @ParameterizedTest
  @EnumSource
  void aViewerResponseFunctionRunsOnMissAndHitButNotOnErrors(ServletContainer.Kind kind)
      throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.VIEWER_RESPONSE,
            """
            function handler(event) {
              var response = event.response;
              response.headers['strict-transport-security'] = {value: 'max-age=63072000'};
              response.cookies.seen = {value: event.request.uri, attributes: 'Path=/; Secure'};
              return response;
            }
            """);
    RawResponse miss = edge.get("/page");
    RawResponse hit = edge.get("/page");
    assertEquals("200 Miss page null", miss.line());
    assertEquals("200 Hit page null", hit.line());
    assertEquals("max-age=63072000", hit.header("Strict-Transport-Security"));
    assertEquals("seen=/page; Path=/; Secure", hit.header("Set-Cookie"));
    assertEquals("", edge.get("/gone").header("Strict-Transport-Security"));
  }

  /** Once it has asked for headers, a function is given those of later requests beforehand. */
  @ParameterizedTest
  @EnumSource
  void eachViewerIsAnsweredByTheHeadersOfItsOwnRequest(ServletContainer.Kind kind)
      throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.VIEWER_REQUEST,
            """
            function handler(event) {
              var mine = event.request.uri === '/mine' ? event.request.headers['x-mine'] : null;
              return {statusCode: 200, body: mine ? JSON.stringify(mine) : 'none'};
            }
            """);
    String generated = "200 FunctionGeneratedResponse ";

    assertEquals(generated + "none", edge.get("/", "X-Mine: a").line());
    for (String value : new String[] {"b", "c", "d"}) {
      assertEquals(
          generated + "{\"value\":\"" + value + "\"}",
          edge.get("/mine", "X-Mine: " + value).line());
      assertEquals(generated + "none", edge.get("/mine").line());
      assertEquals(
          generated + "{\"value\":\"e\",\"multiValue\":[{\"value\":\"e\"},{\"value\":\"f\"}]}",
          edge.get("/mine", "X-Mine: e", "X-Mine: f").line());
      assertEquals(generated + "none", edge.get("/", "X-Mine: " + value).line());
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachFailureHasItsDocumentedStatus(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.VIEWER_REQUEST,
            """
            function handler(event) {
              var request = event.request;
              switch (request.uri) {
                case '/throws': return nothing.here;
                case '/loops': while (true) {}
                case '/shape': return {answer: 42};
                case '/host': request.headers.host.value = 'other'; return request;
                case '/edge': request.headers['x-edge-a'] = {value: '1'}; return request;
                case '/method': request.method = 'POST'; return request;
                case '/no-path': request.uri = 'page'; return request;
                case '/question': request.uri = '/page?a=b'; return request;
                case '/status': return {statusCode: 600};
                default: return request;
              }
            }
            """);
    assertEquals("503 FunctionExecutionError", failure(edge, "/throws"));
    assertEquals("503 FunctionExecutionError", failure(edge, "/loops"));
    assertEquals("503 FunctionValidationError", failure(edge, "/shape"));
    assertEquals("502 FunctionValidationError", failure(edge, "/host"));
    assertEquals("502 FunctionValidationError", failure(edge, "/edge"));
    assertEquals("502 FunctionValidationError", failure(edge, "/method"));
    assertEquals("503 FunctionValidationError", failure(edge, "/no-path"));
    assertEquals("503 FunctionValidationError", failure(edge, "/question"));
    assertEquals("503 FunctionValidationError", failure(edge, "/status"));
    assertEquals("200 Miss page null", edge.get("/page").line());
  }

  private static String failure(Edge edge, String path) throws Exception {
    RawResponse response = edge.get(path);
    return response.status() + " " + response.xCache();
  }

  @Test
  void javaScriptWithoutItsLibraryIsRefusedWithTheNameOfTheArtifact() {
    FunctionEngine absent =
        new FunctionEngine() {
          @Override
          public boolean available() {
            return false;
          }

          @Override
          public LoadedFunction load(FunctionConfig code, FunctionServices services) {
            throw new AssertionError("not available");
          }
        };
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                EdgeEngine.builder()
                    .functionEngine(absent)
                    .javaScript("f", "function handler(e) { return e.request; }")
                    .distribution(site(FunctionEvent.VIEWER_REQUEST))
                    .start());
    assertTrue(e.getMessage().contains("org.graalvm.js:js-language"), e.getMessage());
  }

  @Test
  void codeThatCannotRunAndEventsThatDoNotFitAreRefusedWhenThePlanIsCompiled() {
    ConfigException broken =
        assertThrows(
            ConfigException.class,
            () ->
                EdgeEngine.builder()
                    .javaScript("f", "function handler(e) {\n return e.request")
                    .distribution(site(FunctionEvent.VIEWER_REQUEST))
                    .start());
    assertTrue(broken.getMessage().contains("failed with SyntaxError"), broken.getMessage());
    ConfigException misplaced =
        assertThrows(
            ConfigException.class,
            () ->
                EdgeEngine.builder()
                    .javaScript("f", "function handler(e) { return e.request; }")
                    .distribution(site(FunctionEvent.ORIGIN_REQUEST))
                    .start());
    assertTrue(
        misplaced.getMessage().contains("run on viewer-request and viewer-response"),
        misplaced.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void aPublicationChangesTheFunctionForTheNextViewer(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.VIEWER_REQUEST,
            "function handler(e) { return {statusCode: 200, body: 'one'}; }");
    assertEquals("200 FunctionGeneratedResponse one", edge.get("/").line());
    edge.engine.publish(
        EdgeConfig.builder()
            .distribution(site(FunctionEvent.VIEWER_REQUEST))
            .function(
                FunctionConfig.builder(
                        "f", "function handler(e) { return {statusCode: 200, body: 'two'}; }")
                    .runtime(FunctionRuntime.CLOUDFRONT_JS_1_0)
                    .build())
            .build());
    assertEquals("200 FunctionGeneratedResponse two", edge.get("/").line());
  }

  private static DistributionConfig site(FunctionEvent event) {
    return Distribution.builder()
        .id("E1")
        .origin(OriginConfig.self("app"))
        .defaultBehavior(b -> b.function(event, "f"))
        .build();
  }
}
