// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Edge functions in front of a real application. */
@Tag("container")
class EdgeFunctionsTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind, FunctionEvent event, EdgeFunction code) {
    return edges.start(
        kind,
        setup -> {
          setup.engine.function("code", code);
          setup
              .policy(EdgeSetup.policy("by-query").queryStrings(NameSelection.all()).build())
              .defaultBehavior(b -> b.cachePolicy("by-query").function(event, "code"))
              .app("/old", (q, r) -> r.getWriter().print("old"))
              .app(
                  "/page",
                  (q, r) -> {
                    r.setHeader("X-App", "1");
                    r.getWriter().print("page " + q.getQueryString() + " " + q.getHeader("X-Fn"));
                  });
        });
  }

  @ParameterizedTest
  @EnumSource
  void viewerRequestFunctionChangesPathAndKey(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.VIEWER_REQUEST,
            event -> FunctionResult.request(event.request().withUri("/page").withQuery("q=1")));
    assertEquals("200 Miss page q=1 null", edge.get("/old?x=2").line());
    assertEquals("200 Hit page q=1 null", edge.get("/other?x=3").line());
    assertEquals(0, edge.runs("/old"));
  }

  @ParameterizedTest
  @EnumSource
  void viewerRequestFunctionAnswersItself(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.VIEWER_REQUEST,
            event -> FunctionResult.response(FunctionResponse.redirect(302, "/login")));
    RawResponse response = edge.get("/page");
    assertEquals("302 FunctionGeneratedResponse ", response.line());
    assertEquals("/login", response.header("Location"));
    assertEquals(0, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void originRequestFunctionRunsOnAMissOnly(ServletContainer.Kind kind) throws Exception {
    int[] runs = {0};
    Edge edge =
        start(
            kind,
            FunctionEvent.ORIGIN_REQUEST,
            event -> {
              runs[0]++;
              return FunctionResult.request(event.request().withHeader("X-Fn", "run " + runs[0]));
            });
    assertEquals("200 Miss page null run 1", edge.get("/page").line());
    assertEquals("200 Hit page null run 1", edge.get("/page").line());
    assertEquals(1, runs[0]);
  }

  @ParameterizedTest
  @EnumSource
  void whatAnOriginRequestFunctionAnswersIsStored(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.ORIGIN_REQUEST,
            event -> FunctionResult.response(FunctionResponse.text(200, "generated")));
    assertEquals("200 Miss generated", edge.get("/page").line());
    assertEquals("200 Hit generated", edge.get("/page").line());
    assertEquals(0, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void originResponseFunctionShapesWhatIsStored(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.ORIGIN_RESPONSE,
            event ->
                FunctionResult.response(
                    event.requireResponse().withHeader("X-Fn", "1").withBody("other")));
    RawResponse miss = edge.get("/page");
    RawResponse hit = edge.get("/page");
    assertEquals("200 Miss other", miss.line());
    assertEquals("200 Hit other", hit.line());
    assertEquals("11", hit.header("X-Fn") + hit.header("X-App"));
  }

  @ParameterizedTest
  @EnumSource
  void viewerResponseFunctionChangesTheViewersCopyOnly(ServletContainer.Kind kind)
      throws Exception {
    int[] runs = {0};
    Edge edge =
        start(
            kind,
            FunctionEvent.VIEWER_RESPONSE,
            event -> {
              runs[0]++;
              return FunctionResult.response(
                  event.requireResponse().withStatus(203).withHeader("X-Fn", "" + runs[0]));
            });
    RawResponse miss = edge.get("/page");
    RawResponse hit = edge.get("/page");
    assertEquals("203 Miss page null null", miss.line());
    assertEquals("203 Hit page null null", hit.line());
    assertEquals("12", miss.header("X-Fn") + hit.header("X-Fn"));
    assertEquals("1", hit.header("X-App"));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          JETTY  | VIEWER_REQUEST  | Host              | 0
          TOMCAT | VIEWER_REQUEST  | Host              | 0
          JETTY  | ORIGIN_REQUEST  | If-None-Match     | 0
          TOMCAT | ORIGIN_REQUEST  | If-None-Match     | 0
          JETTY  | ORIGIN_RESPONSE | Transfer-Encoding | 1
          TOMCAT | ORIGIN_RESPONSE | Transfer-Encoding | 1
          JETTY  | VIEWER_RESPONSE | Via               | 1
          TOMCAT | VIEWER_RESPONSE | Via               | 1
          """)
  void functionThatBreaksOrTouchesAReadOnlyHeaderIsAnError(
      ServletContainer.Kind kind, FunctionEvent event, String header, int appRuns)
      throws Exception {
    edges.expectLoggedExceptions();
    Edge broken =
        start(
            kind,
            event,
            any -> {
              throw new IllegalStateException("wanted");
            });
    RawResponse failed = broken.get("/page");
    assertEquals("503 FunctionExecutionError", failed.status() + " " + failed.xCache());
    assertTrue(failed.text().contains("503 ERROR") && failed.complete());
    assertEquals(appRuns, broken.runs("/page"));
    assertEquals(0, broken.engine.statistics().entries());
    Edge forbidden =
        start(
            kind,
            event,
            given ->
                given.response() == null
                    ? FunctionResult.request(given.request().withHeader(header, "x"))
                    : FunctionResult.response(given.requireResponse().withHeader(header, "x")));
    RawResponse invalid = forbidden.get("/page");
    assertEquals("502 FunctionValidationError", invalid.status() + " " + invalid.xCache());
    assertEquals(0, forbidden.engine.statistics().entries());
  }
}
