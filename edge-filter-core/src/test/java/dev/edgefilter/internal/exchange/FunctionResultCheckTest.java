// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionLog;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function may return, rule by rule (CloudFront: Restrictions on edge functions). */
final class FunctionResultCheckTest {
  private static final String FINE = "fine";

  private static final Map<FunctionEvent, List<String>> READ_ONLY =
      Map.of(
          FunctionEvent.VIEWER_REQUEST,
          List.of("CDN-Loop", "Content-Length", "Host", "Transfer-Encoding", "Via"),
          FunctionEvent.ORIGIN_REQUEST,
          List.of(
              "Accept-Encoding",
              "CDN-Loop",
              "Content-Length",
              "If-Modified-Since",
              "If-None-Match",
              "If-Range",
              "If-Unmodified-Since",
              "Transfer-Encoding",
              "Via"),
          FunctionEvent.ORIGIN_RESPONSE,
          List.of("Transfer-Encoding", "Via"),
          FunctionEvent.VIEWER_RESPONSE,
          List.of("Warning", "Via"));

  private static Stream<Arguments> readOnly() {
    return READ_ONLY.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(name -> arguments(entry.getKey(), name)));
  }

  private static EdgeEvent event(FunctionEvent event, Headers given) {
    return new EdgeEvent(
        event,
        "E1",
        "d1.cloudfront.net",
        "request-1",
        "192.0.2.1",
        new FunctionRequest("GET", "/a", "q=1", event.onRequest() ? given : Headers.EMPTY),
        event.onRequest() ? null : new FunctionResponse(200, given, null),
        FunctionLog.NONE);
  }

  private static String verdict(EdgeEvent event, boolean lambda, FunctionResult result) {
    try {
      FunctionResultCheck.check(event, lambda, result);
      return FINE;
    } catch (FunctionException e) {
      return e.kind() + " " + e.text();
    }
  }

  /** What is thought of other headers in a message that is as it was else. */
  private static String headers(
      FunctionEvent event, boolean lambda, Headers given, Headers returned) {
    return verdict(
        event(event, given),
        lambda,
        event.onRequest()
            ? FunctionResult.request(new FunctionRequest("GET", "/a", "q=1", returned))
            : FunctionResult.response(new FunctionResponse(200, returned, null)));
  }

  private static String request(UnaryOperator<FunctionRequest> change) {
    EdgeEvent event = event(FunctionEvent.VIEWER_REQUEST, Headers.EMPTY);
    return verdict(event, false, FunctionResult.request(change.apply(event.request())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("readOnly")
  void readOnlyHeadersAreNeitherAddedNorChangedNorRemoved(FunctionEvent event, String name) {
    Headers given = Headers.of(name, "1");
    String forbidden = "FORBIDDEN changed the read-only header " + name;
    for (boolean lambda : new boolean[] {false, true}) {
      assertEquals(FINE, headers(event, lambda, given, Headers.of(name, "1")));
      assertEquals(forbidden, headers(event, lambda, Headers.EMPTY, given));
      assertEquals(forbidden, headers(event, lambda, given, Headers.of(name, "2")));
      assertEquals(forbidden, headers(event, lambda, given, Headers.EMPTY));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "Content-Encoding", "Transfer-Encoding"})
  void theViewersResponseKeepsItsFramingFromLambdaAtEdgeOnly(String name) {
    Headers given = Headers.of(name, "1");
    FunctionEvent event = FunctionEvent.VIEWER_RESPONSE;

    assertEquals(
        "FORBIDDEN changed the read-only header " + name,
        headers(event, true, given, Headers.EMPTY));
    assertEquals(FINE, headers(event, false, given, Headers.EMPTY));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "VIEWER_REQUEST,  X-Forwarded-For",
    "VIEWER_REQUEST,  True-Client-IP",
    "VIEWER_REQUEST,  Accept-Encoding",
    "VIEWER_REQUEST,  If-None-Match",
    "VIEWER_REQUEST,  Warning",
    "ORIGIN_REQUEST,  Host",
    "ORIGIN_REQUEST,  X-Forwarded-For",
    "ORIGIN_RESPONSE, Content-Encoding",
    "ORIGIN_RESPONSE, Warning",
    "VIEWER_RESPONSE, Host",
    "VIEWER_RESPONSE, Set-Cookie"
  })
  void othersAreWritable(FunctionEvent event, String name) {
    Headers given = Headers.of(name, "1");

    assertEquals(FINE, headers(event, false, Headers.EMPTY, given));
    assertEquals(FINE, headers(event, false, given, Headers.of(name, "2")));
    assertEquals(FINE, headers(event, false, given, Headers.EMPTY));
  }

  @ParameterizedTest
  @EnumSource
  void disallowedHeadersAreNotAddedOnAnyEvent(FunctionEvent event) {
    for (String name : List.of("X-Cache", "X-Amz-Cf-Any", "X-Amzn-RequestId", "X-Edge-Any")) {
      Headers added = Headers.of(name, "1");
      assertEquals(
          "FORBIDDEN set the disallowed header " + name,
          headers(event, false, Headers.EMPTY, added));
      assertEquals(FINE, headers(event, false, added, added), name + ", which it did not see");
    }
    assertEquals(
        FINE, headers(event, false, Headers.EMPTY, Headers.of("X-Amzn-Waf-Mark", "1")), "allowed");
  }

  @Test
  void anAnswerToAViewersRequestAddsNoDisallowedHeaderEither() {
    FunctionResponse answer = FunctionResponse.text(200, "x").withHeader("X-Real-IP", "192.0.2.9");

    assertEquals(
        "FORBIDDEN set the disallowed header X-Real-IP",
        verdict(
            event(FunctionEvent.VIEWER_REQUEST, Headers.EMPTY),
            false,
            FunctionResult.response(answer)));
  }

  @Test
  void theMethodIsReadOnly() {
    assertEquals(
        "FORBIDDEN changed the method, which is read-only", request(r -> r.withMethod("HEAD")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /          | true
          /a%20b/%2F | true
          /a;b=c/~@  | true
          ``         | false
          a          | false
          *          | false
          /a b       | false
          /a#b       | false
          /a?b       | false
          /a\u007f   | false
          /a\u00e9   | false
          """)
  void aUriIsAPath(String uri, boolean good) {
    assertEquals(
        good ? FINE : "INVALID_RESULT returned the uri \"" + printed(uri) + "\", which is no path",
        request(r -> r.withUri(uri)));
  }

  private static String printed(String uri) {
    return uri.replace('\u007f', '?').replace('\u00e9', '?');
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``           | true
          a=1&b&c=?/:@ | true
          a=%20%23     | true
          `a b`        | false
          a#b          | false
          `a\tb`       | false
          a\u007f      | false
          a=\u00e9     | false
          """)
  void aQueryIsEncoded(String query, boolean good) {
    assertEquals(
        good ? FINE : "INVALID_RESULT returned a query with characters that must be encoded",
        request(r -> r.withQuery(query)));
  }

  @Test
  void pathAndQueryTogetherStayBelow8192Characters() {
    String tooLong = "INVALID_RESULT returned a uri longer than 8192 characters";
    String path = "/" + "p".repeat(4_000);

    assertEquals(FINE, request(r -> r.withUri(path).withQuery("q".repeat(8_191 - 4_001))));
    assertEquals(tooLong, request(r -> r.withUri(path).withQuery("q".repeat(8_192 - 4_001))));
    assertEquals(FINE, request(r -> r.withUri("/" + "p".repeat(8_190)).withQuery(null)));
    assertEquals(tooLong, request(r -> r.withUri("/" + "p".repeat(8_191)).withQuery(null)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"0, false", "199, false", "200, true", "599, true", "600, false"})
  void aStatusIs200To599(int status, boolean good) {
    String expected =
        good ? FINE : "INVALID_RESULT returned the status " + status + ", expected 200 to 599";
    FunctionResult answer = FunctionResult.response(FunctionResponse.status(status));

    assertEquals(
        expected, verdict(event(FunctionEvent.VIEWER_REQUEST, Headers.EMPTY), false, answer));
    assertEquals(
        expected, verdict(event(FunctionEvent.VIEWER_RESPONSE, Headers.EMPTY), false, answer));
  }

  @ParameterizedTest
  @EnumSource
  void onAResponseNoRequestMayBeReturned(FunctionEvent event) {
    EdgeEvent given = event(event, Headers.EMPTY);
    String expected =
        event.onRequest()
            ? FINE
            : "INVALID_RESULT returned a request where a response was expected";

    assertEquals(expected, verdict(given, false, FunctionResult.request(given.request())));
    assertEquals("INVALID_RESULT returned nothing", verdict(given, false, null));
  }
}
