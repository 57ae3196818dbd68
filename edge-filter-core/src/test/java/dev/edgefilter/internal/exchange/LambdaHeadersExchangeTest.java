// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.LambdaHandler;
import dev.edgefilter.geo.GeoLocation;
import dev.edgefilter.internal.event.LambdaEvents;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which headers Lambda@Edge functions see, and which they may touch, event by event. */
final class LambdaHeadersExchangeTest {
  private static final String BAD = "502 LambdaValidationError from cloudfront";

  private static final Map<FunctionEvent, List<String>> READ_ONLY =
      Map.of(
          FunctionEvent.VIEWER_REQUEST,
          List.of("cdn-loop", "content-length", "host", "transfer-encoding", "via"),
          FunctionEvent.ORIGIN_REQUEST,
          List.of(
              "accept-encoding",
              "cdn-loop",
              "content-length",
              "if-modified-since",
              "if-none-match",
              "if-range",
              "if-unmodified-since",
              "transfer-encoding",
              "via"),
          FunctionEvent.ORIGIN_RESPONSE,
          List.of("transfer-encoding", "via"),
          FunctionEvent.VIEWER_RESPONSE,
          List.of("content-encoding", "content-length", "transfer-encoding", "via", "warning"));

  /** What both sides send, so that as much as possible is there to be changed or removed. */
  private static final String SENT =
      "Accept-Encoding: x / CDN-Loop: other / Content-Length: 0 / If-Modified-Since: @-9"
          + " / If-None-Match: \"n\" / If-Range: \"n\" / If-Unmodified-Since: @+9 / Via: 1.0 fred"
          + " / X-Forwarded-For: 192.0.2.9 / Cookie: a=1";

  private static final String ANSWERED =
      "Warning: 199 - \"old\" / Via: 1.0 fred / Content-Length: 3 / Content-Encoding: x";

  @RegisterExtension final TestEdge edge = new TestEdge();

  /** Headers as an event has them, to be changed. */
  @FunctionalInterface
  private interface Change {
    void make(Map<String, Object> headers);
  }

  private Change change = headers -> {};

  /** The function of an event, which may be changed from request to request. */
  private void function(FunctionEvent event, Change next) {
    change = next;
    LambdaHandler handler =
        given -> {
          Map<String, Object> result = message(given);
          change.make(map(result.get("headers")));
          return result;
        };
    edge.functions.put("f", e -> LambdaEvents.read(e, handler.handleRequest(LambdaEvents.tree(e))));
    edge.behavior(b -> b.allowedMethods(AllowedMethods.ALL).lambdaFunction(event, "f", false));
    edge.app.answers(200, ANSWERED, "app");
  }

  @SuppressWarnings("unchecked") // events are made of such maps
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** The response of an event, or on request events the request. */
  private static Map<String, Object> message(Map<String, Object> event) {
    Map<String, Object> cf = map(map(((List<?>) event.get("Records")).get(0)).get("cf"));
    return map(cf.getOrDefault("response", cf.get("request")));
  }

  private static List<Map<String, String>> line(String value) {
    return List.of(Map.of("value", value));
  }

  private String outcome() {
    Answer answer = edge.ask("POST", "/a", SENT);
    return answer.status() + " " + answer.xCache();
  }

  @ParameterizedTest
  @EnumSource
  void readOnlyHeadersAreNeitherSetNorRemoved(FunctionEvent event) {
    for (String name : READ_ONLY.get(event)) {
      function(event, headers -> headers.put(name, line("1")));
      assertEquals(BAD, outcome(), name + " set");
      Set<String> seen = new HashSet<>();
      function(
          event,
          headers -> {
            seen.addAll(headers.keySet());
            headers.remove(name);
          });
      String removed = outcome();
      assertEquals(seen.contains(name), removed.equals(BAD), name + " removed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsReadOnlyOnOtherEventsMayBeSet(FunctionEvent event) {
    Set<String> writable = new TreeSet<>();
    READ_ONLY.values().forEach(writable::addAll);
    READ_ONLY.get(event).forEach(writable::remove);
    writable.addAll(List.of("x-forwarded-for", "cookie", "set-cookie"));
    for (String name : writable) {
      function(event, headers -> headers.put(name, line("1")));
      assertNotEquals(BAD, outcome(), name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          VIEWER_REQUEST  | accept-encoding cdn-loop content-length host via x-forwarded-for cookie
          ORIGIN_REQUEST  | cdn-loop content-length if-none-match if-modified-since via cookie
          ORIGIN_RESPONSE | warning via content-length content-encoding
          VIEWER_RESPONSE | warning via content-length content-encoding
          """)
  void readOnlyHeadersAreSeen(FunctionEvent event, String expected) {
    Set<String> seen = new HashSet<>();
    function(event, headers -> seen.addAll(headers.keySet()));
    assertTrue(outcome().startsWith("200 "));
    for (String name : expected.split(" ", -1)) {
      assertTrue(seen.contains(name), name + " is not in " + seen);
    }
  }

  private static final List<String> DISALLOWED =
      List.of(
          "Connection",
          "Expect",
          "Keep-Alive",
          "Proxy-Authenticate",
          "Proxy-Authorization",
          "Proxy-Connection",
          "Trailer",
          "Upgrade",
          "X-Accel-Buffering",
          "X-Accel-Charset",
          "X-Accel-Limit-Rate",
          "X-Accel-Redirect",
          "X-Amz-Cf-Any",
          "X-Amzn-Auth",
          "X-Amzn-Cf-Billing",
          "X-Amzn-Cf-Id",
          "X-Amzn-Cf-Xff",
          "X-Amzn-Errortype",
          "X-Amzn-Fle-Profile",
          "X-Amzn-Header-Count",
          "X-Amzn-Header-Order",
          "X-Amzn-Lambda-Integration-Tag",
          "X-Amzn-RequestId",
          "X-Cache",
          "X-Edge-Any",
          "X-Forwarded-Proto",
          "X-Real-IP");

  @ParameterizedTest
  @EnumSource
  void disallowedHeadersAreNeitherSeenNorSet(FunctionEvent event) {
    List<String> lower = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String name : DISALLOWED) {
      lower.add(name.toLowerCase(Locale.ROOT));
      if (!name.equals("Expect") && !name.equals("Upgrade")) { // which the exchange minds
        lines.add(name + ": 1");
      }
    }
    Set<String> seen = new HashSet<>();
    function(event, headers -> seen.addAll(headers.keySet()));
    String all = String.join(" / ", lines);
    edge.app.answers(200, all, "app");
    assertEquals(200, edge.ask("POST", "/a", all).status());
    seen.retainAll(lower);
    assertEquals(Set.of(), seen);
    for (String name : lower) {
      function(event, headers -> headers.put(name, line("1")));
      assertEquals(BAD, outcome(), name);
    }
  }

  @Test
  void aNewResponseForTheViewerLacksWhatItMustNotRemove() {
    function(FunctionEvent.VIEWER_RESPONSE, Map::clear);
    assertEquals(BAD, outcome());
  }

  @Test
  void hostIsWrittenOnOriginRequestOnly() {
    function(FunctionEvent.ORIGIN_REQUEST, headers -> headers.put("host", line("other.internal")));
    assertTrue(outcome().startsWith("200 "));
    assertEquals("other.internal", edge.app.lastRequest().headers().first("Host"));
  }

  private void location() {
    edge.geo.put("192.0.2.1", GeoLocation.ofCountry("DE"));
  }

  private void seesCountry(FunctionEvent event, Map<FunctionEvent, Object> seen) {
    edge.functions.put(
        event.token(),
        e -> {
          String value = e.request().headers().joined("CloudFront-Viewer-Country");
          seen.put(event, value == null ? "none" : value);
          return LambdaEvents.read(e, message(LambdaEvents.tree(e)));
        });
  }

  @Test
  void whatTheEdgeAddsIsThereAfterTheViewersRequest() {
    location();
    Map<FunctionEvent, Object> seen = new HashMap<>();
    for (FunctionEvent event : FunctionEvent.values()) {
      seesCountry(event, seen);
    }
    edge.behavior(
        b -> {
          b.originRequestPolicy("AllViewerAndCloudFrontHeaders-2022-06");
          for (FunctionEvent event : FunctionEvent.values()) {
            b.lambdaFunction(event, event.token(), false);
          }
        });
    edge.app.answers(200, "-", "app");
    assertEquals(200, edge.get("/a", "CloudFront-Viewer-Country: US").status());
    assertEquals(
        Map.of(
            FunctionEvent.VIEWER_REQUEST, "none",
            FunctionEvent.ORIGIN_REQUEST, "DE",
            FunctionEvent.ORIGIN_RESPONSE, "DE",
            FunctionEvent.VIEWER_RESPONSE, "none"),
        seen);
  }

  @Test
  void theCountryIsNotForAViewersFunctionToAdd() {
    location();
    function(
        FunctionEvent.VIEWER_REQUEST,
        headers -> headers.put("cloudfront-viewer-country", line("US")));
    assertEquals(BAD, outcome());
  }

  @Test
  void whatTheEdgeAddsOverwritesWhatAFunctionAdded() {
    location();
    function(
        FunctionEvent.VIEWER_REQUEST,
        headers -> headers.put("cloudfront-is-mobile-viewer", line("perhaps")));
    edge.behavior(
        b ->
            b.originRequestPolicy("AllViewerAndCloudFrontHeaders-2022-06")
                .lambdaFunction(FunctionEvent.VIEWER_REQUEST, "f", false));
    assertEquals(200, edge.get("/a").status());
    assertEquals("false", edge.app.lastRequest().headers().joined("CloudFront-Is-Mobile-Viewer"));
    assertEquals("DE", edge.app.lastRequest().headers().joined("CloudFront-Viewer-Country"));
  }
}
