// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.JsonValue.JsonNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one distribution. */
final class DistributionReader {
  private final String id;
  private final String domainName;
  private final JsonFields fields;
  private final BehaviorReader behaviors;

  DistributionReader(String id, String domainName, JsonFields fields) {
    this.id = id;
    this.domainName = domainName;
    this.fields = fields;
    this.behaviors = new BehaviorReader(id);
  }

  DistributionConfig read() {
    fields.require("Enabled", "true or false");
    return new DistributionConfig(
        id,
        domainName,
        fields.quantityStrings("Aliases"),
        fields.string("Comment", ""),
        fields.flag("Enabled", true),
        fields.string("DefaultRootObject", ""),
        origins(),
        originGroups(),
        defaultCacheBehavior(),
        cacheBehaviors(),
        customErrorResponses(),
        cacheTagHeader(),
        geoRestriction(),
        fields.string("WebACLId", ""));
  }

  private GeoRestrictionConfig geoRestriction() {
    JsonFields restrictions = fields.object("Restrictions", "Restrictions");
    JsonFields geo =
        restrictions == null
            ? null
            : restrictions
                .require("GeoRestriction", "an object")
                .object("GeoRestriction", "GeoRestriction");
    if (geo == null) {
      return GeoRestrictionConfig.NONE;
    }
    geo.require("RestrictionType", "one of " + String.join(", ", Words.GEO.keySet()));
    return new GeoRestrictionConfig(
        geo.word("RestrictionType", Words.GEO, GeoRestrictionConfig.Kind.NONE), geo.itemStrings());
  }

  private String cacheTagHeader() {
    JsonFields tags = fields.object("CacheTagConfig", "CacheTagConfig");
    if (tags == null) {
      return "";
    }
    tags.require("HeaderName", "the name of the header that holds cache tags");
    if (tags.has("HeaderName") && tags.string("HeaderName", "x").isEmpty()) {
      tags.problem("HeaderName", "found an empty name; expected a header name");
    }
    return tags.string("HeaderName", "");
  }

  private CacheBehaviorConfig defaultCacheBehavior() {
    String name = "DefaultCacheBehavior";
    JsonFields behavior = fields.require(name, "an object").object(name, "CacheBehavior");
    if (behavior == null) {
      return CacheBehaviorConfig.builder(CacheBehaviorConfig.DEFAULT_PATTERN).build();
    }
    return behaviors.read(CacheBehaviorConfig.DEFAULT_PATTERN, behavior);
  }

  private List<CacheBehaviorConfig> cacheBehaviors() {
    List<CacheBehaviorConfig> result = new ArrayList<>();
    for (JsonFields behavior : fields.quantityObjects("CacheBehaviors", "CacheBehavior")) {
      behavior.require("PathPattern", "a pattern such as /images/*");
      result.add(behaviors.read(behavior.string("PathPattern", ""), behavior));
    }
    return result;
  }

  private List<OriginConfig> origins() {
    List<OriginConfig> origins = new ArrayList<>();
    fields.require("Origins", "at least one origin");
    for (JsonFields origin : fields.quantityObjects("Origins", "Origin")) {
      origins.add(origin(origin));
    }
    return origins;
  }

  private static OriginConfig origin(JsonFields fields) {
    fields.require("Id", "the name that TargetOriginId uses");
    fields.require("DomainName", "a host name, or \"self\" for this application");
    OriginConfig.Builder origin =
        OriginConfig.builder(fields.string("Id", ""), fields.string("DomainName", ""))
            .originPath(fields.string("OriginPath", ""))
            .connectionAttempts(
                fields.integer("ConnectionAttempts", OriginConfig.DEFAULT_CONNECTION_ATTEMPTS))
            .connectionTimeoutSeconds(
                fields.integer(
                    "ConnectionTimeout", OriginConfig.DEFAULT_CONNECTION_TIMEOUT_SECONDS))
            .responseCompletionTimeoutSeconds(fields.number("ResponseCompletionTimeout", 0))
            .custom(custom(fields));
    for (JsonFields header : fields.quantityObjects("CustomHeaders", "CustomHeader")) {
      customHeader(header, origin);
    }
    JsonFields s3 = fields.object("S3OriginConfig", "S3OriginConfig");
    if (s3 != null && fields.has("CustomOriginConfig")) {
      fields.problem(
          "S3OriginConfig", "found a CustomOriginConfig as well; expected one of the two");
    }
    return origin.s3(s3 != null).build();
  }

  /**
   * Headers refuses what HTTP does not allow, so a harmless one keeps the place of a broken one.
   */
  private static void customHeader(JsonFields header, OriginConfig.Builder origin) {
    header.require("HeaderName", "the name of the header");
    header.require("HeaderValue", "the value of the header");
    String name = header.string("HeaderName", "");
    String value = header.secret("HeaderValue");
    String complaint = header.has("HeaderName") ? HeaderNames.complaint(name) : null;
    boolean usable = complaint == null && !name.isEmpty() && HeaderNames.isValue(value);
    if (complaint != null) {
      header.problem("HeaderName", complaint);
    } else if (!HeaderNames.isValue(value)) {
      header.problem("HeaderValue", "found a control character; expected printable text");
    }
    origin.customHeader(usable ? name : "X-Broken", usable ? value : "");
  }

  private static @Nullable CustomOriginConfig custom(JsonFields origin) {
    JsonFields custom = origin.object("CustomOriginConfig", "CustomOriginConfig");
    if (custom == null) {
      return null;
    }
    custom.require(
        "OriginProtocolPolicy", "one of " + String.join(", ", Words.ORIGIN_PROTOCOL.keySet()));
    return new CustomOriginConfig(
        custom.integer("HTTPPort", 80),
        custom.integer("HTTPSPort", 443),
        custom.word(
            "OriginProtocolPolicy", Words.ORIGIN_PROTOCOL, OriginProtocolPolicy.MATCH_VIEWER),
        custom.integer("OriginReadTimeout", CustomOriginConfig.DEFAULT_READ_TIMEOUT_SECONDS),
        custom.integer(
            "OriginKeepaliveTimeout", CustomOriginConfig.DEFAULT_KEEPALIVE_TIMEOUT_SECONDS));
  }

  private List<OriginGroupConfig> originGroups() {
    List<OriginGroupConfig> groups = new ArrayList<>();
    for (JsonFields group : fields.quantityObjects("OriginGroups", "OriginGroup")) {
      group.require("Id", "the name that TargetOriginId uses");
      group.require("FailoverCriteria", "the status codes that count as failure");
      group.require("Members", "two origins");
      group.word("SelectionCriteria", Map.of("default", Boolean.TRUE), Boolean.TRUE);
      groups.add(
          new OriginGroupConfig(group.string("Id", ""), failoverStatuses(group), members(group)));
    }
    return groups;
  }

  private static List<Integer> failoverStatuses(JsonFields group) {
    List<Integer> statuses = new ArrayList<>();
    JsonFields criteria = group.object("FailoverCriteria", "FailoverCriteria");
    JsonFields codes = criteria == null ? null : criteria.object("StatusCodes", "StatusCodes");
    if (codes != null) {
      for (JsonValue item : codes.items()) {
        if (item instanceof JsonNumber number && number.text().length() == 3) {
          statuses.add(Integer.valueOf(number.text()));
        } else {
          codes.problem("Items", "found " + item.describe() + "; expected status codes");
        }
      }
    }
    return statuses;
  }

  private static List<String> members(JsonFields group) {
    List<String> members = new ArrayList<>();
    for (JsonFields member : group.quantityObjects("Members", "OriginGroupMember")) {
      member.require("OriginId", "the id of an origin");
      members.add(member.string("OriginId", ""));
    }
    return members;
  }

  private List<CustomErrorResponseConfig> customErrorResponses() {
    List<CustomErrorResponseConfig> responses = new ArrayList<>();
    for (JsonFields error : fields.quantityObjects("CustomErrorResponses", "CustomErrorResponse")) {
      error.require("ErrorCode", "an error status such as 404");
      responses.add(
          new CustomErrorResponseConfig(
              error.integer("ErrorCode", 0),
              error.string("ResponsePagePath", ""),
              responseCode(error),
              error.number(
                  "ErrorCachingMinTTL", DistributionConfig.DEFAULT_ERROR_CACHING_MIN_TTL_SECONDS)));
    }
    return responses;
  }

  /** CloudFront writes this one status as a string. */
  private static int responseCode(JsonFields error) {
    String code = error.string("ResponseCode", "");
    if (code.isEmpty()) {
      return 0;
    }
    for (int i = 0; i < code.length(); i++) {
      if (code.length() != 3 || code.charAt(i) < '0' || code.charAt(i) > '9') {
        error.problem("ResponseCode", "found \"" + code + "\"; expected a status such as \"404\"");
        return 0;
      }
    }
    return Integer.parseInt(code);
  }
}
