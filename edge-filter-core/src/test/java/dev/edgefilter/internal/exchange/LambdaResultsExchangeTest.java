// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.OriginChange;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.event.LambdaEvents;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Lambda@Edge functions may return on each event, and what viewers get for the rest. */
final class LambdaResultsExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  private EdgeFunction code;

  /** The function of an event, which may be changed from request to request. */
  private void function(FunctionEvent event, boolean lambda, EdgeFunction next) {
    code = next;
    edge.functions.put("f", e -> code.run(e));
    edge.behavior(
        b -> {
          if (lambda) {
            b.lambdaFunction(event, "f", false);
          } else {
            b.function(event, "f");
          }
        });
    edge.app.answers(200, "Cache-Control: max-age=60", "app");
  }

  private void returns(FunctionEvent event, FunctionResponse response) {
    function(event, true, e -> FunctionResult.response(response));
  }

  private static String outcome(Answer answer) {
    return answer.status() + " " + answer.xCache().replace(" from cloudfront", "");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          VIEWER_REQUEST  | {"status": "200"}                                 | 200 LambdaGeneratedResponse
          VIEWER_REQUEST  | {"status": "599"}                                 | 599 LambdaGeneratedResponse
          VIEWER_REQUEST  | {"status": 302}                                   | 302 LambdaGeneratedResponse
          VIEWER_REQUEST  | {"status": "204", "body": ""}                     | 204 LambdaGeneratedResponse
          VIEWER_REQUEST  | {"status": "204", "body": "x"}                    | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": "199"}                                 | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": "600"}                                 | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": ""}                                    | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": "0200"}                                | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": 200.5}                                 | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": ["200"]}                               | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": "200", "headers": []}                  | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": "200", "headers": {"a": "b"}}          | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": "200", "headers": {"A": [{"value": "b"}]}} | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": "200", "headers": {"a": [{"value": 1}]}} | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": "200", "headers": {"a b": [{"value": ""}]}} | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": "200", "body": {}}                     | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": "200", "body": "*", "bodyEncoding": "base64"} | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status": "200", "body": "eA==", "bodyEncoding": "base64"} | 200 LambdaGeneratedResponse
          VIEWER_REQUEST  | {"status": "200", "body": "x", "bodyEncoding": "utf8"} | 502 LambdaValidationError
          VIEWER_REQUEST  | {"method": "GET", "uri": "/b", "headers": {"host": [{"value": "h"}]}} | 200 Miss
          VIEWER_REQUEST  | {"method": "GET", "uri": "/b"}                    | 502 LambdaValidationError
          VIEWER_REQUEST  | {"method": "POST", "uri": "/a", "headers": {"host": [{"value": "h"}]}}                   | 502 LambdaValidationError
          VIEWER_REQUEST  | {"uri": "/a", "headers": {"host": [{"value": "h"}]}}                                     | 502 LambdaValidationError
          VIEWER_REQUEST  | {"method": "GET"}                                 | 502 LambdaValidationError
          VIEWER_REQUEST  | {"method": "GET", "uri": "a", "headers": {"host": [{"value": "h"}]}}                     | 502 LambdaValidationError
          VIEWER_REQUEST  | {"method": "GET", "uri": "/a b", "headers": {"host": [{"value": "h"}]}}                  | 502 LambdaValidationError
          VIEWER_REQUEST  | {"method": "GET", "uri": "/a", "querystring": "a b", "headers": {"host": [{"value": "h"}]}} | 502 LambdaValidationError
          VIEWER_REQUEST  | {"method": "GET", "uri": "/a", "querystring": "a#b", "headers": {"host": [{"value": "h"}]}} | 502 LambdaValidationError
          VIEWER_REQUEST  | {"method": "GET", "uri": "/a", "querystring": {}, "headers": {"host": [{"value": "h"}]}} | 502 LambdaValidationError
          VIEWER_REQUEST  | {}                                                | 502 LambdaValidationError
          VIEWER_REQUEST  | null                                              | 502 LambdaValidationError
          VIEWER_REQUEST  | []                                                | 502 LambdaValidationError
          VIEWER_REQUEST  | "200"                                             | 502 LambdaValidationError
          VIEWER_REQUEST  | {"status"                                         | 502 LambdaValidationError
          ORIGIN_REQUEST  | {"status": "200"}                                 | 200 Miss
          ORIGIN_REQUEST  | {"status": "599"}                                 | 599 Error
          ORIGIN_REQUEST  | {"status": "199"}                                 | 502 LambdaValidationError
          ORIGIN_REQUEST  | {"status": "600"}                                 | 502 LambdaValidationError
          ORIGIN_REQUEST  | {"method": "GET", "uri": "/b", "querystring": "b=1"} | 200 Miss
          ORIGIN_REQUEST  | {"method": "PUT", "uri": "/a"}                    | 502 LambdaValidationError
          ORIGIN_REQUEST  | {"method": "GET", "uri": "/a", "querystring": "a b"} | 502 LambdaValidationError
          ORIGIN_REQUEST  | {}                                                | 502 LambdaValidationError
          ORIGIN_RESPONSE | {"status": "200"}                                 | 200 Miss
          ORIGIN_RESPONSE | {"status": "599"}                                 | 599 Error
          ORIGIN_RESPONSE | {"status": "404"}                                 | 404 Error
          ORIGIN_RESPONSE | {"status": "199"}                                 | 502 LambdaValidationError
          ORIGIN_RESPONSE | {"status": "600"}                                 | 502 LambdaValidationError
          ORIGIN_RESPONSE | {"method": "GET", "uri": "/a"}                    | 502 LambdaValidationError
          ORIGIN_RESPONSE | {}                                                | 502 LambdaValidationError
          ORIGIN_RESPONSE | null                                              | 502 LambdaValidationError
          VIEWER_RESPONSE | {"status": "200"}                                 | 200 Miss
          VIEWER_RESPONSE | {"status": "201"}                                 | 502 LambdaValidationError
          VIEWER_RESPONSE | {"status": "404"}                                 | 502 LambdaValidationError
          VIEWER_RESPONSE | {"status": "200", "body": ""}                     | 502 LambdaValidationError
          VIEWER_RESPONSE | {"method": "GET", "uri": "/a"}                    | 502 LambdaValidationError
          VIEWER_RESPONSE | {}                                                | 502 LambdaValidationError
          """)
  void resultsAreTakenOrRefused(FunctionEvent event, String json, String expected) {
    function(event, true, e -> LambdaEvents.read(e, json));
    assertEquals(expected, outcome(edge.get("/a")));
  }

  /** The headers of what a function generates count; those of an origin's response do not. */
  @ParameterizedTest(name = "{0} {1}+{2} bytes")
  @CsvSource({
    "VIEWER_REQUEST,  40960,   0,   200 LambdaGeneratedResponse",
    "VIEWER_REQUEST,  40961,   0,   502 LambdaValidationError",
    "VIEWER_REQUEST,  40860,   100, 200 LambdaGeneratedResponse",
    "VIEWER_REQUEST,  40861,   100, 502 LambdaValidationError",
    "ORIGIN_REQUEST,  1048576, 0,   200 Miss",
    "ORIGIN_REQUEST,  1048577, 0,   502 LambdaValidationError",
    "ORIGIN_REQUEST,  1048476, 100, 200 Miss",
    "ORIGIN_REQUEST,  1048477, 100, 502 LambdaValidationError",
    "ORIGIN_RESPONSE, 1048576, 0,   200 Miss",
    "ORIGIN_RESPONSE, 1048577, 0,   502 LambdaValidationError"
  })
  void aBodyHasItsLimitInEitherEncoding(
      FunctionEvent event, int bytes, int headerBytes, String expected) {
    Headers headers =
        headerBytes == 0 ? Headers.EMPTY : Headers.of("X-A", "y".repeat(headerBytes - 7));
    returns(event, new FunctionResponse(200, headers, "x".repeat(bytes)));
    assertEquals(expected, outcome(edge.get("/text")));
    returns(event, FunctionResponse.status(200).withHeaders(headers).withBody(new byte[bytes]));
    assertEquals(expected, outcome(edge.get("/base64")));
  }

  @ParameterizedTest
  @CsvSource({"20480, 200 LambdaGeneratedResponse", "20481, 502 LambdaValidationError"})
  void textIsCountedInUtf8(int characters, String expected) {
    returns(
        FunctionEvent.VIEWER_REQUEST,
        new FunctionResponse(200, Headers.EMPTY, "\u00fc".repeat(characters)));
    assertEquals(expected, outcome(edge.get("/a")));
  }

  @ParameterizedTest
  @CsvSource({"VIEWER_REQUEST, made", "ORIGIN_REQUEST, app"})
  void onlyAnAnswerInPlaceOfTheOriginMayHaveAnErrorPage(FunctionEvent event, String body) {
    edge.site(s -> s.customError(404, "/page", 404, 0));
    function(
        event,
        true,
        e ->
            e.request().uri().equals("/page")
                ? FunctionResult.request(e.request())
                : FunctionResult.response(FunctionResponse.text(404, "made")));
    assertEquals("404 " + body, edge.get("/a").status() + " " + edge.get("/a").body());
  }

  @Test
  void anEmptyBodyEmptiesAndNoneKeepsWhatTheOriginSends() {
    returns(FunctionEvent.ORIGIN_RESPONSE, new FunctionResponse(203, Headers.EMPTY, ""));
    Answer empty = edge.get("/a");
    assertEquals(
        "203  0", empty.status() + " " + empty.body() + " " + empty.header("Content-Length"));
    returns(FunctionEvent.ORIGIN_RESPONSE, FunctionResponse.status(203));
    assertEquals("203 app", edge.get("/b").status() + " " + edge.get("/b").body());
  }

  /** By the rules of CloudFront Functions the body is dropped, not refused. */
  @ParameterizedTest
  @EnumSource(
      value = FunctionEvent.class,
      names = {"ORIGIN_REQUEST", "ORIGIN_RESPONSE"})
  void aResponseWithoutContentHasNoBodyWhateverAFunctionGivesIt(FunctionEvent event) {
    function(event, false, e -> FunctionResult.response(FunctionResponse.text(204, "text")));
    Answer answer = edge.get("/a");
    assertEquals("204 ", answer.status() + " " + answer.body());
    assertNull(answer.header("Content-Length"));
  }

  @ParameterizedTest
  @CsvSource({"29, 502 LambdaValidationError", "30, 200 Miss", "0, 200 Miss"})
  void theLimitOfAllReadingIsNoLessThanThatOfOneReading(int seconds, String expected) {
    turnsTo(OriginChange.builder().completionTimeoutSeconds(seconds).build());
    assertEquals(expected, outcome(edge.get("/a")));
  }

  @ParameterizedTest
  @CsvSource({
    "X-New,              200 Miss",
    "X-A,                502 LambdaValidationError",
    "Host,               502 LambdaValidationError",
    "Via,                502 LambdaValidationError",
    "X-Edge-A,           502 LambdaValidationError",
    "X-Forwarded-Proto,  502 LambdaValidationError"
  })
  void aCustomHeaderIsNoneOfTheRequestAndNoneThatIsNotAllowed(String name, String expected) {
    turnsTo(OriginChange.builder().customHeaders(Headers.of(name, "1")).build());
    assertEquals(expected, outcome(edge.get("/a", "X-A: 1")));
  }

  private void turnsTo(OriginChange change) {
    edge.functions.put(
        "f", e -> FunctionResult.request(e.request().withOrigin(OriginChoice.changed(change))));
    edge.behavior(
        b ->
            b.targetOrigin("api")
                .originRequestPolicy("Managed-AllViewer")
                .lambdaFunction(FunctionEvent.ORIGIN_REQUEST, "f", false));
    edge.remote.answers(200, "-", "api");
  }
}
