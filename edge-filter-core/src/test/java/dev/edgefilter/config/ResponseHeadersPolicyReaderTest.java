// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.SecurityHeadersConfig.FrameOption;
import dev.edgefilter.config.SecurityHeadersConfig.XssProtection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Response headers policies as the service's command line prints them. */
class ResponseHeadersPolicyReaderTest {

  private static final String VALID =
      """
      {"ResponseHeadersPolicy": {"Id": "p-1", "LastModifiedTime": "2026-01-01", "ResponseHeadersPolicyConfig": {
        "Name": "mine", "Comment": "",
        "CorsConfig": {"AccessControlAllowOrigins": {"Quantity": 1, "Items": ["https://example.com"]},
          "AccessControlAllowHeaders": {"Quantity": 1, "Items": ["X-A"]},
          "AccessControlAllowMethods": {"Quantity": 2, "Items": ["GET", "PUT"]},
          "AccessControlAllowCredentials": true,
          "AccessControlExposeHeaders": {"Quantity": 0},
          "AccessControlMaxAgeSec": 600, "OriginOverride": true},
        "SecurityHeadersConfig": {
          "XSSProtection": {"Override": true, "Protection": true, "ModeBlock": false, "ReportUri": "https://r.example/"},
          "FrameOptions": {"Override": true, "FrameOption": "DENY"},
          "ReferrerPolicy": {"Override": false, "ReferrerPolicy": "same-origin"},
          "ContentSecurityPolicy": {"Override": true, "ContentSecurityPolicy": "default-src 'self'"},
          "ContentTypeOptions": {"Override": true},
          "StrictTransportSecurity": {"Override": true, "IncludeSubdomains": true, "Preload": true, "AccessControlMaxAgeSec": 63072000}},
        "ServerTimingHeadersConfig": {"Enabled": true, "SamplingRate": 12.5},
        "CustomHeadersConfig": {"Quantity": 1, "Items": [{"Header": "X-B", "Value": "", "Override": true}]},
        "RemoveHeadersConfig": {"Quantity": 1, "Items": [{"Header": "X-Powered-By"}]}}},
       "ETag": "E1"}
      """;

  private static ResponseHeadersPolicyConfig read(String text) {
    return EdgeConfigReader.readJson("p.json", text).responseHeadersPolicies().get(0);
  }

  @Test
  void readsEverythingOfAPrintedPolicy() {
    ResponseHeadersPolicyConfig expected =
        ResponseHeadersPolicyConfig.builder("p-1")
            .name("mine")
            .cors(
                CorsConfig.builder()
                    .allowOrigins("https://example.com")
                    .allowHeaders("X-A")
                    .allowMethods("GET", "PUT")
                    .allowCredentials(true)
                    .maxAgeSeconds(600L)
                    .originOverride(true)
                    .build())
            .security(
                new SecurityHeadersConfig(
                    new XssProtection(true, true, false, "https://r.example/"),
                    new SecurityHeadersConfig.FrameOptions(true, FrameOption.DENY),
                    new SecurityHeadersConfig.ReferrerPolicy(false, "same-origin"),
                    new SecurityHeadersConfig.ContentSecurityPolicy(true, "default-src 'self'"),
                    new SecurityHeadersConfig.ContentTypeOptions(true),
                    new SecurityHeadersConfig.StrictTransportSecurity(true, 63072000, true, true)))
            .serverTiming(12.5)
            .customHeader("X-B", "", true)
            .removeHeader("X-Powered-By")
            .build();

    assertEquals(expected, read(VALID));
    assertEquals(
        expected,
        read(
            VALID
                .replace("{\"ResponseHeadersPolicy\": {", "{\"ResponseHeadersPolicies\": [{")
                .replace("}},\n \"ETag\": \"E1\"}", "}}]}")));
  }

  @Test
  void whatIsOffOrEmptyIsAbsent() {
    ResponseHeadersPolicyConfig policy =
        read(
            "{\"ResponseHeadersPolicies\": [{\"Id\": \"p\", \"ResponseHeadersPolicyConfig\":"
                + " {\"Name\": \"n\", \"ServerTimingHeadersConfig\": {\"Enabled\": false,"
                + " \"SamplingRate\": 5.0}, \"CustomHeadersConfig\": {\"Quantity\": 0, \"Items\":"
                + " []}, \"RemoveHeadersConfig\": {\"Quantity\": 0}}}]}");

    assertNull(policy.serverTimingRate());
    assertNull(policy.cors());
    assertEquals(SecurityHeadersConfig.NONE, policy.security());
    assertEquals(List.of(), policy.customHeaders());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          https://example.com       | http://*a.example.com  | corsConfig.accessControlAllowOrigins[0]: found "http://*a.example.com", which has a * inside; expected it as the whole left-most label, or in the port
          "https://example.com"     | "*"                    | corsConfig.accessControlAllowOrigins: found "*", but AccessControlAllowCredentials is true; list them one by one
          "GET", "PUT"              | "GET", "ALL"           | corsConfig.accessControlAllowMethods[1]: found "ALL"; expected ALL alone, or some of GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE
          "GET", "PUT"              | "GET", "TRACE"         | corsConfig.accessControlAllowMethods[1]: found "TRACE"; expected ALL alone, or some of GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE
          {"Quantity": 1, "Items": ["X-A"]} | {"Quantity": 0} | corsConfig.accessControlAllowHeaders: is empty; expected at least one header name
          ["X-A"]                   | ["X-*-*"]              | corsConfig.accessControlAllowHeaders[0]: found "X-*-*"; expected one * at most
          ["X-A"]                   | ["X A"]                | corsConfig.accessControlAllowHeaders[0]: found "X A"; expected a header name without ' '
          600                       | -1                     | corsConfig.accessControlMaxAgeSec: found -1; expected 0 or more
          , "OriginOverride": true  | , "OriginOverrid": true| corsConfig.originOverrid: found the unknown field "OriginOverrid"; did you mean "OriginOverride"?
          "ModeBlock": false        | "ModeBlock": true      | securityHeadersConfig.xssProtection: has ModeBlock and ReportUri; expected one of them
          "Protection": true, "ModeBlock": false | "Protection": false, "ModeBlock": false | securityHeadersConfig.xssProtection: has Protection false; expected no ModeBlock or ReportUri
          "DENY"                    | "ALLOW"                | securityHeadersConfig.frameOptions.frameOption: found "ALLOW"; expected one of DENY, SAMEORIGIN
          "same-origin"             | "same"                 | securityHeadersConfig.referrerPolicy.referrerPolicy: found "same"; expected one of no-referrer, no-referrer-when-downgrade, origin, origin-when-cross-origin, same-origin, strict-origin, strict-origin-when-cross-origin, unsafe-url
          default-src 'self'        | a\\nb                  | securityHeadersConfig.contentSecurityPolicy.contentSecurityPolicy: holds a character that no header value can have; remove it
          default-src 'self'        |                        | securityHeadersConfig.contentSecurityPolicy.contentSecurityPolicy: is empty; expected a policy
          63072000                  | -5                     | securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec: found -5; expected 0 or more
          "ContentTypeOptions": {"Override": true} | "ContentTypeOptions": {} | securityHeadersConfig.contentTypeOptions.override: is missing; expected true or false
          12.5                      | 100.5                  | serverTimingHeadersConfig.samplingRate: found 100.5; expected 0.0 to 100.0
          12.5                      | "12"                   | serverTimingHeadersConfig.samplingRate: found "12"; expected a number, without quotes
          X-B                       | Set-Cookie             | customHeadersConfig[0].header: found "Set-Cookie", which would give all viewers one cookie; remove it
          X-B                       | Content-Length         | customHeadersConfig[0].header: found "Content-Length", which cannot be set; remove it
          X-B                       | X-Amz-Cf-Id            | customHeadersConfig[0].header: found "X-Amz-Cf-Id", which cannot be set; remove it
          X-B                       | x-frame-options        | customHeadersConfig[0].header: found "x-frame-options" a second time; remove one
          X-B                       | Access-Control-Max-Age | customHeadersConfig[0].header: found "Access-Control-Max-Age"; put it into CorsConfig
          X-B                       | Server-Timing          | customHeadersConfig[0].header: found "Server-Timing", which this policy adds already
          X-Powered-By              | Via                    | removeHeadersConfig[0].header: found "Via", which cannot be removed; remove it
          """)
  void eachBrokenThingIsOneProblemAtItsPlace(String part, String broken, String expected) {
    String replacement = broken == null ? "" : broken;
    assertTrue(VALID.contains(part), part);
    String text = VALID.replace(part, replacement);

    ConfigException thrown = assertThrows(ConfigException.class, () -> read(text));

    List<String> found =
        thrown.problems().stream()
            .map(ConfigProblem::toString)
            .map(p -> p.replaceFirst("p.json:\\d+:\\d+ responseHeadersPolicy\\.?", ""))
            .toList();
    assertTrue(found.contains(expected), found::toString);
  }

  @Test
  void builtPoliciesFollowTheSameRules() {
    DistributionConfig site =
        Distribution.builder()
            .origin(OriginConfig.self("app"))
            .defaultBehavior(b -> b.responseHeadersPolicy("p"))
            .build();
    ResponseHeadersPolicyConfig.Builder policy = ResponseHeadersPolicyConfig.builder("p");
    policy.customHeader("X-A", "x".repeat(1784), true);
    policy.customHeader("x-a", "", true);
    for (int i = 0; i < 5; i++) {
      policy.customHeader("X-" + i, "x".repeat(1783), true);
    }
    List<String> problems =
        EdgeConfig.builder()
            .distribution(site)
            .responseHeadersPolicy(policy.build())
            .build()
            .problems()
            .stream()
            .map(ConfigProblem::toString)
            .toList();

    assertEquals(
        List.of(
            "responseHeadersPolicies[0].customHeadersConfig[0].value: has 1784 characters; expected"
                + " at most 1783",
            "responseHeadersPolicies[0].customHeadersConfig[1].header: found \"x-a\" a second"
                + " time; remove one",
            "responseHeadersPolicies[0].customHeadersConfig: has 10720 characters together;"
                + " expected at most 10240"),
        problems);
  }
}
