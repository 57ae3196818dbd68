// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What functions log, where, and how much of it (CloudFront: edge function logs, quotas). */
@Tag("container")
class FunctionLogsTest {
  private static final String LOGGER = "cloudfront.function.told - ";

  private static final String EVENT =
      """
      {"version": "1.0", "context": {"eventType": "viewer-request"}, "viewer": {"ip": "192.0.2.1"},
       "request": {"method": "GET", "uri": "/lines", "querystring": {}, "headers": {}, "cookies": {}}}
      """;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup -> {
          setup.config.function(
              FunctionConfig.builder(
                      "told",
                      """
                      function handler(event) {
                        switch (event.request.uri) {
                          case '/lines': console.log('first'); console.log('second', 'third'); break;
                          case '/long':
                            console.log('x'.repeat(Number(event.request.querystring.by.value)));
                            console.log('more');
                            break;
                          case '/fails': console.log('before'); throw new Error('wanted');
                        }
                        return {statusCode: 200};
                      }
                      """)
                  .arn("arn:aws:cloudfront::123456789012:function/told")
                  .build());
          setup.defaultBehavior(
              b ->
                  b.function(
                      FunctionEvent.VIEWER_REQUEST,
                      "arn:aws:cloudfront::123456789012:function/told"));
        });
  }

  /** The lines of the function's own logger. */
  private List<String> lines() {
    return edges
        .log()
        .lines()
        .filter(line -> line.contains(LOGGER))
        .map(line -> line.substring(line.indexOf(LOGGER) + LOGGER.length()))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void linesStandBetweenStartAndEndUnderTheIdOfTheRequest(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind);
    String id = edge.get("/lines").header("X-Amz-Cf-Id");
    edge.awaitEnds();
    assertEquals(
        List.of(
            id + " START DistributionID: " + EdgeSetup.ID,
            id + " first",
            id + " second",
            id + " END"),
        lines());
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionThatSaysNothingLeavesNoLine(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    edge.get("/silent");
    edge.awaitEnds();
    assertEquals(List.of(), lines());
  }

  @ParameterizedTest
  @EnumSource
  void aFailureIsToldAmongTheLines(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    String id = edge.get("/fails").header("X-Amz-Cf-Id");
    edge.awaitEnds();
    assertEquals(
        List.of(
            id + " START DistributionID: " + EdgeSetup.ID,
            id + " before",
            id + " The function failed with Error: wanted in line 8",
            id + " END"),
        lines());
  }

  @ParameterizedTest
  @EnumSource
  void theLogOfOneCallIsCutAt10Kilobytes(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    assertEquals(List.of(10_234, 4), lengthsOf(edge, 10_234), "with the ends of lines 10,240");
    assertEquals(List.of(10_235, 3), lengthsOf(edge, 10_235));
    assertEquals(List.of(10_239), lengthsOf(edge, 10_239));
    assertEquals(List.of(10_239), lengthsOf(edge, 10_240));
  }

  /** How long the messages are that a call leaves. */
  private List<Integer> lengthsOf(Edge edge, int characters) throws Exception {
    String id = edge.get("/long?by=" + characters).header("X-Amz-Cf-Id") + " ";
    edge.awaitEnds();
    List<String> messages =
        lines().stream()
            .filter(line -> line.startsWith(id))
            .map(line -> line.substring(id.length()))
            .toList();
    return messages.subList(1, messages.size() - 1).stream().map(String::length).toList();
  }

  @ParameterizedTest
  @EnumSource
  void aTestByHandIsNotLogged(ServletContainer.Kind kind) {
    Edge edge = start(kind);
    assertEquals(List.of("first", "second"), edge.engine.testFunction("told", EVENT).logs());
    assertEquals(List.of(), lines());
  }
}
