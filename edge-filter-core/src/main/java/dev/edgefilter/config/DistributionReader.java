// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
      origins.add(OriginReader.origin(origin));
    }
    return origins;
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
      for (long status : codes.itemNumbers()) {
        statuses.add((int) Math.min(status, 9999));
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
