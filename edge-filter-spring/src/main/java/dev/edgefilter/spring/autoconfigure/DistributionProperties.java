// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.CachedMethods;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.GeoRestrictionConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.config.ViewerProtocolPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A distribution written in properties. Its origin is the application, unless behaviors name one of
 * {@code origins}.
 *
 * @param id Id of the distribution, part of every cache key.
 * @param aliases Host names it answers to; without one it answers to every host.
 * @param defaultRootObject What / stands for, without a leading slash.
 * @param cacheTagHeader Header in which the application writes cache tags.
 * @param defaultBehavior Cache behavior of every path that no other one matches.
 * @param behaviors Cache behaviors; the first whose pattern matches is used.
 * @param origins Remote origins by id.
 * @param errorResponses Pages and caching of error statuses.
 * @param geoRestriction Countries that are served, or not.
 * @param webAcl ARN, id or name of a web ACL of the files.
 */
public record DistributionProperties(
    @DefaultValue("app") String id,
    @DefaultValue List<String> aliases,
    @DefaultValue("") String defaultRootObject,
    @DefaultValue("Cache-Tag") String cacheTagHeader,
    @DefaultValue BehaviorProperties defaultBehavior,
    @DefaultValue List<BehaviorProperties> behaviors,
    @DefaultValue Map<String, OriginProperties> origins,
    @DefaultValue List<ErrorResponseProperties> errorResponses,
    @DefaultValue GeoRestrictionProperties geoRestriction,
    @DefaultValue("") String webAcl) {

  /** The id of the origin that is the application. */
  static final String APPLICATION = "app";

  /**
   * One cache behavior.
   *
   * @param pathPattern Path pattern; * stands for any text and ? for one character.
   * @param targetOrigin Id of a remote origin; the application unless set.
   * @param viewerProtocolPolicy What happens to viewers that do not use https.
   * @param allowedMethods Methods that are accepted.
   * @param cachedMethods Methods whose responses may be stored.
   * @param compress Whether responses are compressed for viewers that accept it.
   * @param cachePolicy Id or name of a cache policy, managed or own; without one the application's
   *     Cache-Control decides.
   * @param originRequestPolicy Id or name of an origin request policy; without one the origin sees
   *     only what is part of the cache key. The default behavior passes everything on.
   * @param responseHeadersPolicy Id or name of a response headers policy, managed or of the files.
   * @param trustedKeyGroups Ids of the key groups whose signatures open it.
   * @param functions Edge functions by event, each a bean name or the name under which it is
   *     registered.
   */
  public record BehaviorProperties(
      @Nullable String pathPattern,
      @Nullable String targetOrigin,
      @DefaultValue("allow-all") ViewerProtocolPolicy viewerProtocolPolicy,
      @DefaultValue("all") AllowedMethods allowedMethods,
      @DefaultValue("get-head") CachedMethods cachedMethods,
      @DefaultValue("false") boolean compress,
      @Nullable String cachePolicy,
      @Nullable String originRequestPolicy,
      @Nullable String responseHeadersPolicy,
      @DefaultValue List<String> trustedKeyGroups,
      @DefaultValue Map<FunctionEvent, String> functions) {}

  /**
   * Where viewers have to be.
   *
   * @param type Whether the countries are the only ones that are served, or those that are not.
   * @param countries Country codes of two letters.
   */
  public record GeoRestrictionProperties(
      @DefaultValue("none") GeoRestrictionConfig.Kind type, @DefaultValue List<String> countries) {}

  /**
   * One remote origin.
   *
   * @param domainName Host name, without scheme and port.
   * @param originPath What is put in front of the path.
   * @param protocolPolicy Protocol towards the origin.
   * @param httpPort Port for http.
   * @param httpsPort Port for https.
   * @param readTimeout Wait for the first byte and between bytes.
   * @param customHeaders Headers that every request to the origin carries.
   */
  public record OriginProperties(
      @DefaultValue("") String domainName,
      @DefaultValue("") String originPath,
      @DefaultValue("https-only") OriginProtocolPolicy protocolPolicy,
      @DefaultValue("80") int httpPort,
      @DefaultValue("443") int httpsPort,
      @DefaultValue("30s") Duration readTimeout,
      @DefaultValue Map<String, String> customHeaders) {}

  /**
   * What happens to one error status.
   *
   * @param errorCode Status of the origin or the edge.
   * @param responsePagePath Path of the page that is sent instead.
   * @param responseCode Status that the page is sent with; the error's own unless set.
   * @param cachingMinTtl How long the error is kept at least.
   */
  public record ErrorResponseProperties(
      int errorCode,
      @DefaultValue("") String responsePagePath,
      @DefaultValue("0") int responseCode,
      @DefaultValue("10s") Duration cachingMinTtl) {}
}
