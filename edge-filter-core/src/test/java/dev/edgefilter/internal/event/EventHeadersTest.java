// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.http.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers on their way into an event and out of it (CloudFront: Restrictions on HTTP headers). */
final class EventHeadersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
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
        "X-Amz-Cf-Id",
        "X-Amz-Cf-",
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
        "X-Edge-Location",
        "X-Edge-",
        "X-Forwarded-Proto",
        "X-Real-IP"
      })
  void disallowedOnesAreHidden(String name) {
    Headers headers = Headers.of("Accept", "a", name, "1");
    FunctionRequest request = new FunctionRequest("GET", "/", null, headers);
    FunctionResponse response = new FunctionResponse(200, headers, null);

    assertTrue(EventHeaders.isDisallowed(EventHeaders.lower(name)));
    assertEquals("{\"accept\":{\"value\":\"a\"}}", EventWriter.headers(request));
    assertEquals("{\"accept\":{\"value\":\"a\"}}", EventWriter.headers(response));
    assertEquals("accept\0a", EventParts.headers(request));
    assertEquals("accept\0a", EventParts.headers(response));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accept",
        "authorization",
        "host",
        "te",
        "transfer-encoding",
        "via",
        "x-accel-other",
        "x-amz-cf",
        "x-amz-date",
        "x-amzn-other",
        "x-amzn-trace-id",
        "x-amzn-waf-mark",
        "x-cached",
        "x-edge",
        "x-forwarded-for",
        "x-forwarded-host"
      })
  void othersAreNot(String name) {
    assertFalse(EventHeaders.isDisallowed(name));
    assertEquals(
        name + "\0001",
        EventParts.headers(new FunctionRequest("GET", "/", null, Headers.of(name, "1"))));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "example-header-name, Example-Header-Name",
    "etag, Etag",
    "x-1a-b, X-1a-B",
    "x--a_b, X--A_b"
  })
  void namesAreSentWithWordsInCapitals(String name, String sent) {
    assertEquals(sent, EventHeaders.capitalized(name));
  }

  /** One character stands for each byte on the wire. */
  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "plain, plain, plain",
    "gr\u00c3\u00bcn, gr\u00fcn, gr\u00c3\u00bcn",
    "gr\u00fcn, gr\u00fcn, gr\u00c3\u00bcn",
    "\u00c3, \u00c3, \u00c3\u0083",
    "\u00f0\u009f\u00a6\u008a, \ud83e\udd8a, \u00f0\u009f\u00a6\u008a"
  })
  void valuesAreReadAsUtf8OrElseLatinOneAndSentInUtf8(String given, String seen, String sent) {
    assertEquals(seen, EventHeaders.decode(given));
    assertEquals(sent, EventHeaders.encode(seen));
  }
}
