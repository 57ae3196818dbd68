// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManagedPoliciesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CachingOptimized                       | 658327ea-f89d-4fab-a63d-7e88639e58f6 | 1 | 86400 | 31536000 | true  | true  | 0 | NONE      | NONE
          CachingOptimizedForUncompressedObjects | b2884449-e4de-46a7-ac36-70bc7f1ddd6d | 1 | 86400 | 31536000 | false | false | 0 | NONE      | NONE
          CachingDisabled                        | 4135ea2d-6df8-44a3-9df3-4b5a84be39ad | 0 | 0     | 0        | false | false | 0 | NONE      | NONE
          Amplify                                | 2e54312d-136d-493c-8eb9-b001f22f67d2 | 2 | 2     | 600      | true  | true  | 3 | ALL       | ALL
          Elemental-MediaPackage                 | 08627262-05a9-4f76-9ded-b50ca2e3a84f | 0 | 86400 | 31536000 | true  | false | 1 | NONE      | WHITELIST
          UseOriginCacheControlHeaders           | 83da9c7e-98b4-4e11-a168-04f0df8e2c65 | 0 | 0     | 31536000 | true  | true  | 5 | ALL       | NONE
          UseOriginCacheControlHeaders-QueryStrings | 4cc15a8a-d715-48a4-82b8-cc0b614638fe | 0 | 0  | 31536000 | true  | true  | 5 | ALL       | ALL
          Amplify-Default                        | 4d1d2f1d-3a71-49ad-9e08-7ea5d843a556 | 0 | 0     | 31536000 | true  | true  | 4 | ALL       | ALL
          Amplify-DefaultNoCookies               | a6bad946-36c3-4c33-aa98-362c74a7fb13 | 0 | 0     | 31536000 | true  | true  | 4 | NONE      | ALL
          Amplify-ImageOptimization              | 1c6db51a-a33f-469a-8245-dae26771f530 | 0 | 0     | 31536000 | true  | true  | 3 | NONE      | ALL
          Amplify-StaticContent                  | 7e5fad67-ee98-4ad0-b05a-394999eefc1a | 0 | 0     | 31536000 | true  | true  | 2 | NONE      | NONE
          """)
  void cachePoliciesAreThoseOfCloudFront(
      String name,
      String id,
      long min,
      long normal,
      long max,
      boolean gzip,
      boolean brotli,
      int headers,
      NameSelection.Kind cookies,
      NameSelection.Kind queryStrings) {
    CachePolicyConfig policy = ManagedPolicies.cachePolicy(id);

    assertNotNull(policy);
    assertEquals(policy, ManagedPolicies.cachePolicy(name));
    assertEquals(policy, ManagedPolicies.cachePolicy("Managed-" + name));
    assertEquals(
        List.of(min, normal, max),
        List.of(policy.minTtlSeconds(), policy.defaultTtlSeconds(), policy.maxTtlSeconds()));
    assertEquals(gzip, policy.acceptEncodingGzip());
    assertEquals(brotli, policy.acceptEncodingBrotli());
    assertEquals(headers, policy.headers().names().size());
    assertEquals(cookies, policy.cookies().kind());
    assertEquals(queryStrings, policy.queryStrings().kind());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AllViewer                                   | 216adef6-5c7f-47e4-b989-5492eafa07d3 | ALL_VIEWER                          | 0  | ALL  | ALL
          AllViewerAndCloudFrontHeaders-2022-06       | 33f36d7e-f396-46d9-90e0-52428a34d9dc | ALL_VIEWER_AND_WHITELIST_CLOUDFRONT | 21 | ALL  | ALL
          AllViewerExceptHostHeader                   | b689b0a8-53d0-40ab-baf2-68738e2966ac | ALL_EXCEPT                          | 1  | ALL  | ALL
          CORS-CustomOrigin                           | 59781a5b-3903-41f3-afcb-af62929ccde1 | WHITELIST                           | 1  | NONE | NONE
          CORS-S3Origin                               | 88a5eaf4-2fd4-4709-b370-b4c650ea3fcf | WHITELIST                           | 3  | NONE | NONE
          Elemental-MediaTailor-PersonalizedManifests | 775133bc-15f2-49f9-abea-afb2e0bf67d2 | WHITELIST                           | 5  | NONE | ALL
          HostHeaderOnly                              | bf0718e1-ba1e-49d1-88b1-f726733018ae | WHITELIST                           | 1  | NONE | NONE
          UserAgentRefererHeaders                     | acba4595-bd28-49b8-b9fe-13317c0390fa | WHITELIST                           | 2  | NONE | NONE
          """)
  void originRequestPoliciesAreThoseOfCloudFront(
      String name,
      String id,
      HeaderSelection.Kind headers,
      int headerNames,
      NameSelection.Kind cookies,
      NameSelection.Kind queryStrings) {
    OriginRequestPolicyConfig policy = ManagedPolicies.originRequestPolicy(id);

    assertNotNull(policy);
    assertEquals(policy, ManagedPolicies.originRequestPolicy("Managed-" + name));
    assertEquals(policy, ManagedPolicies.originRequestPolicy(name));
    assertEquals(headers, policy.headers().kind());
    assertEquals(headerNames, policy.headers().names().size());
    assertEquals(cookies, policy.cookies().kind());
    assertEquals(queryStrings, policy.queryStrings().kind());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          SimpleCORS                                    | 60669652-455b-4ae9-85a4-c4c02393f86c | 2    | none | false
          CORS-With-Preflight                           | 5cc3b908-e619-4b99-88e5-2cf7f45965bd | 7    | *    | false
          SecurityHeadersPolicy                         | 67f7725c-6f97-4210-82d7-5512b31e9d03 | none | none | true
          CORS-and-SecurityHeadersPolicy                | e61eb60c-9c35-4d20-a928-2b84e02af89c | 2    | none | true
          CORS-with-preflight-and-SecurityHeadersPolicy | eaab4381-ed33-4a86-88ca-d9558dc6cd63 | 7    | *    | true
          """)
  void responseHeadersPoliciesAreThoseOfCloudFront(
      String name, String id, Integer methods, String exposed, boolean secure) {
    ResponseHeadersPolicyConfig policy = ManagedPolicies.responseHeadersPolicy(id);

    assertNotNull(policy);
    assertEquals(policy, ManagedPolicies.responseHeadersPolicy("Managed-" + name));
    assertEquals(policy, ManagedPolicies.responseHeadersPolicy(name));
    CorsConfig cors = policy.cors();
    assertEquals(methods, cors == null ? null : (Integer) cors.allowMethods().size());
    if (cors != null) {
      assertEquals(List.of("*"), cors.allowOrigins());
      assertEquals(exposed == null ? List.of() : List.of(exposed), cors.exposeHeaders());
      assertEquals(false, cors.originOverride());
    }
    SecurityHeadersConfig security = policy.security();
    if (secure) {
      assertEquals("1; mode=block", security.xssProtection().value());
      assertEquals("max-age=31536000", security.strictTransportSecurity().value());
      assertEquals("strict-origin-when-cross-origin", security.referrerPolicy().policy());
      assertEquals(SecurityHeadersConfig.FrameOption.SAMEORIGIN, security.frameOptions().option());
      assertEquals(true, security.contentTypeOptions().override());
      assertEquals(false, security.frameOptions().override());
    } else {
      assertEquals(SecurityHeadersConfig.NONE, security);
    }
  }

  @Test
  void unknownNamesAreNotManaged() {
    assertNull(ManagedPolicies.responseHeadersPolicy("simplecors"));
    assertNull(ManagedPolicies.cachePolicy("cachingoptimized"));
    assertNull(ManagedPolicies.originRequestPolicy(""));
  }

  @Test
  void everyPolicyHasItsOwnIdAndFollowsTheRules() {
    Set<String> ids = new HashSet<>();
    List<ConfigProblem> problems = new ArrayList<>();
    for (CachePolicyConfig policy : ManagedPolicies.cachePolicies()) {
      ids.add(policy.id());
      new PolicyRules(Written.inCode(policy.name()), problems).check(policy);
    }
    for (OriginRequestPolicyConfig policy : ManagedPolicies.originRequestPolicies()) {
      ids.add(policy.id());
      new PolicyRules(Written.inCode(policy.name()), problems).check(policy);
    }
    for (ResponseHeadersPolicyConfig policy : ManagedPolicies.responseHeadersPolicies()) {
      ids.add(policy.id());
      new ResponseHeadersPolicyRules(Written.inCode(policy.name()), problems).check(policy);
    }
    assertEquals(24, ids.size());
    assertEquals(List.of(), problems);
  }
}
