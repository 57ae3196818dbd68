// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.List;

/** All rules that a whole configuration must follow, written in a file or in code. */
final class ConfigRules {
  private ConfigRules() {}

  /**
   * Adds every broken rule to {@code problems}.
   *
   * @param places where each top-level object was written
   * @param references whether references are checked; not when policies or keys could not be read
   */
  static void check(
      EdgeConfig config, Places places, boolean references, List<ConfigProblem> problems) {
    for (DistributionConfig distribution : config.distributions()) {
      DistributionRules.check(distribution, places.of(distribution), problems);
    }
    for (CachePolicyConfig policy : config.cachePolicies()) {
      new PolicyRules(places.of(policy), problems).check(policy);
    }
    for (OriginRequestPolicyConfig policy : config.originRequestPolicies()) {
      new PolicyRules(places.of(policy), problems).check(policy);
    }
    for (ResponseHeadersPolicyConfig policy : config.responseHeadersPolicies()) {
      new ResponseHeadersPolicyRules(places.of(policy), problems).check(policy);
    }
    for (PublicKeyConfig key : config.publicKeys()) {
      new PolicyRules(places.of(key), problems).check(key);
    }
    for (KeyGroupConfig group : config.keyGroups()) {
      new PolicyRules(places.of(group), problems).check(group);
    }
    FunctionRules.check(config, places, problems);
    ReferenceRules.checkUnique(config, places, problems);
    WafRules.check(config, places, problems);
    AccessTokenRules.check(config, places, problems);
    if (references) {
      ReferenceRules.checkReferences(config, places, problems);
    }
  }
}
