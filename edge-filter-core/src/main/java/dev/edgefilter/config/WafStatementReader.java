// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.waf.ForwardedIp;
import dev.edgefilter.config.waf.RateKey;
import dev.edgefilter.config.waf.TextTransformation;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.config.waf.WafStatement;
import dev.edgefilter.config.waf.WafStatement.ByteMatch;
import dev.edgefilter.config.waf.WafStatement.RateBased;
import dev.edgefilter.config.waf.WafStatement.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the statements of rules. */
final class WafStatementReader {
  private static final Map<String, String> REFUSED =
      Map.of(
          "SqliMatchStatement",
          "there is no maintained detector of SQL injection for Java; use regex patterns of your"
              + " own, or bind parameters in the application",
          "XssMatchStatement",
          "there is no maintained detector of cross-site scripting for Java; use regex patterns of"
              + " your own, or a Content-Security-Policy",
          "ManagedRuleGroupStatement",
          "the contents of managed rule groups are not public; write a rule group of your own, or"
              + " remove the rule");

  private static final String EXPECTED =
      "expected one of ByteMatchStatement, RegexMatchStatement, RegexPatternSetReferenceStatement,"
          + " SizeConstraintStatement, IPSetReferenceStatement, GeoMatchStatement,"
          + " AsnMatchStatement, LabelMatchStatement, RateBasedStatement,"
          + " RuleGroupReferenceStatement, AndStatement, OrStatement and NotStatement";

  private static final Map<String, ByteMatch.Position> POSITIONS =
      WordMaps.ofEnum(ByteMatch.Position.class);
  private static final Map<String, Size.Comparison> COMPARISONS =
      WordMaps.ofEnum(Size.Comparison.class);
  private static final Map<String, RateBased.Aggregation> AGGREGATIONS =
      WordMaps.ofEnum(RateBased.Aggregation.class);
  private static final Map<String, ForwardedIp.Position> FORWARDED =
      WordMaps.ofEnum(ForwardedIp.Position.class);
  private static final Map<String, Boolean> FALLBACK =
      WordMaps.named(new Boolean[] {true, false}, "MATCH", "NO_MATCH");

  private WafStatementReader() {}

  /** A statement; null with a problem when it cannot be read. */
  static @Nullable WafStatement statement(JsonFields fields) {
    List<String> names = fields.names();
    if (names.size() != 1) {
      fields.problem("found " + names.size() + " statements; expected exactly one");
      names.forEach(fields::has);
      return null;
    }
    String name = names.get(0);
    String refused = REFUSED.get(name);
    if (refused != null) {
      String leaves = name.startsWith("Managed") ? managedName(fields, name) : name;
      fields.problem(name, "is not supported: " + refused + LeftOutRules.remedy(leaves));
      return null;
    }
    JsonFields inner = fields.object(name, name);
    return inner == null ? null : read(fields, name, inner);
  }

  private static String managedName(JsonFields outer, String name) {
    JsonFields group = outer.object(name, name);
    String found = group == null ? "" : group.string("Name", "");
    if (group != null) {
      group.names().forEach(group::has);
    }
    return found.isEmpty() ? "AWSManagedRulesCommonRuleSet" : found;
  }

  private static @Nullable WafStatement read(JsonFields outer, String name, JsonFields fields) {
    return switch (name) {
      case "ByteMatchStatement" -> byteMatch(fields);
      case "RegexMatchStatement" ->
          new WafStatement.RegexMatch(
              WafFieldReader.field(fields),
              WafFieldReader.transformations(fields),
              fields.require("RegexString", "a regular expression").string("RegexString", ""));
      case "RegexPatternSetReferenceStatement" ->
          new WafStatement.RegexSet(
              WafFieldReader.field(fields), WafFieldReader.transformations(fields), arn(fields));
      case "SizeConstraintStatement" -> size(fields);
      case "IPSetReferenceStatement" ->
          new WafStatement.IpSet(arn(fields), forwarded(fields, "IPSetForwardedIPConfig"));
      case "GeoMatchStatement" ->
          new WafStatement.Geo(
              fields.require("CountryCodes", "a list such as [\"DE\"]").strings("CountryCodes"),
              forwarded(fields, "ForwardedIPConfig"));
      case "AsnMatchStatement" ->
          new WafStatement.Asn(numbers(fields), forwarded(fields, "ForwardedIPConfig"));
      case "LabelMatchStatement" -> label(fields);
      case "RateBasedStatement" -> rate(fields);
      case "RuleGroupReferenceStatement" -> group(fields);
      case "AndStatement" -> {
        List<WafStatement> all = statements(fields);
        yield all == null ? null : new WafStatement.And(all);
      }
      case "OrStatement" -> {
        List<WafStatement> any = statements(fields);
        yield any == null ? null : new WafStatement.Or(any);
      }
      case "NotStatement" -> {
        WafStatement denied = nested(fields, "Statement");
        yield denied == null ? null : new WafStatement.Not(denied);
      }
      default -> {
        outer.problem(name, "found the unknown statement \"" + name + "\"; " + EXPECTED);
        yield null;
      }
    };
  }

  private static WafStatement size(JsonFields fields) {
    fields.require("ComparisonOperator", "one of " + String.join(", ", COMPARISONS.keySet()));
    fields.require("Size", "a number of bytes");
    return new Size(
        WafFieldReader.field(fields),
        WafFieldReader.transformations(fields),
        fields.word("ComparisonOperator", COMPARISONS, Size.Comparison.GT),
        fields.number("Size", 0));
  }

  private static WafStatement label(JsonFields fields) {
    fields.require("Scope", "LABEL or NAMESPACE").require("Key", "a label or namespace");
    return new WafStatement.Label(
        fields.word(
            "Scope", WordMaps.named(new Boolean[] {false, true}, "LABEL", "NAMESPACE"), false),
        fields.string("Key", ""));
  }

  private static @Nullable WafStatement byteMatch(JsonFields fields) {
    fields.require("PositionalConstraint", "one of " + String.join(", ", POSITIONS.keySet()));
    fields.require("SearchString", "what to look for, in base64");
    List<TextTransformation> transformations = WafFieldReader.transformations(fields);
    ByteMatch.Position position =
        fields.word("PositionalConstraint", POSITIONS, ByteMatch.Position.EXACTLY);
    return new ByteMatch(
        WafFieldReader.field(fields),
        transformations,
        position,
        SearchString.read(fields, "SearchString", transformations));
  }

  private static String arn(JsonFields fields) {
    return fields.require("ARN", "the ARN, id or name of the set").string("ARN", "");
  }

  private static List<Long> numbers(JsonFields fields) {
    fields.require("AsnList", "a list such as [64496]");
    return fields.numbers("AsnList");
  }

  private static @Nullable ForwardedIp forwarded(JsonFields fields, String name) {
    JsonFields config = fields.object(name, "ForwardedIPConfig");
    if (config == null) {
      return null;
    }
    config.require("HeaderName", "a header name").require("FallbackBehavior", "MATCH or NO_MATCH");
    boolean set = name.startsWith("IPSet");
    if (set) {
      config.require("Position", "FIRST, LAST or ANY");
    }
    return new ForwardedIp(
        config.string("HeaderName", ""),
        config.word("FallbackBehavior", FALLBACK, false),
        set
            ? config.word("Position", FORWARDED, ForwardedIp.Position.FIRST)
            : ForwardedIp.Position.FIRST);
  }

  private static WafStatement rate(JsonFields fields) {
    fields.require("Limit", "a number of requests");
    fields.require("AggregateKeyType", "one of " + String.join(", ", AGGREGATIONS.keySet()));
    List<RateKey> keys = new ArrayList<>();
    for (JsonFields key : fields.objects("CustomKeys", "RateKey")) {
      RateKey read = WafFieldReader.rateKey(key);
      if (read != null) {
        keys.add(read);
      }
    }
    return new RateBased(
        fields.number("Limit", 0),
        fields.integer("EvaluationWindowSec", 300),
        fields.word("AggregateKeyType", AGGREGATIONS, RateBased.Aggregation.IP),
        keys,
        forwarded(fields, "ForwardedIPConfig"),
        nested(fields, "ScopeDownStatement"));
  }

  private static WafStatement group(JsonFields fields) {
    Map<String, WafAction> overrides = new LinkedHashMap<>();
    for (JsonFields excluded : fields.objects("ExcludedRules", "ExcludedRule")) {
      overrides.put(
          excluded.require("Name", "the name of a rule").string("Name", ""), WafAction.count());
    }
    for (JsonFields override : fields.objects("RuleActionOverrides", "RuleActionOverride")) {
      override.require("Name", "the name of a rule").require("ActionToUse", "an action");
      JsonFields action = override.object("ActionToUse", "RuleAction");
      WafAction read = action == null ? null : WafActionReader.action(action);
      if (read != null) {
        overrides.put(override.string("Name", ""), read);
      }
    }
    return new WafStatement.RuleGroup(arn(fields), overrides);
  }

  private static @Nullable WafStatement nested(JsonFields fields, String name) {
    JsonFields inner = fields.object(name, "Statement");
    if (inner == null && !name.equals("ScopeDownStatement")) {
      fields.require(name, "a statement");
    }
    return inner == null ? null : statement(inner);
  }

  /** All of them, or null when one could not be read. */
  private static @Nullable List<WafStatement> statements(JsonFields fields) {
    fields.require("Statements", "at least two statements");
    List<WafStatement> statements = new ArrayList<>();
    boolean whole = true;
    for (JsonFields inner : fields.objects("Statements", "Statement")) {
      WafStatement read = statement(inner);
      if (read == null) {
        whole = false;
      } else {
        statements.add(read);
      }
    }
    return whole ? statements : null;
  }
}
