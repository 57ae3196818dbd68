// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue.JsonObject;

/** Policies of templates, as {@code get-cache-policy} and its sisters print them. */
final class PolicyRewrite {
  private final String place;
  private final Findings findings;

  PolicyRewrite(String place, Findings findings) {
    this.place = place;
    this.findings = findings;
  }

  JsonObject cachePolicy(JsonObject config) {
    return rewrite(config)
        .inside("ParametersInCacheKeyAndForwardedToOrigin", this::originRequestPolicy)
        .done();
  }

  JsonObject originRequestPolicy(JsonObject config) {
    return rewrite(config)
        .inside("HeadersConfig", headers -> rewrite(headers).counted("Headers").done())
        .inside("CookiesConfig", cookies -> rewrite(cookies).counted("Cookies").done())
        .inside("QueryStringsConfig", queries -> rewrite(queries).counted("QueryStrings").done())
        .done();
  }

  JsonObject responseHeadersPolicy(JsonObject config) {
    return rewrite(config)
        .inside(
            "CorsConfig",
            cors ->
                rewrite(cors)
                    .quantified("AccessControlAllowOrigins")
                    .quantified("AccessControlAllowHeaders")
                    .quantified("AccessControlAllowMethods")
                    .quantified("AccessControlExposeHeaders")
                    .done())
        .quantified("CustomHeadersConfig")
        .quantified("RemoveHeadersConfig")
        .done();
  }

  private Rewrite rewrite(JsonObject object) {
    return new Rewrite(object, place, findings);
  }
}
