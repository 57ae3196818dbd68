// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LegacyReaderTest {
  private static final String PLAIN =
      "\"ForwardedValues\": {\"QueryString\": false, \"Cookies\": {\"Forward\": \"none\"}}";

  @Test
  void plainValuesBecomeTwoPolicies() {
    EdgeConfig config = read(PLAIN + ", \"MinTTL\": 0, \"Compress\": true");

    assertEquals(
        List.of(
            new CachePolicyConfig(
                "legacy-site-defaultCacheBehavior",
                "legacy-site-defaultCacheBehavior",
                0,
                86_400,
                31_536_000,
                true,
                false,
                HeaderSelection.none(),
                NameSelection.none(),
                NameSelection.none())),
        config.cachePolicies());
    OriginRequestPolicyConfig sent = config.originRequestPolicies().get(0);
    assertEquals(HeaderSelection.Kind.ALL_EXCEPT, sent.headers().kind());
    assertEquals(NameSelection.none(), sent.queryStrings());
    CacheBehaviorConfig behavior = config.distributions().get(0).defaultCacheBehavior();
    assertEquals(config.cachePolicies().get(0), config.cachePolicy(behavior.cachePolicyId()));
    String originRequestPolicyId = behavior.originRequestPolicyId();
    assertNotNull(originRequestPolicyId);
    assertEquals(sent, config.originRequestPolicy(originRequestPolicyId));
  }

  @Test
  void queryStringKeysLimitTheKeyButNotWhatIsSent() {
    EdgeConfig config =
        read(
            """
            "ForwardedValues": {"QueryString": true,
              "QueryStringCacheKeys": {"Quantity": 1, "Items": ["page"]},
              "Headers": {"Quantity": 1, "Items": ["accept"]},
              "Cookies": {"Forward": "whitelist",
                "WhitelistedNames": {"Quantity": 1, "Items": ["lang"]}}}
            """);

    CachePolicyConfig key = config.cachePolicies().get(0);
    assertEquals(NameSelection.whitelist("page"), key.queryStrings());
    assertEquals(NameSelection.whitelist("lang"), key.cookies());
    assertEquals(HeaderSelection.whitelist("accept"), key.headers());
    OriginRequestPolicyConfig sent = config.originRequestPolicies().get(0);
    assertEquals(NameSelection.all(), sent.queryStrings());
    assertEquals(
        HeaderSelection.allExcept(
            "Accept-Charset",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Expect",
            "Host",
            "Referer",
            "User-Agent",
            "X-HTTP-Method-Override"),
        sent.headers());
  }

  @Test
  void cookiesMayBeListedByPatterns() {
    CachePolicyConfig key =
        read("""
                "ForwardedValues": {"QueryString": false,
                  "Cookies": {"Forward": "whitelist",
                    "WhitelistedNames": {"Quantity": 2, "Items": ["wp-*", "lang?"]}}}
                """)
            .cachePolicies()
            .get(0);

    assertEquals(
        new NameSelection(NameSelection.Kind.WHITELIST, java.util.List.of("wp-*", "lang?"), true),
        key.cookies());
    assertFalse(NameSelection.whitelist("wp-*").patterns(), "in cache policies a star is a star");
  }

  @Test
  void laterTimesRiseWithEarlierOnes() {
    CachePolicyConfig key =
        read("""
                "MinTTL": 40000000, "ForwardedValues": {"QueryString": false,
                  "Cookies": {"Forward": "none"}}
                """)
            .cachePolicies()
            .get(0);

    assertEquals(40000000, key.defaultTtlSeconds());
    assertEquals(40000000, key.maxTtlSeconds());
  }

  @Test
  void aListedAcceptEncodingIsNotNormalised() {
    CachePolicyConfig key =
        read("""
                "Compress": true, "ForwardedValues": {"QueryString": false,
                  "Headers": {"Quantity": 1, "Items": ["accept-encoding"]},
                  "Cookies": {"Forward": "none"}}
                """)
            .cachePolicies()
            .get(0);

    assertEquals(HeaderSelection.whitelist("accept-encoding"), key.headers());
    assertFalse(key.acceptEncodingGzip());
  }

  @Test
  void forwardingAllHeadersCachesNothing() {
    EdgeConfig config =
        read(
            """
            "MinTTL": 0, "ForwardedValues": {"QueryString": true,
              "Headers": {"Quantity": 1, "Items": ["*"]}, "Cookies": {"Forward": "all"}}
            """);

    CachePolicyConfig key = config.cachePolicies().get(0);
    assertEquals(0, key.maxTtlSeconds());
    assertEquals(HeaderSelection.none(), key.headers());
    assertEquals(HeaderSelection.allViewer(), config.originRequestPolicies().get(0).headers());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          PLAIN, "CachePolicyId": "Amplify" | 8:97 defaultCacheBehavior.cachePolicyId: found ForwardedValues or TTL fields as well; expected a cache policy or these
          "MinTTL": 0 | 5:27 defaultCacheBehavior.forwardedValues: is missing; expected an object, or the id of a cache policy and no TTL fields
          PLAIN, "MinTTL": 10, "MaxTTL": 5 | 8:104 defaultCacheBehavior.maxTTL: found 5, less than MinTTL 10; expected MinTTL <= DefaultTTL <= MaxTTL (InvalidTTLOrder)
          "ForwardedValues": {"QueryString": false, "Cookies": {"Forward": "some"}} | 8:70 defaultCacheBehavior.forwardedValues.cookies.forward: found "some"; expected one of none, whitelist, all
          """)
  void brokenLegacyFieldsAreProblems(String fields, String expected) {
    String text = EdgeConfigTexts.site(fields.replace("PLAIN", PLAIN));

    ConfigException thrown =
        assertThrows(ConfigException.class, () -> EdgeConfigReader.readJson("site.json", text));

    assertEquals(1, thrown.problems().size(), thrown.getMessage());
    assertEquals("site.json:" + expected, thrown.problems().get(0).toString());
  }

  private static EdgeConfig read(String fields) {
    return EdgeConfigReader.readJson("site.json", EdgeConfigTexts.site(fields));
  }
}
