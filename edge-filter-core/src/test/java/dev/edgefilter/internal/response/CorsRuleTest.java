// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.edgefilter.config.CorsConfig;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.RequestHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorsRuleTest {

  private static final CorsConfig ANYBODY =
      CorsConfig.builder()
          .allowOrigins("*")
          .allowHeaders("*")
          .allowMethods("ALL")
          .exposeHeaders("ETag", "X-A")
          .maxAgeSeconds(600L)
          .build();

  private static final CorsConfig FRIENDS =
      CorsConfig.builder()
          .allowOrigins("https://a.example", "*.b.example")
          .allowHeaders("X-A", "X-B")
          .allowMethods("GET", "PUT")
          .allowCredentials(true)
          .build();

  private static RequestHead request(String method, String headers) {
    return RequestHead.of(method, "http://h/", HeaderLines.of(headers, 0));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          same origin                 | any     | GET     | -                          | NO_ORIGIN          | -
          empty origin                | any     | GET     | Origin:                    | NO_ORIGIN          | -
          any origin                  | any     | GET     | Origin: http://x           | ALLOWED            | Access-Control-Allow-Origin: * / Access-Control-Expose-Headers: ETag, X-A
          opaque origin               | any     | GET     | Origin: null               | ALLOWED            | Access-Control-Allow-Origin: * / Access-Control-Expose-Headers: ETag, X-A
          OPTIONS alone               | any     | OPTIONS | Origin: http://x           | ALLOWED            | Access-Control-Allow-Origin: * / Access-Control-Expose-Headers: ETag, X-A
          preflight                   | any     | OPTIONS | Origin: http://x / Access-Control-Request-Method: PUT | PREFLIGHT | Access-Control-Allow-Origin: * / Access-Control-Expose-Headers: ETag, X-A / Access-Control-Allow-Methods: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT / Access-Control-Allow-Headers: * / Access-Control-Max-Age: 600
          GET is no preflight         | any     | GET     | Origin: http://x / Access-Control-Request-Method: PUT | ALLOWED | Access-Control-Allow-Origin: * / Access-Control-Expose-Headers: ETag, X-A
          a friend                    | friends | GET     | Origin: https://a.example  | ALLOWED            | Access-Control-Allow-Origin: https://a.example / Access-Control-Allow-Credentials: true
          a friend's subdomain        | friends | GET     | Origin: http://x.b.example | ALLOWED            | Access-Control-Allow-Origin: http://x.b.example / Access-Control-Allow-Credentials: true
          a stranger                  | friends | GET     | Origin: http://a.example   | ORIGIN_NOT_ALLOWED | -
          an opaque stranger          | friends | GET     | Origin: null               | ORIGIN_NOT_ALLOWED | -
          a stranger's preflight      | friends | OPTIONS | Origin: http://x / Access-Control-Request-Method: GET | ORIGIN_NOT_ALLOWED | -
          a friend's preflight        | friends | OPTIONS | Origin: https://a.example / Access-Control-Request-Method: DELETE | PREFLIGHT | Access-Control-Allow-Origin: https://a.example / Access-Control-Allow-Credentials: true / Access-Control-Allow-Methods: GET, PUT / Access-Control-Allow-Headers: X-A, X-B
          """)
  void followsCloudFrontsAlgorithm(
      String name, String policy, String method, String headers, CorsReason reason, String lines) {
    CorsRule rule = new CorsRule(policy.equals("any") ? ANYBODY : FRIENDS);

    CorsDecision decision = rule.decide(request(method, headers));

    assertEquals(reason, decision.reason());
    assertEquals(HeaderLines.of(lines, 0), decision.lines());
  }

  @ParameterizedTest(name = "{0} allows {1}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          *             | X-A, Authorization   | *
          *             | none                 | *
          * Authorization | X-A, authorization | X-A, authorization
          x-amz-*       | x-amz-test           | x-amz-test
          x-amz-*       | X-AMZ-, x-amz, y     | X-AMZ-
          x-*-amz       | x-test-amz, x--amz   | x-test-amz, x--amz
          x-*-amz       | x-amz                | none
          x-amz-*       | none                 | none
          x-a*          | x-a b, x-a;c, x-ab   | x-ab
          X-A X-B       | X-C                  | X-A, X-B
          """)
  void allowsHeadersByNameAndPattern(String items, String asked, String value) {
    AllowedHeaders allowed = new AllowedHeaders(java.util.List.of(items.split(" ", -1)), false);
    assertEquals(value, allowed.value(asked));
  }

  @Test
  void aBareStarIsNotSentTogetherWithCredentials() {
    AllowedHeaders allowed = new AllowedHeaders(java.util.List.of("*"), true);
    assertEquals("X-A", allowed.value("X-A, Authorization"));
  }

  @Test
  void theHeadersForKnownOriginsAreReady() {
    CorsRule any = new CorsRule(ANYBODY);
    CorsRule friends = new CorsRule(FRIENDS);
    RequestHead request = request("GET", "Origin: https://a.example");
    assertSame(any.decide(request), any.decide(request));
    assertSame(friends.decide(request), friends.decide(request));
  }
}
