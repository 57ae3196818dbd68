// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rules that several web ACLs share.
 *
 * @param id its id
 * @param name its name
 * @param arn its ARN, may be empty
 * @param labelNamespace what stands before the labels of its rules, with a colon at the end
 * @param rules the rules; the one with the lowest priority comes first
 * @param customResponseBodies bodies for custom responses by key
 */
public record RuleGroupConfig(
    String id,
    String name,
    String arn,
    String labelNamespace,
    List<WafRule> rules,
    Map<String, CustomResponseBody> customResponseBodies) {
  /** Copies the collections. */
  public RuleGroupConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(labelNamespace, "labelNamespace");
    rules = List.copyOf(rules);
    customResponseBodies = Map.copyOf(customResponseBodies);
  }

  /** A group whose id is its name. */
  public static RuleGroupConfig of(String name, List<WafRule> rules) {
    return new RuleGroupConfig(
        name, name, "", "awswaf:local:rulegroup:" + name + ":", rules, Map.of());
  }
}
