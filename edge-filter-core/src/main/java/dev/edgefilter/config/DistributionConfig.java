// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * An immutable distribution, as an operator states it.
 *
 * @param id its id, part of every cache key
 * @param domainName its own domain such as {@code d111.cloudfront.net}; may be empty
 * @param aliases the host names it answers to besides its own domain
 * @param comment free text
 * @param enabled whether it serves viewers
 * @param defaultRootObject what {@code /} stands for, without a leading slash; empty for none
 * @param origins where responses come from, at least one
 * @param originGroups pairs of origins for failover
 * @param defaultCacheBehavior for paths that no other cache behavior matches
 * @param cacheBehaviors the others; the first whose pattern matches is used
 * @param customErrorResponses what happens to error statuses, at most one for each
 * @param cacheTagHeader the header in which origins write cache tags; empty for none
 * @param geoRestriction in which countries it serves viewers
 * @param webAclId ARN, id or name of the web ACL that every request passes; empty for none
 */
public record DistributionConfig(
    String id,
    String domainName,
    List<String> aliases,
    String comment,
    boolean enabled,
    String defaultRootObject,
    List<OriginConfig> origins,
    List<OriginGroupConfig> originGroups,
    CacheBehaviorConfig defaultCacheBehavior,
    List<CacheBehaviorConfig> cacheBehaviors,
    List<CustomErrorResponseConfig> customErrorResponses,
    String cacheTagHeader,
    GeoRestrictionConfig geoRestriction,
    String webAclId) {
  /** The id of a built distribution that was given none. */
  public static final String DEFAULT_ID = "default";

  /** CloudFront's default of {@link CustomErrorResponseConfig#errorCachingMinTtlSeconds}. */
  public static final long DEFAULT_ERROR_CACHING_MIN_TTL_SECONDS = 10;

  /** Copies the lists. */
  public DistributionConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(domainName, "domainName");
    aliases = List.copyOf(aliases);
    Objects.requireNonNull(comment, "comment");
    Objects.requireNonNull(defaultRootObject, "defaultRootObject");
    origins = List.copyOf(origins);
    originGroups = List.copyOf(originGroups);
    Objects.requireNonNull(defaultCacheBehavior, "defaultCacheBehavior");
    cacheBehaviors = List.copyOf(cacheBehaviors);
    customErrorResponses = List.copyOf(customErrorResponses);
    Objects.requireNonNull(cacheTagHeader, "cacheTagHeader");
    Objects.requireNonNull(geoRestriction, "geoRestriction");
    Objects.requireNonNull(webAclId, "webAclId");
  }

  /** Collects the parts of a distribution; what is not set keeps CloudFront's default. */
  public static final class Builder {
    private String id = DEFAULT_ID;
    private String domainName = "";
    private final List<String> aliases = new ArrayList<>();
    private String comment = "";
    private boolean enabled = true;
    private String defaultRootObject = "";
    private final List<OriginConfig> origins = new ArrayList<>();
    private final List<OriginGroupConfig> originGroups = new ArrayList<>();
    private CacheBehaviorConfig.Builder defaultCacheBehavior =
        CacheBehaviorConfig.builder(CacheBehaviorConfig.DEFAULT_PATTERN);
    private final List<CacheBehaviorConfig.Builder> cacheBehaviors = new ArrayList<>();
    private final List<CustomErrorResponseConfig> customErrorResponses = new ArrayList<>();
    private String cacheTagHeader = "";
    private GeoRestrictionConfig geoRestriction = GeoRestrictionConfig.NONE;
    private String webAclId = "";

    Builder() {}

    /** Sets the id; distributions that run together need different ones. */
    public Builder id(String distributionId) {
      id = distributionId;
      return this;
    }

    /** Sets the distribution's own domain. */
    public Builder domainName(String name) {
      domainName = name;
      return this;
    }

    /** Adds a host name: lower case, exact or with a leading {@code *.}. */
    public Builder alias(String hostName) {
      aliases.add(hostName);
      return this;
    }

    /** Sets the free text. */
    public Builder comment(String text) {
      comment = text;
      return this;
    }

    /** Sets whether viewers are served; they are by default. */
    public Builder enabled(boolean on) {
      enabled = on;
      return this;
    }

    /** Sets what {@code /} stands for, without a leading slash. */
    public Builder defaultRootObject(String object) {
      defaultRootObject = object;
      return this;
    }

    /** Adds an origin. */
    public Builder origin(OriginConfig origin) {
      origins.add(origin);
      return this;
    }

    /** Adds an origin group. */
    public Builder originGroup(OriginGroupConfig group) {
      originGroups.add(group);
      return this;
    }

    /**
     * Adds an origin group: the secondary origin is asked when the primary one fails.
     *
     * @param statuses those of the primary that count as failure: any of 400, 403, 404, 416, 429,
     *     500, 502, 503 and 504; 502 or 503 stand for a primary that cannot be reached as well, 504
     *     for one that is too slow
     */
    public Builder originGroup(String id, String primary, String secondary, Integer... statuses) {
      return originGroup(new OriginGroupConfig(id, List.of(statuses), List.of(primary, secondary)));
    }

    /** Adds a cache behavior; the first whose pattern matches is used. */
    public Builder behavior(String pathPattern, Consumer<CacheBehaviorConfig.Builder> settings) {
      CacheBehaviorConfig.Builder behavior = CacheBehaviorConfig.builder(pathPattern);
      settings.accept(behavior);
      cacheBehaviors.add(behavior);
      return this;
    }

    /** Sets the cache behavior of all other paths. */
    public Builder defaultBehavior(Consumer<CacheBehaviorConfig.Builder> settings) {
      defaultCacheBehavior = CacheBehaviorConfig.builder(CacheBehaviorConfig.DEFAULT_PATTERN);
      settings.accept(defaultCacheBehavior);
      return this;
    }

    /** Answers an error status with a page and a status of its own, cached at least so long. */
    public Builder customError(
        int errorCode, String pagePath, int responseCode, long cachingMinTtlSeconds) {
      customErrorResponses.add(
          new CustomErrorResponseConfig(errorCode, pagePath, responseCode, cachingMinTtlSeconds));
      return this;
    }

    /** Sets only how long an error status is cached at least. */
    public Builder errorCaching(int errorCode, long cachingMinTtlSeconds) {
      return customError(errorCode, "", 0, cachingMinTtlSeconds);
    }

    /** Sets the header in which origins write cache tags, by which can then be invalidated. */
    public Builder cacheTagHeader(String headerName) {
      cacheTagHeader = headerName;
      return this;
    }

    /** Sets in which countries viewers are served; everywhere by default. */
    public Builder geoRestriction(GeoRestrictionConfig restriction) {
      geoRestriction = restriction;
      return this;
    }

    /** Sets the web ACL that every request passes, by ARN, id or name. */
    public Builder webAcl(String arnIdOrName) {
      webAclId = arnIdOrName;
      return this;
    }

    /**
     * The distribution.
     *
     * @throws ConfigException with everything that is wrong with it; references to policies and key
     *     groups are checked when it is compiled
     */
    public DistributionConfig build() {
      List<CacheBehaviorConfig> behaviors = new ArrayList<>();
      for (CacheBehaviorConfig.Builder behavior : cacheBehaviors) {
        behaviors.add(finish(behavior));
      }
      DistributionConfig distribution =
          new DistributionConfig(
              id,
              domainName,
              aliases,
              comment,
              enabled,
              defaultRootObject,
              origins,
              originGroups,
              finish(defaultCacheBehavior),
              behaviors,
              customErrorResponses,
              cacheTagHeader,
              geoRestriction,
              webAclId);
      List<ConfigProblem> problems = new ArrayList<>();
      DistributionRules.check(distribution, Written.inCode(""), problems);
      if (!problems.isEmpty()) {
        throw new ConfigException(problems);
      }
      return distribution;
    }

    private CacheBehaviorConfig finish(CacheBehaviorConfig.Builder behavior) {
      if (!behavior.hasTargetOrigin() && origins.size() == 1) {
        behavior.targetOrigin(origins.get(0).id());
      }
      return behavior.build();
    }
  }
}
