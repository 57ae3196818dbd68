// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import dev.edgefilter.config.CacheBehaviorConfig;
import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.GeoRestrictionConfig;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.KeyGroupConfig;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.spring.autoconfigure.DistributionProperties.BehaviorProperties;
import dev.edgefilter.spring.autoconfigure.DistributionProperties.ErrorResponseProperties;
import dev.edgefilter.spring.autoconfigure.DistributionProperties.OriginProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns properties into the configuration that they stand for. */
final class PropertiesConfig {

  private static final String EVERYTHING = "Managed-AllViewer";

  private final EdgeProperties properties;
  private final ConfigLocations locations;

  PropertiesConfig(EdgeProperties properties, ConfigLocations locations) {
    this.properties = properties;
    this.locations = locations;
  }

  /** Policies and keys, and the distribution when one is written in properties. */
  EdgeConfig read(boolean withDistribution) {
    EdgeConfig.Builder config = EdgeConfig.builder();
    properties.cachePolicies().forEach((name, policy) -> config.cachePolicy(policy(name, policy)));
    properties.publicKeys().forEach((id, pem) -> config.publicKey(id, locations.pem(id, pem)));
    properties
        .keyGroups()
        .forEach((id, keys) -> config.keyGroup(new KeyGroupConfig(id, id, List.copyOf(keys))));
    if (withDistribution) {
      config.distribution(distribution(properties.distribution()));
    }
    return config.build();
  }

  private static CachePolicyConfig policy(String name, CachePolicyProperties written) {
    CachePolicyConfig.Builder policy =
        CachePolicyConfig.builder(name)
            .minTtlSeconds(written.minTtl().toSeconds())
            .acceptEncoding(written.gzip(), written.brotli())
            .cookies(selection(written.cookieBehavior(), written.cookies()))
            .queryStrings(selection(written.queryStringBehavior(), written.queryStrings()));
    if (written.defaultTtl() != null) {
      policy.defaultTtlSeconds(written.defaultTtl().toSeconds());
    }
    if (written.maxTtl() != null) {
      policy.maxTtlSeconds(written.maxTtl().toSeconds());
    }
    if (!written.headers().isEmpty()) {
      policy.headers(HeaderSelection.whitelist(written.headers().toArray(new String[0])));
    }
    return policy.build();
  }

  private static NameSelection selection(NameSelection.@Nullable Kind kind, List<String> names) {
    NameSelection.Kind usual =
        names.isEmpty() ? NameSelection.Kind.NONE : NameSelection.Kind.WHITELIST;
    return new NameSelection(kind == null ? usual : kind, names);
  }

  private static DistributionConfig distribution(DistributionProperties written) {
    DistributionConfig.Builder distribution =
        Distribution.builder()
            .id(written.id())
            .defaultRootObject(written.defaultRootObject())
            .cacheTagHeader(written.cacheTagHeader())
            .webAcl(written.webAcl())
            .geoRestriction(
                new GeoRestrictionConfig(
                    written.geoRestriction().type(), written.geoRestriction().countries()))
            .origin(OriginConfig.self(DistributionProperties.APPLICATION));
    written.aliases().forEach(distribution::alias);
    written.origins().forEach((id, origin) -> distribution.origin(origin(id, origin)));
    distribution.defaultBehavior(
        behavior -> {
          behavior.originRequestPolicy(EVERYTHING);
          describe(behavior, written.defaultBehavior());
        });
    for (BehaviorProperties behavior : written.behaviors()) {
      String pattern = behavior.pathPattern();
      distribution.behavior(pattern == null ? "" : pattern, built -> describe(built, behavior));
    }
    for (ErrorResponseProperties error : written.errorResponses()) {
      boolean page = !error.responsePagePath().isEmpty();
      int status = page && error.responseCode() == 0 ? error.errorCode() : error.responseCode();
      distribution.customError(
          error.errorCode(), error.responsePagePath(), status, error.cachingMinTtl().toSeconds());
    }
    return distribution.build();
  }

  private static void describe(CacheBehaviorConfig.Builder behavior, BehaviorProperties written) {
    String origin = written.targetOrigin();
    behavior
        .targetOrigin(origin == null ? DistributionProperties.APPLICATION : origin)
        .viewerProtocol(written.viewerProtocolPolicy())
        .allowedMethods(written.allowedMethods())
        .cachedMethods(written.cachedMethods())
        .compress(written.compress());
    if (written.cachePolicy() != null) {
      behavior.cachePolicy(written.cachePolicy());
    }
    if (written.originRequestPolicy() != null) {
      behavior.originRequestPolicy(written.originRequestPolicy());
    }
    if (written.responseHeadersPolicy() != null) {
      behavior.responseHeadersPolicy(written.responseHeadersPolicy());
    }
    written.trustedKeyGroups().forEach(behavior::trustedKeyGroup);
    written.functions().forEach(behavior::function);
  }

  private static OriginConfig origin(String id, OriginProperties written) {
    OriginConfig.Builder origin =
        OriginConfig.builder(id, written.domainName())
            .originPath(written.originPath())
            .custom(
                new CustomOriginConfig(
                    written.httpPort(),
                    written.httpsPort(),
                    written.protocolPolicy(),
                    Math.toIntExact(written.readTimeout().toSeconds()),
                    CustomOriginConfig.DEFAULT_KEEPALIVE_TIMEOUT_SECONDS));
    written.customHeaders().forEach(origin::customHeader);
    return origin.build();
  }
}
