// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the cache behaviors of one distribution. */
final class BehaviorReader {
  private static final Set<String> READ_METHODS = Set.of("GET", "HEAD");
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> ALL_METHODS = Set.copyOf(AllowedMethods.ALL.methods());
  private static final Map<Set<String>, AllowedMethods> ALLOWED =
      Map.of(
          READ_METHODS, AllowedMethods.GET_HEAD,
          SAFE_METHODS, AllowedMethods.GET_HEAD_OPTIONS,
          ALL_METHODS, AllowedMethods.ALL);
  private static final Map<Set<String>, CachedMethods> CACHED =
      Map.of(
          READ_METHODS, CachedMethods.GET_HEAD,
          SAFE_METHODS, CachedMethods.GET_HEAD_OPTIONS);
  private static final String TWO_SETS = "expected GET, HEAD or GET, HEAD, OPTIONS";
  private static final String THREE_SETS =
      "expected GET, HEAD or GET, HEAD, OPTIONS or GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE";

  private final String distributionId;

  BehaviorReader(String distributionId) {
    this.distributionId = distributionId;
  }

  CacheBehaviorConfig read(String pathPattern, JsonFields fields) {
    CacheBehaviorConfig.Builder behavior =
        CacheBehaviorConfig.builder(pathPattern).compress(fields.flag("Compress", false));
    fields.require("TargetOriginId", "the id of an origin");
    behavior.targetOrigin(fields.string("TargetOriginId", ""));
    fields.require(
        "ViewerProtocolPolicy", "one of " + String.join(", ", Words.VIEWER_PROTOCOL.keySet()));
    behavior.viewerProtocol(
        fields.word("ViewerProtocolPolicy", Words.VIEWER_PROTOCOL, ViewerProtocolPolicy.ALLOW_ALL));
    methods(fields, behavior);
    String headersPolicy = fields.string("ResponseHeadersPolicyId", "");
    behavior.responseHeadersPolicy(headersPolicy.isEmpty() ? null : headersPolicy);
    policies(fields, behavior);
    for (String keyGroup : trusted(fields, "TrustedKeyGroups", "key group")) {
      behavior.trustedKeyGroup(keyGroup);
    }
    for (String account : trusted(fields, "TrustedSigners", "account")) {
      behavior.trustedSigner(account);
    }
    functions(fields, behavior);
    return behavior.build();
  }

  private static void methods(JsonFields fields, CacheBehaviorConfig.Builder behavior) {
    JsonFields allowed = fields.object("AllowedMethods", "AllowedMethods");
    if (allowed == null) {
      return;
    }
    AllowedMethods allowedSet = set(allowed, ALLOWED, THREE_SETS);
    behavior.allowedMethods(allowedSet == null ? AllowedMethods.ALL : allowedSet);
    JsonFields cached = allowed.object("CachedMethods", "CachedMethods");
    if (cached != null) {
      CachedMethods cachedSet = set(cached, CACHED, TWO_SETS);
      behavior.cachedMethods(cachedSet == null ? CachedMethods.GET_HEAD : cachedSet);
    }
  }

  private static <T> @Nullable T set(JsonFields list, Map<Set<String>, T> sets, String expected) {
    List<String> methods = list.itemStrings();
    T found = sets.get(new HashSet<>(methods));
    if (found == null) {
      list.problem("found " + String.join(", ", methods) + "; " + expected);
    }
    return found;
  }

  private void policies(JsonFields fields, CacheBehaviorConfig.Builder behavior) {
    boolean policy = fields.has("CachePolicyId");
    boolean legacy = LegacyReader.isLegacy(fields);
    if (policy && legacy) {
      fields.problem(
          "CachePolicyId",
          "found ForwardedValues or TTL fields as well; expected a cache policy or these");
    } else if (legacy) {
      new LegacyReader(distributionId, fields).read(behavior);
      return;
    } else if (!policy) {
      fields.missing("CachePolicyId", "the id of a cache policy");
    }
    behavior.cachePolicy(fields.string("CachePolicyId", ""));
    String originRequestPolicy = fields.string("OriginRequestPolicyId", "");
    behavior.originRequestPolicy(originRequestPolicy.isEmpty() ? null : originRequestPolicy);
  }

  /** Nothing may open a cache behavior by mistake: enabled without anybody is a problem. */
  private static List<String> trusted(JsonFields fields, String name, String kind) {
    JsonFields trusted = fields.object(name, name);
    if (trusted == null) {
      return List.of();
    }
    List<String> items = trusted.itemStrings();
    boolean enabled = trusted.flag("Enabled", true);
    if (!trusted.has("Enabled")) {
      trusted.missing("Enabled", "true or false");
    } else if (enabled && items.isEmpty()) {
      trusted.problem("found no " + kind + "; expected at least one, or Enabled false");
    } else if (!enabled && !items.isEmpty()) {
      trusted.problem("found " + kind + "s but Enabled is false; expected true, or no Items");
    }
    return items;
  }

  private static void functions(JsonFields fields, CacheBehaviorConfig.Builder behavior) {
    for (JsonFields function : fields.quantityObjects("FunctionAssociations", "Function")) {
      FunctionEvent event = event(function, "FunctionARN", Words.VIEWER_EVENTS);
      if (event != null) {
        behavior.function(event, function.string("FunctionARN", ""));
      }
    }
    for (JsonFields function :
        fields.quantityObjects("LambdaFunctionAssociations", "LambdaFunctionAssociation")) {
      FunctionEvent event = event(function, "LambdaFunctionARN", Words.EVENTS);
      boolean includeBody = function.flag("IncludeBody", false);
      if (event != null) {
        behavior.lambdaFunction(event, function.string("LambdaFunctionARN", ""), includeBody);
      }
      if (includeBody && event != null && !event.onRequest()) {
        function.problem(
            "IncludeBody", "found true for " + event.token() + "; expected it on requests only");
      }
    }
  }

  private static @Nullable FunctionEvent event(
      JsonFields fields, String arnField, Map<String, FunctionEvent> events) {
    String expected = "one of " + String.join(", ", events.keySet());
    if (!fields.has(arnField)) {
      fields.missing(arnField, "the ARN or name of a function");
    }
    if (!fields.has("EventType")) {
      fields.missing("EventType", expected);
      return null;
    }
    return fields.word("EventType", events);
  }
}
