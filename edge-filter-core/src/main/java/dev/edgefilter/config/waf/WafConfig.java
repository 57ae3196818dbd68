// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The web ACLs of a configuration and what they refer to.
 *
 * @param webAcls the web ACLs that distributions name
 * @param ruleGroups groups of rules that web ACLs use
 * @param ipSets lists of address ranges
 * @param regexPatternSets lists of regular expressions
 */
public record WafConfig(
    List<WebAclConfig> webAcls,
    List<RuleGroupConfig> ruleGroups,
    List<IpSetConfig> ipSets,
    List<RegexPatternSetConfig> regexPatternSets) {
  /** No web ACLs. */
  public static final WafConfig NONE = new WafConfig(List.of(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public WafConfig {
    webAcls = List.copyOf(webAcls);
    ruleGroups = List.copyOf(ruleGroups);
    ipSets = List.copyOf(ipSets);
    regexPatternSets = List.copyOf(regexPatternSets);
  }

  /** This one with another web ACL. */
  public WafConfig with(WebAclConfig webAcl) {
    return plus(new WafConfig(List.of(webAcl), List.of(), List.of(), List.of()));
  }

  /** This one with another rule group. */
  public WafConfig with(RuleGroupConfig ruleGroup) {
    return plus(new WafConfig(List.of(), List.of(ruleGroup), List.of(), List.of()));
  }

  /** This one with another IP set. */
  public WafConfig with(IpSetConfig ipSet) {
    return plus(new WafConfig(List.of(), List.of(), List.of(ipSet), List.of()));
  }

  /** This one with another regex pattern set. */
  public WafConfig with(RegexPatternSetConfig set) {
    return plus(new WafConfig(List.of(), List.of(), List.of(), List.of(set)));
  }

  /** This one and another one, in this order. */
  public WafConfig plus(WafConfig other) {
    return new WafConfig(
        joined(webAcls, other.webAcls),
        joined(ruleGroups, other.ruleGroups),
        joined(ipSets, other.ipSets),
        joined(regexPatternSets, other.regexPatternSets));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** The web ACL with this ARN, else with this id, else with this name; null for none. */
  public @Nullable WebAclConfig webAcl(String reference) {
    return find(webAcls, WebAclConfig::arn, WebAclConfig::id, WebAclConfig::name, reference);
  }

  /** The rule group with this ARN, else with this id, else with this name; null for none. */
  public @Nullable RuleGroupConfig ruleGroup(String reference) {
    return find(
        ruleGroups, RuleGroupConfig::arn, RuleGroupConfig::id, RuleGroupConfig::name, reference);
  }

  /** The IP set with this ARN, else with this id, else with this name; null for none. */
  public @Nullable IpSetConfig ipSet(String reference) {
    return find(ipSets, IpSetConfig::arn, IpSetConfig::id, IpSetConfig::name, reference);
  }

  /** The regex pattern set with this ARN, else with this id, else with this name; null for none. */
  public @Nullable RegexPatternSetConfig regexPatternSet(String reference) {
    return find(
        regexPatternSets,
        RegexPatternSetConfig::arn,
        RegexPatternSetConfig::id,
        RegexPatternSetConfig::name,
        reference);
  }

  private static <T> @Nullable T find(
      List<T> objects,
      Function<T, String> arn,
      Function<T, String> id,
      Function<T, String> name,
      String reference) {
    if (reference.isEmpty()) {
      return null;
    }
    for (Function<T, String> by : List.of(arn, id, name)) {
      for (T object : objects) {
        if (by.apply(object).equals(reference)) {
          return object;
        }
      }
    }
    return null;
  }
}
