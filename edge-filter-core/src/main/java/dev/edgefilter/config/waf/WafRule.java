// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a web ACL or of a rule group.
 *
 * @param name its name
 * @param priority its place among the rules; lower is earlier
 * @param statement which requests it matches
 * @param action what is done with them; null for a rule group, whose rules say it
 * @param countOnly for a rule group: whether its rules only count
 * @param labels labels for the requests it matches, without namespace
 * @param sampled whether requests that it decides on are kept as samples
 */
public record WafRule(
    String name,
    int priority,
    WafStatement statement,
    @Nullable WafAction action,
    boolean countOnly,
    List<String> labels,
    boolean sampled) {
  /** Copies the labels. */
  public WafRule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(statement, "statement");
    labels = List.copyOf(labels);
  }

  /** A rule without labels. */
  public static WafRule of(String name, int priority, WafStatement statement, WafAction action) {
    return new WafRule(
        name,
        priority,
        statement,
        Objects.requireNonNull(action, "action"),
        false,
        List.of(),
        true);
  }

  /** A rule that asks the rules of a group. */
  public static WafRule ofGroup(String name, int priority, WafStatement.RuleGroup group) {
    return new WafRule(name, priority, group, null, false, List.of(), true);
  }

  /** The same rule with these labels. */
  public WafRule withLabels(String... names) {
    return new WafRule(name, priority, statement, action, countOnly, List.of(names), sampled);
  }
}
