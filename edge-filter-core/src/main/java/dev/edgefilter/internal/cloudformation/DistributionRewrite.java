// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonBoolean;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import dev.edgefilter.internal.document.Position;
import java.util.List;

/** Distributions of templates, as {@code get-distribution-config} prints them. */
final class DistributionRewrite {
  private final String place;
  private final Findings findings;

  DistributionRewrite(String place, Findings findings) {
    this.place = place;
    this.findings = findings;
  }

  JsonObject config(JsonObject config) {
    return rewrite(config)
        .rename("IPV6Enabled", "IsIPV6Enabled")
        .counted("Aliases")
        .each("Origins", this::origin)
        .counted("Origins")
        .inside("DefaultCacheBehavior", this::behavior)
        .each("CacheBehaviors", this::behavior)
        .counted("CacheBehaviors")
        .counted("CustomErrorResponses")
        .inside("Restrictions", this::restrictions)
        .inside("ViewerCertificate", this::certificate)
        .inside("Logging", this::logging)
        .done();
  }

  private JsonObject origin(JsonObject origin) {
    return rewrite(origin)
        .rename("OriginCustomHeaders", "CustomHeaders")
        .counted("CustomHeaders")
        .inside(
            "CustomOriginConfig",
            custom ->
                rewrite(custom)
                    .rename("OriginSSLProtocols", "OriginSslProtocols")
                    .counted("OriginSslProtocols")
                    .done())
        .done();
  }

  private JsonObject behavior(JsonObject behavior) {
    Rewrite rewrite =
        rewrite(behavior)
            .counted("FunctionAssociations")
            .counted("LambdaFunctionAssociations")
            .inside("ForwardedValues", this::forwardedValues);
    methods(behavior, rewrite);
    trusted("TrustedKeyGroups", behavior, rewrite);
    trusted("TrustedSigners", behavior, rewrite);
    return rewrite.done();
  }

  /** The cached methods stand beside the allowed ones, not in them. */
  private static void methods(JsonObject behavior, Rewrite rewrite) {
    JsonValue cached = behavior.get("CachedMethods");
    if (behavior.get("AllowedMethods") == null && cached != null) {
      Position at = cached.at();
      rewrite.set(
          "AllowedMethods",
          new JsonArray(at, List.of(new JsonString(at, "GET"), new JsonString(at, "HEAD"))));
    }
    rewrite.counted("AllowedMethods").counted("CachedMethods");
    JsonValue counted = rewrite.done().get("CachedMethods");
    if (counted != null) {
      rewrite
          .drop("CachedMethods")
          .inside("AllowedMethods", allowed -> Trees.with(allowed, "CachedMethods", counted));
    }
  }

  /** A list that is there and empty trusts nobody, and nobody is asked for a signature. */
  private static void trusted(String name, JsonObject behavior, Rewrite rewrite) {
    rewrite.counted(name);
    if (behavior.get(name) instanceof JsonArray list) {
      JsonBoolean enabled = new JsonBoolean(list.at(), !list.items().isEmpty());
      rewrite.inside(name, counted -> Trees.with(counted, "Enabled", enabled));
    }
  }

  private JsonObject forwardedValues(JsonObject values) {
    return rewrite(values)
        .counted("Headers")
        .counted("QueryStringCacheKeys")
        .inside("Cookies", cookies -> rewrite(cookies).counted("WhitelistedNames").done())
        .done();
  }

  private JsonObject restrictions(JsonObject restrictions) {
    return rewrite(restrictions)
        .inside(
            "GeoRestriction",
            geo -> {
              Rewrite rewrite = rewrite(geo).rename("Locations", "Items");
              if (rewrite.done().get("Items") instanceof JsonArray list) {
                for (Member member : Trees.counted(list).members()) {
                  rewrite.set(member.name(), member.value());
                }
              } else if (geo.get("Locations") == null) {
                rewrite.set("Quantity", new JsonValue.JsonNumber(geo.at(), "0"));
              }
              return rewrite.done();
            })
        .done();
  }

  private JsonObject certificate(JsonObject certificate) {
    return rewrite(certificate)
        .rename("AcmCertificateArn", "ACMCertificateArn")
        .rename("IamCertificateId", "IAMCertificateId")
        .rename("SslSupportMethod", "SSLSupportMethod")
        .done();
  }

  /** In a template, logging is on when it is written. */
  private JsonObject logging(JsonObject logging) {
    return logging.members().isEmpty()
        ? logging
        : rewrite(logging).set("Enabled", new JsonBoolean(logging.at(), true)).done();
  }

  private Rewrite rewrite(JsonObject object) {
    return new Rewrite(object, place, findings);
  }
}
