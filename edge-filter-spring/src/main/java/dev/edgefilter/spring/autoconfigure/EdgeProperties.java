// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.autoconfigure;

import dev.edgefilter.config.Fidelity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties of Edge Filter. A property below {@code edge} that is not here stops the start.
 *
 * @param enabled Whether the edge is put in front of the application.
 * @param config Configuration files, in any format that Edge Filter reads: a path, or a location
 *     such as classpath:distribution.json.
 * @param reload How often the files of edge.config are looked at for changes, which are then served
 *     without a restart; never unless set.
 * @param originMapping Origins of the configuration that this application stands in for, by id; the
 *     value is self.
 * @param fidelity How closely CloudFront is followed where it is risky inside an application.
 * @param trustedProxies Addresses and ranges whose X-Forwarded-For and X-Forwarded-Proto are
 *     believed.
 * @param collapseWait How long a viewer waits for another viewer's fetch.
 * @param sliceSize Length of the slices that ranges of large remote objects are fetched in; 0
 *     switches slices off.
 * @param unsafeMethodsInvalidate Whether a successful POST, PUT, PATCH or DELETE drops what is
 *     stored under its path; left to the fidelity unless set.
 * @param cacheStatus Whether Cache-Status (RFC 9211) with reasons is sent.
 * @param cloudfrontHeaders Whether X-Cache, Via, X-Amz-Cf-Id and X-Amz-Cf-Pop are sent.
 * @param nodeName Value of X-Amz-Cf-Pop.
 * @param clockTolerance By how much the times in signed URLs, signed cookies and tokens may be
 *     missed.
 * @param http2Origins Ids of remote origins that are spoken to in HTTP/2.
 * @param functionOriginHosts Hosts that functions may turn requests to besides configured origins,
 *     such as *.example.com.
 * @param geo How viewers' countries become known.
 * @param filter Where the filter stands in the chain.
 * @param store What is kept, and where.
 * @param distribution A distribution written in properties; files are for what goes beyond.
 * @param cachePolicies Own cache policies by name.
 * @param publicKeys Public keys of signers by id: PEM text, or a location such as
 *     classpath:keys/signer.pem.
 * @param keyGroups Key groups by id, each a list of public key ids.
 * @param endpointPolicies What @EdgeCache(policy) names: times for endpoints.
 */
@ConfigurationProperties(prefix = "edge", ignoreUnknownFields = false)
public record EdgeProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue List<String> config,
    @Nullable Duration reload,
    @DefaultValue Map<String, String> originMapping,
    @DefaultValue("safe") Fidelity fidelity,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("5s") Duration collapseWait,
    @DefaultValue("1MB") DataSize sliceSize,
    @Nullable Boolean unsafeMethodsInvalidate,
    @DefaultValue("true") boolean cacheStatus,
    @DefaultValue("true") boolean cloudfrontHeaders,
    @Nullable String nodeName,
    @DefaultValue("0s") Duration clockTolerance,
    @DefaultValue List<String> http2Origins,
    @DefaultValue List<String> functionOriginHosts,
    @DefaultValue GeoProperties geo,
    @DefaultValue FilterProperties filter,
    @DefaultValue StoreProperties store,
    @NestedConfigurationProperty @DefaultValue DistributionProperties distribution,
    @DefaultValue Map<String, CachePolicyProperties> cachePolicies,
    @DefaultValue Map<String, String> publicKeys,
    @DefaultValue Map<String, List<String>> keyGroups,
    @DefaultValue Map<String, EndpointPolicy> endpointPolicies) {

  /**
   * Behind what only decodes the request: character encoding, forwarded headers, the error page
   * filter of WARs, the observation of requests.
   */
  static final int DEFAULT_ORDER = Integer.MIN_VALUE + 10;

  private static final String ORDER_TEXT = "-2147483638";

  /**
   * Where the filter stands in the chain.
   *
   * @param order Order among the filters of the application; the default is in front of Spring
   *     Security.
   * @param urlPatterns URL patterns the filter is mapped to.
   */
  public record FilterProperties(
      @DefaultValue(ORDER_TEXT) int order, @DefaultValue("/*") List<String> urlPatterns) {}

  /**
   * How viewers' countries become known, for restrictions, headers and functions.
   *
   * @param databases MaxMind DB files; they add up, and are used anew when they are replaced.
   * @param countryHeader Header in which trusted proxies tell the country, such as
   *     CloudFront-Viewer-Country.
   * @param serveUnknown Whether a restriction lets viewers in whose country is not known.
   */
  public record GeoProperties(
      @DefaultValue List<String> databases,
      @Nullable String countryHeader,
      @DefaultValue("true") boolean serveUnknown) {}

  /**
   * What is kept, and where.
   *
   * @param memory Memory for bodies, outside the heap.
   * @param directory Folder for files, so that responses outlive the process and may be larger than
   *     memory.
   * @param disk Bound of all files in the folder.
   * @param diskForced Whether each file is forced to the disk before its response counts as stored.
   * @param maxEntries How many responses are stored at most.
   * @param index Heap for keys and heads.
   * @param maxBody Longest body that is stored.
   */
  public record StoreProperties(
      @DefaultValue("64MB") DataSize memory,
      @Nullable String directory,
      @Nullable DataSize disk,
      @DefaultValue("false") boolean diskForced,
      @Nullable Integer maxEntries,
      @Nullable DataSize index,
      @Nullable DataSize maxBody) {}
}
