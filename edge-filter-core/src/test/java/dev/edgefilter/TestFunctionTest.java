// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.FunctionTestResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Functions tested by hand: {@code TestFunction} of CloudFront, with the check it leaves out. */
final class TestFunctionTest {
  private static final String EVENT =
      """
      {"version": "1.0", "context": {"eventType": "viewer-request"}, "viewer": {"ip": "1.2.3.4"},
       "request": {"method": "GET", "uri": "/index", "querystring": {"a": {"value": "1"}},
         "headers": {"host": {"value": "www.example.com"}, "x-many": {"value": "1",
           "multiValue": [{"value": "1"}, {"value": "2"}]}}, "cookies": {"id": {"value": "7"}}}}
      """;

  private static FunctionTestResult test(String code, String event) {
    return test(FunctionRuntime.CLOUDFRONT_JS_2_0, code, event);
  }

  private static FunctionTestResult test(FunctionRuntime runtime, String code, String event) {
    try (EdgeEngine engine =
        start(EdgeEngine.builder(), FunctionConfig.builder("f", code).runtime(runtime).build())) {
      return engine.testFunction("f", event);
    }
  }

  private static EdgeEngine start(EdgeEngineBuilder builder, FunctionConfig function) {
    return builder
        .config(EdgeConfig.builder().function(function).build())
        .distribution(Distribution.builder().origin(OriginConfig.self("app")).build())
        .start();
  }

  @Test
  void aRequestComesBackWithLogAndUtilisation() {
    FunctionTestResult result =
        test(
            "function handler(e) { console.log(e.viewer.ip); e.request.uri += '.html';"
                + " return e.request; }",
            EVENT);
    assertEquals(
        """
        {"request":{"method":"GET","uri":"/index.html","querystring":{"a":{"value":"1"}},\
        "headers":{"host":{"value":"www.example.com"},"x-many":{"value":"1","multiValue":\
        [{"value":"1"},{"value":"2"}]}},"cookies":{"id":{"value":"7"}}}}\
        """,
        result.output());
    assertEquals(List.of("1.2.3.4"), result.logs());
    assertTrue(result.passed());
    int utilization = Integer.parseInt(result.computeUtilization());
    assertTrue(utilization >= 0 && utilization <= 100);
  }

  @Test
  void whatADistributionWouldRefuseIsSaidAlthoughTheFunctionRan() {
    FunctionTestResult result =
        test(
            "function handler(e) { e.request.headers.host.value = 'x'; return e.request; }", EVENT);
    assertTrue(result.output().contains("\"host\":{\"value\":\"x\"}"), result.output());
    assertEquals(List.of("The function changed the read-only header Host"), result.validation());
    assertFalse(result.passed());
  }

  @Test
  void aFailureIsAnErrorAndAnEndlessLoopUsesAllOfItsBudget() {
    assertEquals(
        "The function failed with TypeError: Cannot read property 'x' of undefined in line 1",
        test("function handler(e) { return e.none.x; }", EVENT).errorMessage());
    FunctionTestResult endless =
        test("function handler(e) { if (e.request.uri === '/index') { while (true) {} } }", EVENT);
    assertTrue(endless.errorMessage().startsWith("The function was stopped after "));
    assertEquals("100", endless.computeUtilization());
  }

  @Test
  void aGeneratedResponseIsPrintedWithItsBody() {
    assertEquals(
        """
        {"response":{"statusCode":403,"statusDescription":"Forbidden","headers":{},"cookies":{},\
        "body":{"encoding":"text","data":"no"}}}\
        """,
        test("function handler(e) { return {statusCode: 403, body: 'no'}; }", EVENT).output());
  }

  @Test
  void aResponseComesBackFromAnEventWithOne() {
    String event =
        EVENT
            .replace("viewer-request", "viewer-response")
            .replaceFirst(
                "(?s)}\\s*$",
                """
                , "response": {"statusCode": 200, "statusDescription": "OK", "headers":
                {"server": {"value": "x"}}, "cookies": {"s": {"value": "1", "attributes": "Path=/"}}}}
                """);
    FunctionTestResult result =
        test(
            "function handler(e) { e.response.headers.server.value = e.request.uri; return"
                + " e.response; }",
            event);
    assertEquals(
        """
        {"response":{"statusCode":200,"statusDescription":"OK","headers":{"server":{"value":\
        "/index"}},"cookies":{"s":{"value":"1","attributes":"Path=/"}}}}\
        """,
        result.output());
    assertEquals("", result.errorMessage());
  }

  @Test
  void anEventHasItsHeadersInLowerCaseAndAResponseWhereItTellsOfOne() {
    String code = "function handler(e) { return e.request; }";
    String capitals = EVENT.replace("\"host\"", "\"Host\"");
    String early = EVENT.replace("viewer-request", "viewer-response");
    String unknown = EVENT.replace("viewer-request", "connection-request");
    for (String event : List.of(capitals, early, unknown)) {
      assertThrows(IllegalArgumentException.class, () -> test(code, event), event);
    }
  }

  @Test
  void whatTheRuntimesOfCloudFrontDoNotHaveIsNoted() {
    String code =
        """
        const known = new Map();
        class Thing {}
        function handler(e) {
          let a = e?.request ?? 1;
          for (const x of [1]) { a.flat; [1].flat(); }
          return {statusCode: 200, headers: {'class': {value: "new Map() ?? ?."}}};
        }
        """;
    String notes = test(code, EVENT).notes().toString();
    for (String word : List.of("Map", "class", "?.", "??", "for … of", "Array.prototype.flat")) {
      assertTrue(notes.contains("uses " + word + ","), word + " in " + notes);
    }
    assertEquals(
        List.of("uses const, which cloudfront-js-1.0 of CloudFront does not have"),
        test(
                FunctionRuntime.CLOUDFRONT_JS_1_0,
                "const a = 1; function handler(e) { return e.request; }",
                EVENT)
            .notes());
  }

  @Test
  void aLambdaEventRunsALambdaFunction() {
    String event =
        """
        {"Records": [{"cf": {"config": {"eventType": "origin-response", "distributionId": "E1"},
          "request": {"clientIp": "1.2.3.4", "method": "GET", "uri": "/", "querystring": "",
            "headers": {"host": [{"key": "Host", "value": "h"}]}},
          "response": {"status": "200", "statusDescription": "OK",
            "headers": {"server": [{"key": "Server", "value": "x"}]}}}}]}
        """;
    FunctionTestResult result =
        test(
            FunctionRuntime.LAMBDA_NODEJS,
            "exports.handler = async (event) => { const r = event.Records[0].cf.response;"
                + " delete r.headers.server; r.status = 404; r.body = 'none'; return r; };",
            event);
    assertEquals(
        "{\"response\":{\"status\":\"404\",\"statusDescription\":\"Not Found\",\"headers\":{},"
            + "\"body\":\"none\",\"bodyEncoding\":\"text\"}}",
        result.output());
    assertTrue(result.passed(), result.toString());
  }

  @Test
  void whomAFunctionTurnsARequestToIsNotLookedAt() {
    FunctionTestResult result =
        test(
            "import cf from 'cloudfront'; function handler(e) {"
                + " cf.updateRequestOrigin({domainName: 'nobody.allows.example.com'});"
                + " return e.request; }",
            "{\"context\": {\"eventType\": \"viewer-request\"}, \"request\": {\"method\": \"GET\","
                + " \"uri\": \"/\"}}");
    assertEquals(
        "{\"request\":{\"method\":\"GET\",\"uri\":\"/\",\"querystring\":{},\"headers\":{},"
            + "\"cookies\":{}}}",
        result.output());
    assertTrue(result.passed(), result.toString());
  }

  @Test
  void javaFunctionsAreTestedTheSameWay() {
    EdgeEngineBuilder builder =
        EdgeEngine.builder()
            .function(
                "java",
                event -> {
                  event.log("seen");
                  return FunctionResult.response(FunctionResponse.text(600, "x"));
                })
            .lambdaFunction("lambda", event -> Map.of("status", "302"));
    try (EdgeEngine engine =
        start(builder, FunctionConfig.builder("f", "var handler = Object;").build())) {
      FunctionTestResult result = engine.testFunction("java", EVENT);
      assertEquals(List.of("seen"), result.logs());
      assertEquals(
          List.of("The function returned the status 600, expected 200 to 599"),
          result.validation());
      assertThrows(IllegalArgumentException.class, () -> engine.testFunction("other", EVENT));
      assertThrows(IllegalArgumentException.class, () -> engine.testFunction("java", "{"));
      assertThrows(
          IllegalArgumentException.class, () -> engine.testFunction("java", "{\"request\": 7}"));
    }
  }
}
