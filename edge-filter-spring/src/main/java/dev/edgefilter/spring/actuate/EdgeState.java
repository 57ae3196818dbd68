// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.actuate;

import dev.edgefilter.config.CacheBehaviorConfig;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration as the endpoint prints it: no keys, and no custom headers of origins. */
final class EdgeState {

  private EdgeState() {}

  static List<String> distributions(EdgeConfig config) {
    return config.distributions().stream().map(DistributionConfig::id).toList();
  }

  static List<Map<String, Object>> plan(EdgeConfig config) {
    List<Map<String, Object>> printed = new ArrayList<>();
    for (DistributionConfig distribution : config.distributions()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", distribution.id());
      one.put("aliases", distribution.aliases());
      one.put("enabled", distribution.enabled());
      one.put("defaultRootObject", distribution.defaultRootObject());
      one.put("origins", distribution.origins().stream().map(EdgeState::origin).toList());
      List<Map<String, Object>> behaviors = new ArrayList<>();
      distribution.cacheBehaviors().forEach(behavior -> behaviors.add(behavior(behavior)));
      behaviors.add(behavior(distribution.defaultCacheBehavior()));
      one.put("cacheBehaviors", behaviors);
      one.put("customErrorResponses", distribution.customErrorResponses());
      one.put("cacheTagHeader", distribution.cacheTagHeader());
      printed.add(one);
    }
    return printed;
  }

  private static Map<String, Object> origin(OriginConfig origin) {
    Map<String, Object> printed = new LinkedHashMap<>();
    printed.put("id", origin.id());
    printed.put("domainName", origin.domainName());
    printed.put("originPath", origin.originPath());
    return printed;
  }

  private static Map<String, Object> behavior(CacheBehaviorConfig behavior) {
    Map<String, Object> printed = new LinkedHashMap<>();
    printed.put("pathPattern", behavior.pathPattern());
    printed.put("targetOriginId", behavior.targetOriginId());
    printed.put("viewerProtocolPolicy", behavior.viewerProtocolPolicy().token());
    printed.put("allowedMethods", behavior.allowedMethods().methods());
    printed.put("cachedMethods", behavior.cachedMethods().methods());
    printed.put("compress", behavior.compress());
    printed.put("cachePolicyId", behavior.cachePolicyId());
    printed.put("originRequestPolicyId", behavior.originRequestPolicyId());
    printed.put("trustedKeyGroups", behavior.trustedKeyGroups());
    Map<String, String> functions = new LinkedHashMap<>();
    behavior
        .functionAssociations()
        .forEach(one -> functions.put(one.event().token(), one.function()));
    printed.put("functions", functions);
    return printed;
  }
}
