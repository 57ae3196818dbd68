// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.CorsConfig;
import dev.edgefilter.config.ResponseHeadersPolicyConfig;
import dev.edgefilter.config.SecurityHeadersConfig;
import dev.edgefilter.config.SecurityHeadersConfig.FrameOption;
import dev.edgefilter.config.SecurityHeadersConfig.XssProtection;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersPolicyRuleTest {

  private static final Headers CROSS_ORIGIN = Headers.of("Origin", "https://a.example");

  private static CorsConfig cors(boolean override) {
    return CorsConfig.builder()
        .allowOrigins("https://a.example")
        .allowHeaders("*")
        .allowMethods("GET")
        .exposeHeaders("ETag")
        .originOverride(override)
        .build();
  }

  private static HeadersPolicyRule rule(String name) {
    ResponseHeadersPolicyConfig.Builder policy = ResponseHeadersPolicyConfig.builder(name);
    switch (name) {
      case "keep" -> policy.frameOptions(FrameOption.DENY, false).customHeader("X-A", "new", false);
      case "override" ->
          policy.frameOptions(FrameOption.DENY, true).customHeader("X-A", "new", true);
      case "remove" -> policy.removeHeader("X-A").removeHeader("Server");
      case "remove and add" -> policy.removeHeader("x-a").customHeader("X-A", "new", false);
      case "cors keep" -> policy.cors(cors(false));
      case "cors override" -> policy.cors(cors(true));
      case "cors remove" -> policy.removeHeader("Access-Control-Allow-Origin").cors(cors(false));
      case "hsts" -> policy.strictTransportSecurity(60, true, true, true);
      default -> throw new IllegalArgumentException(name);
    }
    return new HeadersPolicyRule(policy.build(), false, true);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keep           | -                                  | X-Frame-Options: DENY / X-A: new
          keep           | X-A: old / x-a: older              | X-A: old / x-a: older / X-Frame-Options: DENY
          keep           | X-FRAME-OPTIONS: SAMEORIGIN        | X-FRAME-OPTIONS: SAMEORIGIN / X-A: new
          override       | -                                  | X-Frame-Options: DENY / X-A: new
          override       | x-a: old / B: c / X-A: older       | X-A: new / B: c / X-Frame-Options: DENY
          override       | X-A: new                           | X-A: new / X-Frame-Options: DENY
          override       | X-A: new / X-A: new                | X-A: new / X-Frame-Options: DENY
          remove         | -                                  | -
          remove         | x-a: 1 / B: c / X-A: 2 / server: s | B: c
          remove and add | X-A: old / B: c                    | B: c / X-A: new
          remove and add | B: c                               | B: c / X-A: new
          cors keep      | B: c                               | B: c / Access-Control-Allow-Origin: https://a.example / Access-Control-Expose-Headers: ETag / Vary: Origin
          cors keep      | access-control-max-age: 1          | access-control-max-age: 1 / Vary: Origin
          cors keep      | Vary: Accept, origin               | Vary: Accept, origin / Access-Control-Allow-Origin: https://a.example / Access-Control-Expose-Headers: ETag
          cors keep      | Vary: *                            | Vary: * / Access-Control-Allow-Origin: https://a.example / Access-Control-Expose-Headers: ETag
          cors override  | Access-Control-Allow-Origin: * / Access-Control-Max-Age: 1 | Access-Control-Allow-Origin: https://a.example / Access-Control-Max-Age: 1 / Access-Control-Expose-Headers: ETag / Vary: Origin
          cors remove    | Access-Control-Allow-Origin: *     | Access-Control-Allow-Origin: https://a.example / Access-Control-Expose-Headers: ETag / Vary: Origin
          hsts           | B: c                               | B: c
          """)
  void removesThenAdds(String name, String before, String after) {
    HeadersPolicyRule rule = rule(name);
    Headers head = HeaderLines.of(before, 0);
    CorsDecision decision = rule.cors(RequestHead.of("GET", "http://h/", CROSS_ORIGIN));

    assertEquals(HeaderLines.of(after, 0), rule.apply(head, decision, false));

    long additions = rule.additions(head, decision, false);
    if (additions != HeadersPolicyRule.MUST_CHANGE) {
      assertEquals(HeaderLines.of(after, 0), added(rule, head, decision, additions));
    }
  }

  /** What a hit gets: the head as it is, and lines behind it. */
  private static Headers added(
      HeadersPolicyRule rule, Headers head, CorsDecision decision, long additions) {
    Headers.Builder sent = head.toBuilder().addAll(rule.corsLines(head, decision));
    for (int i = 0; i < rule.lineCount(); i++) {
      if ((additions & 1L << i) != 0) {
        sent.add(rule.lineName(i), rule.lineValue(i));
      }
    }
    if (rule.addsVary(head)) {
      sent.add("Vary", "Origin");
    }
    return sent.build();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keep          | X-A: old                           | true
          override      | B: c                               | true
          override      | X-A: new                           | true
          override      | X-A: old                           | false
          override      | X-A: new / X-A: new                | false
          remove        | B: c                               | true
          remove        | x-a: 1                             | false
          cors keep     | Access-Control-Max-Age: 1          | true
          cors override | Access-Control-Max-Age: 1          | true
          cors override | Access-Control-Allow-Origin: *     | false
          """)
  void aHeadThatStaysAsItIsNeedsNoCopy(String name, String head, boolean stays) {
    HeadersPolicyRule rule = rule(name);
    CorsDecision decision = rule.cors(RequestHead.of("GET", "http://h/", CROSS_ORIGIN));
    long additions = rule.additions(HeaderLines.of(head, 0), decision, false);
    assertEquals(stays, additions != HeadersPolicyRule.MUST_CHANGE);
  }

  @Test
  void theReasonNamesWhatTheOriginKeeps() {
    HeadersPolicyRule rule = rule("cors keep");
    CorsDecision decision = rule.cors(RequestHead.of("GET", "http://h/", CROSS_ORIGIN));
    Headers own = Headers.of("Access-Control-Allow-Origin", "*");
    assertEquals(CorsReason.KEPT, rule.corsReason(decision, own));
    assertEquals(CorsReason.ALLOWED, rule.corsReason(decision, Headers.EMPTY));
    assertEquals(CorsReason.ALLOWED, rule("cors override").corsReason(decision, own));
    CorsDecision none = rule("keep").cors(RequestHead.of("GET", "http://h/", CROSS_ORIGIN));
    assertEquals(CorsReason.NO_CORS_PART, rule("keep").corsReason(none, own));
  }

  @Test
  void transportSecurityIsForHttpsUnlessToldOtherwise() {
    Headers sent =
        Headers.of("Strict-Transport-Security", "max-age=60; includeSubDomains; preload");
    CorsDecision none = rule("hsts").cors(RequestHead.of("GET", "http://h/", Headers.EMPTY));
    assertEquals(sent, rule("hsts").apply(Headers.EMPTY, none, true));
    assertEquals(1, rule("hsts").additions(Headers.EMPTY, none, true));
    assertEquals(0, rule("hsts").additions(Headers.EMPTY, none, false));
    HeadersPolicyRule exact =
        new HeadersPolicyRule(
            ResponseHeadersPolicyConfig.builder("p")
                .strictTransportSecurity(60, true, true, true)
                .build(),
            true,
            false);
    assertEquals(sent, exact.apply(Headers.EMPTY, none, false));
  }

  @Test
  void cachesAreNotToldOfOriginsWhenThatIsSwitchedOff() {
    HeadersPolicyRule exact =
        new HeadersPolicyRule(
            ResponseHeadersPolicyConfig.builder("p").cors(cors(true)).build(), true, false);
    CorsDecision decision = exact.cors(RequestHead.of("GET", "http://h/", CROSS_ORIGIN));
    assertEquals(null, exact.apply(Headers.EMPTY, decision, true).first("Vary"));
  }

  @Test
  void theEdgesOwnAnswersGetSecurityHeadersAtMost() {
    HeadersPolicyRule rule = rule("override");
    assertEquals(
        Headers.of("X-A", "old", "X-Frame-Options", "DENY"),
        rule.applySecurity(Headers.of("X-A", "old"), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          false | false | null              | 0
          true  | false | null              | 1
          true  | true  | null              | 1; mode=block
          true  | false | https://r.example | 1; report=https://r.example
          """)
  void printsXssProtection(boolean protection, boolean block, String uri, String value) {
    assertEquals(value, new XssProtection(true, protection, block, uri).value());
  }

  @Test
  void printsEverySecurityHeader() {
    SecurityHeadersConfig all =
        ResponseHeadersPolicyConfig.builder("p")
            .xssProtection(true, false)
            .frameOptions(FrameOption.SAMEORIGIN, false)
            .referrerPolicy("same-origin", false)
            .contentSecurityPolicy("default-src 'self'", false)
            .contentTypeOptions(false)
            .strictTransportSecurity(1, false, false, false)
            .build()
            .security();
    HeadersPolicyRule rule =
        new HeadersPolicyRule(
            ResponseHeadersPolicyConfig.builder("p").security(all).build(), true, true);
    assertEquals(
        Headers.of(
            "X-XSS-Protection",
            "1; mode=block",
            "X-Frame-Options",
            "SAMEORIGIN",
            "Referrer-Policy",
            "same-origin",
            "Content-Security-Policy",
            "default-src 'self'",
            "X-Content-Type-Options",
            "nosniff",
            "Strict-Transport-Security",
            "max-age=1"),
        rule.applySecurity(Headers.EMPTY, false));
  }
}
