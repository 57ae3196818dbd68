// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.FunctionRuntime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Lambda@Edge handlers may answer (CloudFront: Restrictions on Lambda@Edge, quotas). */
@Tag("container")
class LambdaRulesTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind, FunctionEvent event, String statements) {
    return edges.start(
        kind,
        setup -> {
          setup.config.function(
              FunctionConfig.builder(
                      "fn",
                      "exports.handler = async (event) => {"
                          + " const {request, response} = event.Records[0].cf;"
                          + " const [, what, size] = request.uri.split('/');"
                          + statements
                          + " };")
                  .runtime(FunctionRuntime.LAMBDA_NODEJS)
                  .build());
          setup
              .defaultBehavior(b -> b.lambdaFunction(event, "fn", false))
              .app("/page", (q, r) -> r.getWriter().print("page"))
              .app("/status", (q, r) -> r.getWriter().print("status"))
              .app("/body", (q, r) -> r.getWriter().print("body"))
              .app("/length", (q, r) -> r.getWriter().print("length"))
              .app("/header", (q, r) -> r.getWriter().print("header"));
        });
  }

  private static String outcome(Edge edge, String path) throws Exception {
    RawResponse response = edge.get(path);
    int bytes = response.status() >= 500 ? 0 : response.body().length;
    return response.status() + " " + response.xCache() + " " + bytes;
  }

  private static final String MAKE =
      """
      if (what === 'body') { return {status: '200', body: 'x'.repeat(Number(size))}; }
      if (what === 'both') { return {status: '200', headers: {'x-a': [{value: 'y'.repeat(93)}]}, body: 'x'.repeat(Number(size))}; }
      return {status: what, body: size};
      """;

  @ParameterizedTest
  @EnumSource
  void anAnswerToAViewersRequestHas40KilobytesWithItsHeaders(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind, FunctionEvent.VIEWER_REQUEST, MAKE);
    String bad = "502 LambdaValidationError 0";
    assertEquals("200 LambdaGeneratedResponse 40960", outcome(edge, "/body/40960"));
    assertEquals(bad, outcome(edge, "/body/40961"));
    assertEquals("200 LambdaGeneratedResponse 40860", outcome(edge, "/both/40860"));
    assertEquals(bad, outcome(edge, "/both/40861"));
    assertEquals(bad, outcome(edge, "/204/text"));
    assertEquals(bad, outcome(edge, "/199"));
    assertEquals(bad, outcome(edge, "/600"));
    assertEquals(bad, outcome(edge, "/none"));
    assertEquals("404 LambdaGeneratedResponse 4", outcome(edge, "/404/none"));
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerInPlaceOfTheOriginHasAMegabyteAndIsStored(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind, FunctionEvent.ORIGIN_REQUEST, MAKE);
    assertEquals("200 Miss 1048576", outcome(edge, "/body/1048576"));
    assertEquals("200 Hit 1048576", outcome(edge, "/body/1048576"));
    assertEquals("502 LambdaValidationError 0", outcome(edge, "/body/1048577"));
  }

  @ParameterizedTest
  @EnumSource
  void aViewersResponseKeepsItsStatusAndItsBody(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.VIEWER_RESPONSE,
            """
            switch (what) {
              case 'status': response.status = '201'; break;
              case 'body': response.body = 'other'; break;
              case 'length': response.headers['content-length'] = [{value: '3'}]; break;
              case 'header': response.headers['x-a'] = [{value: 'added'}]; break;
            }
            return response;
            """);
    for (String path : new String[] {"/status", "/body", "/length"}) {
      assertEquals("502 LambdaValidationError 0", outcome(edge, path), path);
    }
    assertEquals("added", edge.get("/header").header("X-A"));
    assertEquals("200 Miss page", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void whatAHandlerLogsGoesToItsLogger(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.ORIGIN_REQUEST,
            "console.log('asked for', request.uri); return request;");
    String id = edge.get("/page").header("X-Amz-Cf-Id");
    edge.awaitEnds();
    String log = edges.log();
    assertTrue(log.contains("lambda.fn"), log);
    for (String line : new String[] {"START DistributionID: test", "asked for /page", "END"}) {
      assertTrue(log.contains(id + " " + line), log);
    }
  }
}
