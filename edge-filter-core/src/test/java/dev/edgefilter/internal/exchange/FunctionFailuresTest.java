// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.explain.AccessLogFormat;
import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.explain.ResultType;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionException.Kind;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What viewers, {@code X-Cache} and the access log are told of functions that fail. */
final class FunctionFailuresTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  @BeforeEach
  void theErrorsHavePages() {
    edge.site(
        s ->
            s.customError(502, "/sorry", 200, 0)
                .customError(503, "/sorry", 200, 0)
                .behavior("/sorry", b -> b.targetOrigin("app").cachePolicy("test")));
    edge.app.answers(200, "Cache-Control: max-age=60", "app");
  }

  private void function(FunctionEvent event, boolean lambda, EdgeFunction code) {
    edge.functions.put("f", code);
    edge.behavior(
        b -> {
          if (lambda) {
            b.lambdaFunction(event, "f", false);
          } else {
            b.function(event, "f");
          }
        });
  }

  @ParameterizedTest(name = "{0}, lambda: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EXECUTION      | false | 503 FunctionExecutionError  | could not run
          INVALID_RESULT | false | 503 FunctionValidationError | is invalid or could not run
          FORBIDDEN      | false | 502 FunctionValidationError | returned what it must not
          THROTTLED      | false | 503 FunctionThrottledError  | could not run
          EXECUTION      | true  | 503 LambdaExecutionError    | could not run
          INVALID_RESULT | true  | 502 LambdaValidationError   | returned what it must not
          FORBIDDEN      | true  | 502 LambdaValidationError   | returned what it must not
          THROTTLED      | true  | 503 LambdaLimitExceeded     | could not run
          """)
  void eachKindHasItsStatusItsWordAndNoPageOfTheDistribution(
      Kind kind, boolean lambda, String expected, String page) {
    function(
        FunctionEvent.VIEWER_REQUEST,
        lambda,
        event -> {
          throw new FunctionException(kind, "tells operators a secret");
        });

    Answer answer = edge.get("/a");

    assertEquals(expected + " from cloudfront", answer.status() + " " + answer.xCache());
    assertTrue(answer.body().contains(page), answer.body());
    assertEquals(-1, answer.body().indexOf("secret"));
    assertEquals(0, edge.app.asked());
    assertEquals(
        List.of(expected.substring(4), expected.substring(4), expected.substring(4)),
        logged(edge.log.get(0)));
  }

  @Test
  void anErrorThatAFunctionMakesIsNoFailure() {
    function(
        FunctionEvent.VIEWER_REQUEST,
        false,
        event -> FunctionResult.response(FunctionResponse.text(503, "closed")));

    Answer answer = edge.get("/a");

    assertEquals("503 closed", answer.status() + " " + answer.body());
    assertEquals(
        List.of(
            "FunctionGeneratedResponse", "FunctionGeneratedResponse", "FunctionGeneratedResponse"),
        logged(edge.log.get(0)));
  }

  @Test
  void aViewersResponseMayBecomeAnErrorAndStaysWhatTheFunctionMadeOfIt() {
    function(
        FunctionEvent.VIEWER_RESPONSE,
        false,
        event -> FunctionResult.response(event.requireResponse().withStatus(503)));

    Answer miss = edge.get("/a");
    Answer hit = edge.get("/a");

    assertEquals("503 app Miss from cloudfront", line(miss));
    assertEquals("503 app Hit from cloudfront", line(hit));
    assertEquals(ResultType.HIT, edge.log.get(1).result());
  }

  private static String line(Answer answer) {
    return answer.status() + " " + answer.body() + " " + answer.xCache();
  }

  /** The three fields of the access log that tell how a request ended. */
  private static List<String> logged(AccessLogRecord record) {
    String line = new AccessLogFormat("TEST1", Map.of()).line(record).stripTrailing();
    List<String> values = Arrays.asList(line.split("\t", -1));
    String head = AccessLogFormat.HEADER.lines().toList().get(1).substring("#Fields: ".length());
    List<String> names = Arrays.asList(head.split(" ", -1));
    return List.of(
        values.get(names.indexOf("x-edge-result-type")),
        values.get(names.indexOf("x-edge-response-result-type")),
        values.get(names.indexOf("x-edge-detailed-result-type")));
  }
}
