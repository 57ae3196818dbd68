// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config.waf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rules that every request to a distribution passes before anything else is done with it.
 *
 * @param id its id
 * @param name its name
 * @param arn its ARN, may be empty
 * @param labelNamespace what stands before the labels of its rules, with a colon at the end
 * @param defaultAction what happens when no rule decides: allow or block
 * @param rules the rules; the one with the lowest priority comes first
 * @param customResponseBodies bodies for custom responses by key
 * @param bodyInspectionBytes how much of a request body rules see
 */
public record WebAclConfig(
    String id,
    String name,
    String arn,
    String labelNamespace,
    WafAction defaultAction,
    List<WafRule> rules,
    Map<String, CustomResponseBody> customResponseBodies,
    int bodyInspectionBytes) {
  /** How much of a request body rules see unless told otherwise. */
  public static final int DEFAULT_BODY_INSPECTION_BYTES = 16 * 1024;

  /** Copies the collections. */
  public WebAclConfig {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(labelNamespace, "labelNamespace");
    Objects.requireNonNull(defaultAction, "defaultAction");
    rules = List.copyOf(rules);
    customResponseBodies = Map.copyOf(customResponseBodies);
  }

  /** Starts a web ACL that allows what no rule blocks; its id is its name. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Collects the parts of a web ACL. */
  public static final class Builder {
    private final String name;
    private WafAction defaultAction = WafAction.allow();
    private final List<WafRule> rules = new ArrayList<>();
    private final Map<String, CustomResponseBody> bodies = new LinkedHashMap<>();
    private int bodyInspectionBytes = DEFAULT_BODY_INSPECTION_BYTES;

    private Builder(String name) {
      this.name = name;
    }

    /** Sets what happens when no rule decides. */
    public Builder defaultAction(WafAction action) {
      defaultAction = action;
      return this;
    }

    /** Adds a rule. */
    public Builder rule(WafRule rule) {
      rules.add(rule);
      return this;
    }

    /** Adds a rule after the others. */
    public Builder rule(String ruleName, WafStatement statement, WafAction action) {
      return rule(WafRule.of(ruleName, rules.size(), statement, action));
    }

    /** Adds a body for custom responses. */
    public Builder customResponseBody(String key, CustomResponseBody body) {
      bodies.put(key, body);
      return this;
    }

    /** Sets how much of a request body rules see: 16, 32, 48 or 64 KiB. */
    public Builder bodyInspectionBytes(int bytes) {
      bodyInspectionBytes = bytes;
      return this;
    }

    /** The web ACL; it is checked when it is compiled. */
    public WebAclConfig build() {
      return new WebAclConfig(
          name,
          name,
          "",
          "awswaf:local:webacl:" + name + ":",
          defaultAction,
          rules,
          bodies,
          bodyInspectionBytes);
    }
  }
}
