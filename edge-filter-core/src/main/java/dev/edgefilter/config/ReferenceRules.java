// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.NearestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What must hold between the objects of a whole configuration: ids, names and references. */
final class ReferenceRules {
  private final EdgeConfig config;
  private final Places places;
  private final List<ConfigProblem> problems;

  private ReferenceRules(EdgeConfig config, Places places, List<ConfigProblem> problems) {
    this.config = config;
    this.places = places;
    this.problems = problems;
  }

  /** Checks ids and host names that must not occur twice. */
  static void checkUnique(EdgeConfig config, Places places, List<ConfigProblem> problems) {
    ReferenceRules rules = new ReferenceRules(config, places, problems);
    rules.unique("distribution", config.distributions(), DistributionConfig::id, "id");
    rules.unique("cache policy", config.cachePolicies(), CachePolicyConfig::id, "id");
    rules.unique(
        "origin request policy",
        config.originRequestPolicies(),
        OriginRequestPolicyConfig::id,
        "id");
    rules.unique(
        "response headers policy",
        config.responseHeadersPolicies(),
        ResponseHeadersPolicyConfig::id,
        "id");
    rules.unique("public key", config.publicKeys(), PublicKeyConfig::id, "id");
    rules.unique(
        "origin access control",
        config.originAccessControls(),
        OriginAccessControlConfig::id,
        "id");
    rules.unique("key group", config.keyGroups(), KeyGroupConfig::id, "id");
    rules.unique("function", config.functions(), FunctionConfig::name, "name");
    rules.unique("key value store", config.keyValueStores(), KeyValueStoreConfig::name, "name");
    rules.uniqueAliases();
  }

  /** Checks that everything that is referred to is there. */
  static void checkReferences(EdgeConfig config, Places places, List<ConfigProblem> problems) {
    ReferenceRules rules = new ReferenceRules(config, places, problems);
    for (DistributionConfig distribution : config.distributions()) {
      Written written = places.of(distribution);
      rules.accessControls(written, distribution);
      rules.references(written, "defaultCacheBehavior", distribution.defaultCacheBehavior());
      for (int i = 0; i < distribution.cacheBehaviors().size(); i++) {
        rules.references(
            written, "cacheBehaviors[" + i + "]", distribution.cacheBehaviors().get(i));
      }
    }
    for (KeyGroupConfig group : config.keyGroups()) {
      rules.references(places.of(group), group);
    }
  }

  private <T> void unique(String kind, List<T> objects, Function<T, String> idOf, String place) {
    Map<String, T> seen = new HashMap<>();
    for (T object : objects) {
      String id = idOf.apply(object);
      if (seen.putIfAbsent(id, object) != null) {
        report(
            places.of(object),
            place,
            "found \"" + id + "\", the id of another " + kind + "; give it an id of its own");
      }
    }
  }

  private void uniqueAliases() {
    Map<String, Integer> seen = new HashMap<>();
    for (int d = 0; d < config.distributions().size(); d++) {
      DistributionConfig distribution = config.distributions().get(d);
      for (int i = 0; i < distribution.aliases().size(); i++) {
        String alias = distribution.aliases().get(i);
        Integer first = seen.putIfAbsent(alias, d);
        if (first != null && first != d) {
          report(
              places.of(distribution),
              "aliases[" + i + "]",
              "found \""
                  + alias
                  + "\", an alias of distribution \""
                  + config.distributions().get(first).id()
                  + "\" already; remove one of them");
        }
      }
    }
  }

  private void accessControls(Written written, DistributionConfig distribution) {
    for (int i = 0; i < distribution.origins().size(); i++) {
      String id = distribution.origins().get(i).accessControlId();
      if (!id.isEmpty() && config.originAccessControl(id) == null) {
        dangling(
            written,
            "origins[" + i + "].originAccessControlId",
            "origin access control",
            id,
            accessControlIds());
      }
    }
  }

  private List<String> accessControlIds() {
    List<String> ids = new ArrayList<>();
    for (OriginAccessControlConfig control : config.originAccessControls()) {
      ids.add(control.id());
    }
    return ids;
  }

  private void references(Written written, String place, CacheBehaviorConfig behavior) {
    String cachePolicy = behavior.cachePolicyId();
    if (config.cachePolicy(cachePolicy) == null) {
      dangling(written, place + ".cachePolicyId", "cache policy", cachePolicy, cachePolicyNames());
    }
    String originRequest = behavior.originRequestPolicyId();
    if (originRequest != null && config.originRequestPolicy(originRequest) == null) {
      dangling(
          written,
          place + ".originRequestPolicyId",
          "origin request policy",
          originRequest,
          originRequestPolicyNames());
    }
    String responseHeaders = behavior.responseHeadersPolicyId();
    if (responseHeaders != null && config.responseHeadersPolicy(responseHeaders) == null) {
      dangling(
          written,
          place + ".responseHeadersPolicyId",
          "response headers policy",
          responseHeaders,
          responseHeadersPolicyNames());
    }
    for (int i = 0; i < behavior.trustedKeyGroups().size(); i++) {
      String group = behavior.trustedKeyGroups().get(i);
      if (config.keyGroup(group) == null) {
        String groupPlace = place + ".trustedKeyGroups[" + i + "]";
        dangling(written, groupPlace, "key group", group, ids(config.keyGroups()));
      }
    }
    for (int i = 0; i < behavior.trustedSigners().size(); i++) {
      String account = behavior.trustedSigners().get(i);
      if (config.keyGroup(account) == null) {
        report(
            written,
            place + ".trustedSigners[" + i + "]",
            "found the account \""
                + account
                + "\", whose key pairs only the service knows; add a key group with the Id \""
                + account
                + "\" that holds their public keys (ids beginning with APKA), or use"
                + " TrustedKeyGroups");
      }
    }
  }

  private void references(Written written, KeyGroupConfig group) {
    List<String> known = new ArrayList<>();
    for (PublicKeyConfig key : config.publicKeys()) {
      known.add(key.id());
    }
    for (int i = 0; i < group.publicKeyIds().size(); i++) {
      String id = group.publicKeyIds().get(i);
      if (config.publicKey(id) == null) {
        dangling(written, "items[" + i + "]", "public key", id, known);
      }
    }
  }

  /** Says what is missing and how the service prints it. */
  private void dangling(Written written, String place, String kind, String id, List<String> known) {
    String nearest = NearestName.hint(id, known);
    String remedy =
        nearest.isEmpty()
            ? "; add it to the files, \"aws cloudfront get-"
                + kind.replace(' ', '-')
                + " --id "
                + id
                + "\" prints it"
            : nearest;
    report(
        written,
        place,
        "found \""
            + id
            + "\"; there is no "
            + kind
            + " with this "
            + (kind.endsWith("policy") ? "id or name" : "id")
            + remedy);
  }

  private List<String> cachePolicyNames() {
    List<String> names = new ArrayList<>();
    for (List<CachePolicyConfig> policies :
        List.of(config.cachePolicies(), ManagedPolicies.cachePolicies())) {
      for (CachePolicyConfig policy : policies) {
        names.add(policy.id());
        names.add(policy.name());
      }
    }
    return names;
  }

  private List<String> originRequestPolicyNames() {
    List<String> names = new ArrayList<>();
    for (List<OriginRequestPolicyConfig> policies :
        List.of(config.originRequestPolicies(), ManagedPolicies.originRequestPolicies())) {
      for (OriginRequestPolicyConfig policy : policies) {
        names.add(policy.id());
        names.add(policy.name());
      }
    }
    return names;
  }

  private List<String> responseHeadersPolicyNames() {
    List<String> names = new ArrayList<>();
    for (List<ResponseHeadersPolicyConfig> policies :
        List.of(config.responseHeadersPolicies(), ManagedPolicies.responseHeadersPolicies())) {
      for (ResponseHeadersPolicyConfig policy : policies) {
        names.add(policy.id());
        names.add(policy.name());
      }
    }
    return names;
  }

  private static List<String> ids(List<KeyGroupConfig> groups) {
    List<String> ids = new ArrayList<>();
    for (KeyGroupConfig group : groups) {
      ids.add(group.id());
    }
    return ids;
  }

  private void report(Written written, String place, String message) {
    written.report(problems, place, message);
  }
}
