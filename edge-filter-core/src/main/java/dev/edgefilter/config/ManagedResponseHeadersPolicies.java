// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.SecurityHeadersConfig.FrameOption;
import java.util.List;

/** The response headers policies that CloudFront provides. */
final class ManagedResponseHeadersPolicies {
  private static final long YEAR = 31_536_000;

  static final List<ResponseHeadersPolicyConfig> ALL =
      List.of(
          policy("SimpleCORS", "60669652-455b-4ae9-85a4-c4c02393f86c").cors(simple()).build(),
          policy("CORS-With-Preflight", "5cc3b908-e619-4b99-88e5-2cf7f45965bd")
              .cors(withPreflight())
              .build(),
          secure(policy("SecurityHeadersPolicy", "67f7725c-6f97-4210-82d7-5512b31e9d03")).build(),
          secure(policy("CORS-and-SecurityHeadersPolicy", "e61eb60c-9c35-4d20-a928-2b84e02af89c"))
              .cors(simple())
              .build(),
          secure(
                  policy(
                      "CORS-with-preflight-and-SecurityHeadersPolicy",
                      "eaab4381-ed33-4a86-88ca-d9558dc6cd63"))
              .cors(withPreflight())
              .build());

  private ManagedResponseHeadersPolicies() {}

  private static ResponseHeadersPolicyConfig.Builder policy(String name, String id) {
    return ResponseHeadersPolicyConfig.builder(id).name("Managed-" + name);
  }

  private static CorsConfig simple() {
    return CorsConfig.builder()
        .allowOrigins("*")
        .allowHeaders("*")
        .allowMethods("GET", "HEAD")
        .build();
  }

  private static CorsConfig withPreflight() {
    return CorsConfig.builder()
        .allowOrigins("*")
        .allowHeaders("*")
        .allowMethods("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
        .exposeHeaders("*")
        .build();
  }

  private static ResponseHeadersPolicyConfig.Builder secure(
      ResponseHeadersPolicyConfig.Builder policy) {
    return policy
        .referrerPolicy("strict-origin-when-cross-origin", false)
        .strictTransportSecurity(YEAR, false, false, false)
        .contentTypeOptions(true)
        .frameOptions(FrameOption.SAMEORIGIN, false)
        .xssProtection(true, false);
  }
}
