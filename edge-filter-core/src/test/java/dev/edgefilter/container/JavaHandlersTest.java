// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static dev.edgefilter.container.BodyTesting.post;
import static dev.edgefilter.container.BodyTesting.takesBodies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.LambdaHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handlers in Java with the events of Lambda@Edge, in front of a real application. */
@Tag("container")
final class JavaHandlersTest {
  private static final String ARN = "arn:aws:lambda:us-east-1:1:function:fn:7";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind, FunctionEvent event, LambdaHandler handler) {
    return edges.start(
        kind,
        setup -> {
          setup.engine.lambdaFunction(ARN, handler);
          setup
              .defaultBehavior(
                  b -> b.originRequestPolicy("Managed-AllViewer").lambdaFunction(event, ARN, false))
              .behavior(
                  "/body/*", b -> takesBodies(b).lambdaFunction(event, ARN, event.onRequest()))
              .app("/page", (q, r) -> r.getWriter().print("page " + q.getHeader("X-Fn")))
              .app(Edge.ANY_PATH, (q, r) -> r.getWriter().print("any"))
              .app(
                  "/body/read",
                  (q, r) ->
                      r.getWriter()
                          .print(
                              new String(
                                  q.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
        });
  }

  @SuppressWarnings("unchecked") // events are made of such maps
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static Map<String, Object> cf(Map<String, Object> event) {
    return map(map(((List<?>) event.get("Records")).get(0)).get("cf"));
  }

  /** The request or the response of an event. */
  private static Map<String, Object> message(Map<String, Object> event) {
    Map<String, Object> cf = cf(event);
    return map(cf.getOrDefault("response", cf.get("request")));
  }

  private static void set(Map<String, Object> message, String name, String value) {
    map(message.get("headers")).put(name, List.of(Map.of("value", value)));
  }

  private static String outcome(RawResponse response) {
    return response.status() + " " + response.xCache();
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerSeesEachEventAsDocumented(ServletContainer.Kind kind) throws Exception {
    for (FunctionEvent on : FunctionEvent.values()) {
      List<Map<String, Object>> seen = new ArrayList<>();
      Edge edge =
          start(
              kind,
              on,
              event -> {
                seen.add(cf(event));
                return message(event);
              });
      RawResponse response = edge.get("/page?a=1", "Cookie: c=1", "X-Many: 1", "x-many: 2");
      assertEquals("200 Miss page null", response.line());
      Map<String, Object> cf = seen.get(0);
      assertEquals(
          on.onRequest() ? "[config, request]" : "[config, request, response]",
          cf.keySet().toString());
      Map<String, Object> config = new LinkedHashMap<>(map(cf.get("config")));
      assertTrue(config.remove("distributionDomainName") instanceof String);
      assertEquals(
          Map.of(
              "distributionId", EdgeSetup.ID,
              "eventType", on.token(),
              "requestId", response.header("X-Amz-Cf-Id")),
          config);
      assertRequest(map(cf.get("request")), on);
      if (!on.onRequest()) {
        Map<String, Object> given = map(cf.get("response"));
        assertEquals("[status, statusDescription, headers]", given.keySet().toString());
        assertEquals("200 OK", given.get("status") + " " + given.get("statusDescription"));
      }
    }
  }

  private static List<Object> values(Object lines) {
    List<Object> values = new ArrayList<>();
    for (Object line : (List<?>) lines) {
      values.add(map(line).get("value"));
    }
    return values;
  }

  private static void assertRequest(Map<String, Object> request, FunctionEvent on) {
    assertEquals(
        "[clientIp, method, uri, querystring, headers" + (on.onViewerSide() ? "]" : ", origin]"),
        request.keySet().toString());
    assertEquals(
        "127.0.0.1 GET /page a=1",
        request.get("clientIp")
            + " "
            + request.get("method")
            + " "
            + request.get("uri")
            + " "
            + request.get("querystring"));
    Map<String, Object> headers = map(request.get("headers"));
    assertEquals(List.of("c=1"), values(headers.get("cookie")));
    assertEquals(List.of("1", "2"), values(headers.get("x-many")));
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerChangesWhatItIsGiven(ServletContainer.Kind kind) throws Exception {
    for (FunctionEvent on : FunctionEvent.values()) {
      Edge edge =
          start(
              kind,
              on,
              event -> {
                Map<String, Object> message = message(event);
                set(message, "x-fn", on.token());
                if (on.onRequest()) {
                  message.put("uri", "/page");
                }
                return message;
              });
      RawResponse response = edge.get(on.onRequest() ? "/other" : "/page");
      assertEquals(
          on.onRequest() ? "200 Miss page " + on.token() : "200 Miss page null", response.line());
      assertEquals(on.onRequest() ? "" : on.token(), response.header("X-Fn"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerAnswersInPlaceOfTheOrigin(ServletContainer.Kind kind) throws Exception {
    int[] runs = {0};
    LambdaHandler handler =
        event -> {
          runs[0]++;
          return Map.of("status", 201, "body", "bWFkZQ==", "bodyEncoding", "base64");
        };
    Edge viewer = start(kind, FunctionEvent.VIEWER_REQUEST, handler);
    assertEquals("201 LambdaGeneratedResponse made", viewer.get("/page").line());
    assertEquals("201 LambdaGeneratedResponse made", viewer.get("/page").line());
    assertEquals(2, runs[0]);
    Edge origin =
        start(
            kind,
            FunctionEvent.ORIGIN_REQUEST,
            event -> {
              runs[0]++;
              return Map.of("status", "200", "body", "made");
            });
    assertEquals("200 Miss made", origin.get("/page").line());
    assertEquals("200 Hit made", origin.get("/page").line());
    assertEquals(3, runs[0]);
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerMakesTheResponseThatIsStored(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.ORIGIN_RESPONSE,
            event -> {
              Map<String, Object> response = message(event);
              response.put("status", "203");
              response.put("body", "other");
              set(response, "cache-control", "max-age=60");
              return response;
            });
    assertEquals("203 Miss other", edge.get("/page").line());
    assertEquals("203 Hit other", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerSeesAndReplacesABody(ServletContainer.Kind kind) throws Exception {
    for (FunctionEvent on : List.of(FunctionEvent.VIEWER_REQUEST, FunctionEvent.ORIGIN_REQUEST)) {
      Edge edge =
          start(
              kind,
              on,
              event -> {
                Map<String, Object> request = message(event);
                Map<String, Object> body = map(request.get("body"));
                String seen =
                    new String(
                        Base64.getDecoder().decode((String) body.get("data")),
                        StandardCharsets.UTF_8);
                body.put("action", "replace");
                body.put("encoding", "text");
                body.put("data", seen + " " + body.get("inputTruncated"));
                return request;
              });
      assertEquals("200 Miss hello false", post(edge, "/body/read", "hello").line());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAHandlerMustNotDoIsAnError(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    for (FunctionEvent on : FunctionEvent.values()) {
      Edge throwing =
          start(
              kind,
              on,
              event -> {
                throw new IllegalStateException("wanted");
              });
      assertEquals("503 LambdaExecutionError", outcome(throwing.get("/page")), on.token());
      Edge silent = start(kind, on, event -> null);
      assertEquals("502 LambdaValidationError", outcome(silent.get("/page")), on.token());
      Edge wrong = start(kind, on, event -> Map.of("status", List.of()));
      assertEquals("502 LambdaValidationError", outcome(wrong.get("/page")), on.token());
      Edge touching =
          start(
              kind,
              on,
              event -> {
                Map<String, Object> message = message(event);
                set(message, "via", "mine");
                return message;
              });
      assertEquals("502 LambdaValidationError", outcome(touching.get("/page")), on.token());
      assertEquals(0, touching.engine.statistics().entries());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStatusWithoutContentEndsWhereItSays(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            FunctionEvent.ORIGIN_RESPONSE,
            event -> {
              Map<String, Object> response = message(event);
              String path = (String) map(cf(event).get("request")).get("uri");
              response.put("status", path.substring(path.lastIndexOf('/') + 1));
              return response;
            });
    try (RawConnection viewer = edge.connect()) {
      for (int i = 0; i < 2; i++) {
        for (int status : new int[] {204, 205, 304, 200}) {
          Edge.send(viewer, "GET", "/status/" + status);
          RawResponse response = viewer.receive();
          assertEquals(status + (status == 200 ? "any" : ""), response.status() + response.text());
        }
      }
    }
  }
}
