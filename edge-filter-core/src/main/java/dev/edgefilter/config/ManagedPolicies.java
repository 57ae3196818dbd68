// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policies that CloudFront provides, by their well-known ids and names. */
public final class ManagedPolicies {
  private static final String PREFIX = "Managed-";
  private static final long DAY = 86_400;
  private static final long YEAR = 31_536_000;
  private static final HeaderSelection NO_HEADERS = HeaderSelection.none();
  private static final NameSelection NONE = NameSelection.none();
  private static final NameSelection ALL = NameSelection.all();
  private static final HeaderSelection HOST_AND_METHOD =
      HeaderSelection.whitelist(
          "Host", "Origin", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");
  private static final HeaderSelection AMPLIFY =
      HeaderSelection.whitelist("Accept", "Authorization", "CloudFront-Viewer-Country", "Host");

  private static final List<CachePolicyConfig> CACHE_POLICIES =
      List.of(
          cache("Managed-CachingOptimized", "658327ea-f89d-4fab-a63d-7e88639e58f6")
              .minTtlSeconds(1)
              .build(),
          cache(
                  "Managed-CachingOptimizedForUncompressedObjects",
                  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d")
              .minTtlSeconds(1)
              .acceptEncoding(false, false)
              .build(),
          cache("Managed-CachingDisabled", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad")
              .defaultTtlSeconds(0)
              .maxTtlSeconds(0)
              .acceptEncoding(false, false)
              .build(),
          cache("Managed-Amplify", "2e54312d-136d-493c-8eb9-b001f22f67d2")
              .minTtlSeconds(2)
              .defaultTtlSeconds(2)
              .maxTtlSeconds(600)
              .headers(
                  HeaderSelection.whitelist("Authorization", "CloudFront-Viewer-Country", "Host"))
              .cookies(ALL)
              .queryStrings(ALL)
              .build(),
          cache("Managed-Elemental-MediaPackage", "08627262-05a9-4f76-9ded-b50ca2e3a84f")
              .acceptEncoding(true, false)
              .headers(HeaderSelection.whitelist("Origin"))
              .queryStrings(NameSelection.whitelist("aws.manifestfilter", "start", "end", "m"))
              .build(),
          byOrigin("UseOriginCacheControlHeaders", "83da9c7e-98b4-4e11-a168-04f0df8e2c65")
              .headers(HOST_AND_METHOD)
              .cookies(ALL)
              .build(),
          byOrigin(
                  "UseOriginCacheControlHeaders-QueryStrings",
                  "4cc15a8a-d715-48a4-82b8-cc0b614638fe")
              .headers(HOST_AND_METHOD)
              .cookies(ALL)
              .queryStrings(ALL)
              .build(),
          byOrigin("Amplify-Default", "4d1d2f1d-3a71-49ad-9e08-7ea5d843a556")
              .headers(AMPLIFY)
              .cookies(ALL)
              .queryStrings(ALL)
              .build(),
          byOrigin("Amplify-DefaultNoCookies", "a6bad946-36c3-4c33-aa98-362c74a7fb13")
              .headers(AMPLIFY)
              .queryStrings(ALL)
              .build(),
          byOrigin("Amplify-ImageOptimization", "1c6db51a-a33f-469a-8245-dae26771f530")
              .headers(HeaderSelection.whitelist("Accept", "Authorization", "Host"))
              .queryStrings(ALL)
              .build(),
          byOrigin("Amplify-StaticContent", "7e5fad67-ee98-4ad0-b05a-394999eefc1a")
              .headers(HeaderSelection.whitelist("Authorization", "Host"))
              .build());

  private static final List<OriginRequestPolicyConfig> ORIGIN_REQUEST_POLICIES =
      List.of(
          origin(
              "AllViewer",
              "216adef6-5c7f-47e4-b989-5492eafa07d3",
              HeaderSelection.allViewer(),
              ALL,
              ALL),
          origin(
              "AllViewerAndCloudFrontHeaders-2022-06",
              "33f36d7e-f396-46d9-90e0-52428a34d9dc",
              HeaderSelection.allViewerAndWhitelistCloudFront(
                  "CloudFront-Forwarded-Proto",
                  "CloudFront-Is-Android-Viewer",
                  "CloudFront-Is-Desktop-Viewer",
                  "CloudFront-Is-IOS-Viewer",
                  "CloudFront-Is-Mobile-Viewer",
                  "CloudFront-Is-SmartTV-Viewer",
                  "CloudFront-Is-Tablet-Viewer",
                  "CloudFront-Viewer-Address",
                  "CloudFront-Viewer-ASN",
                  "CloudFront-Viewer-City",
                  "CloudFront-Viewer-Country",
                  "CloudFront-Viewer-Country-Name",
                  "CloudFront-Viewer-Country-Region",
                  "CloudFront-Viewer-Country-Region-Name",
                  "CloudFront-Viewer-Http-Version",
                  "CloudFront-Viewer-Latitude",
                  "CloudFront-Viewer-Longitude",
                  "CloudFront-Viewer-Metro-Code",
                  "CloudFront-Viewer-Postal-Code",
                  "CloudFront-Viewer-Time-Zone",
                  "CloudFront-Viewer-TLS"),
              ALL,
              ALL),
          origin(
              "AllViewerExceptHostHeader",
              "b689b0a8-53d0-40ab-baf2-68738e2966ac",
              HeaderSelection.allExcept("Host"),
              ALL,
              ALL),
          origin(
              "CORS-CustomOrigin",
              "59781a5b-3903-41f3-afcb-af62929ccde1",
              HeaderSelection.whitelist("Origin"),
              NONE,
              NONE),
          origin(
              "CORS-S3Origin",
              "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
              HeaderSelection.whitelist(
                  "Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"),
              NONE,
              NONE),
          origin(
              "Elemental-MediaTailor-PersonalizedManifests",
              "775133bc-15f2-49f9-abea-afb2e0bf67d2",
              HeaderSelection.whitelist(
                  "Origin",
                  "Access-Control-Request-Headers",
                  "Access-Control-Request-Method",
                  "User-Agent",
                  "X-Forwarded-For"),
              NONE,
              ALL),
          origin(
              "HostHeaderOnly",
              "bf0718e1-ba1e-49d1-88b1-f726733018ae",
              HeaderSelection.whitelist("Host"),
              NONE,
              NONE),
          origin(
              "UserAgentRefererHeaders",
              "acba4595-bd28-49b8-b9fe-13317c0390fa",
              HeaderSelection.whitelist("User-Agent", "Referer"),
              NONE,
              NONE));

  private ManagedPolicies() {}

  /**
   * The managed cache policy with this id or name; null when there is none.
   *
   * @param idOrName the id, or the name with or without {@code Managed-}
   */
  public static @Nullable CachePolicyConfig cachePolicy(String idOrName) {
    for (CachePolicyConfig policy : CACHE_POLICIES) {
      if (policy.id().equals(idOrName) || sameName(policy.name(), idOrName)) {
        return policy;
      }
    }
    return null;
  }

  /**
   * The managed origin request policy with this id or name; null when there is none.
   *
   * @param idOrName the id, or the name with or without {@code Managed-}
   */
  public static @Nullable OriginRequestPolicyConfig originRequestPolicy(String idOrName) {
    for (OriginRequestPolicyConfig policy : ORIGIN_REQUEST_POLICIES) {
      if (policy.id().equals(idOrName) || sameName(policy.name(), idOrName)) {
        return policy;
      }
    }
    return null;
  }

  /**
   * The managed response headers policy with this id or name; null when there is none.
   *
   * @param idOrName the id, or the name with or without {@code Managed-}
   */
  public static @Nullable ResponseHeadersPolicyConfig responseHeadersPolicy(String idOrName) {
    for (ResponseHeadersPolicyConfig policy : ManagedResponseHeadersPolicies.ALL) {
      if (policy.id().equals(idOrName) || sameName(policy.name(), idOrName)) {
        return policy;
      }
    }
    return null;
  }

  /** All managed response headers policies. */
  public static List<ResponseHeadersPolicyConfig> responseHeadersPolicies() {
    return ManagedResponseHeadersPolicies.ALL;
  }

  /** All managed cache policies. */
  public static List<CachePolicyConfig> cachePolicies() {
    return CACHE_POLICIES;
  }

  /** All managed origin request policies. */
  public static List<OriginRequestPolicyConfig> originRequestPolicies() {
    return ORIGIN_REQUEST_POLICIES;
  }

  private static boolean sameName(String name, String asked) {
    return bare(name).equals(bare(asked));
  }

  private static String bare(String name) {
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  private static CachePolicyConfig.Builder cache(String name, String id) {
    return CachePolicyConfig.builder(id)
        .name(name)
        .defaultTtlSeconds(DAY)
        .maxTtlSeconds(YEAR)
        .headers(NO_HEADERS);
  }

  private static CachePolicyConfig.Builder byOrigin(String name, String id) {
    return cache(name, id).defaultTtlSeconds(0);
  }

  private static OriginRequestPolicyConfig origin(
      String name,
      String id,
      HeaderSelection headers,
      NameSelection cookies,
      NameSelection queryStrings) {
    return new OriginRequestPolicyConfig(id, PREFIX + name, headers, cookies, queryStrings);
  }
}
