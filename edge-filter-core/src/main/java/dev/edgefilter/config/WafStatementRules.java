// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.FieldToMatch.Kind;
import dev.edgefilter.config.waf.FieldToMatch.Selection;
import dev.edgefilter.config.waf.ForwardedIp;
import dev.edgefilter.config.waf.RateKey;
import dev.edgefilter.config.waf.RuleGroupConfig;
import dev.edgefilter.config.waf.TextTransformation;
import dev.edgefilter.config.waf.WafConfig;
import dev.edgefilter.config.waf.WafRule;
import dev.edgefilter.config.waf.WafStatement;
import dev.edgefilter.config.waf.WafStatement.RateBased;
import dev.edgefilter.config.waf.WafStatement.RateBased.Aggregation;
import dev.edgefilter.internal.document.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold inside one statement. */
final class WafStatementRules {
  private static final int LONGEST_SEARCH = 200;
  private static final int LONGEST_REGEX = 512;
  private static final int MOST_TRANSFORMATIONS = 10;
  private static final int MOST_COUNTRIES = 50;
  private static final int MOST_SYSTEMS = 100;
  private static final int MOST_KEYS = 5;
  private static final int MOST_NAMESPACES = 5;
  private static final int MOST_DEPTH = 20;
  private static final long LEAST_LIMIT = 10;
  private static final long MOST_LIMIT = 2_000_000_000L;
  private static final Set<Integer> WINDOWS = Set.of(60, 120, 300, 600);
  private static final Set<String> RESERVED =
      Set.of("aws", "waf", "managed", "rulegroup", "webacl", "regexpatternset", "ipset");

  private final WafConfig config;
  private final Written written;
  private final List<ConfigProblem> problems;

  WafStatementRules(WafConfig config, Written written, List<ConfigProblem> problems) {
    this.config = config;
    this.written = written;
    this.problems = problems;
  }

  /** Checks the whole statement of a rule, where a rate or a group may stand. */
  void check(WafStatement statement, String place, boolean groupsAllowed) {
    if (statement instanceof WafStatement.RuleGroup group && groupsAllowed) {
      checkGroup(group, place + ".ruleGroupReferenceStatement");
    } else if (statement instanceof RateBased rate) {
      checkRate(rate, place + ".rateBasedStatement");
    } else {
      checkNested(statement, place, 0);
    }
  }

  private void checkNested(WafStatement statement, String place, int depth) {
    if (depth > MOST_DEPTH) {
      report(place, "is nested more than " + MOST_DEPTH + " times; split the rule by labels");
    } else if (statement instanceof WafStatement.And and) {
      checkAll(and.statements(), place + ".andStatement.statements", depth);
    } else if (statement instanceof WafStatement.Or or) {
      checkAll(or.statements(), place + ".orStatement.statements", depth);
    } else if (statement instanceof WafStatement.Not not) {
      checkNested(not.statement(), place + ".notStatement.statement", depth + 1);
    } else if (statement instanceof WafStatement.RuleGroup) {
      report(
          place,
          "found a rule group inside a statement or a group; expected it as the whole statement of"
              + " a web ACL's rule");
    } else if (statement instanceof RateBased) {
      report(
          place, "found a rate inside a statement; expected it as the whole statement of a rule");
    } else {
      checkPlain(statement, place);
    }
  }

  private void checkAll(List<WafStatement> statements, String place, int depth) {
    if (statements.size() < 2) {
      report(place, "found " + statements.size() + "; expected at least two statements");
    }
    for (int i = 0; i < statements.size(); i++) {
      checkNested(statements.get(i), place + "[" + i + "]", depth + 1);
    }
  }

  private void checkPlain(WafStatement statement, String place) {
    if (statement instanceof WafStatement.ByteMatch bytes) {
      String inner = place + ".byteMatchStatement";
      checkLength(inner + ".searchString", bytes.search().length(), LONGEST_SEARCH);
      checkField(inner, bytes.field(), bytes.transformations());
      boolean fingerprint =
          bytes.field().kind() == Kind.JA3_FINGERPRINT
              || bytes.field().kind() == Kind.JA4_FINGERPRINT;
      if (fingerprint && bytes.position() != WafStatement.ByteMatch.Position.EXACTLY) {
        report(inner, "compares part of a fingerprint; expected EXACTLY");
      }
    } else if (statement instanceof WafStatement.RegexMatch regex) {
      String inner = place + ".regexMatchStatement";
      checkLength(inner + ".regexString", regex.regex().length(), LONGEST_REGEX);
      checkField(inner, regex.field(), regex.transformations());
    } else if (statement instanceof WafStatement.RegexSet set) {
      String inner = place + ".regexPatternSetReferenceStatement";
      if (config.regexPatternSet(set.set()) == null) {
        dangling(inner, "regex pattern set", set.set());
      }
      checkField(inner, set.field(), set.transformations());
    } else if (statement instanceof WafStatement.Size size) {
      String inner = place + ".sizeConstraintStatement";
      if (size.size() < 0) {
        report(inner + ".size", "found " + size.size() + "; expected 0 or more");
      }
      checkField(inner, size.field(), size.transformations());
    } else if (statement instanceof WafStatement.IpSet set) {
      if (config.ipSet(set.set()) == null) {
        dangling(place + ".ipSetReferenceStatement", "IP set", set.set());
      }
      checkForwarded(place + ".ipSetReferenceStatement", set.forwarded());
    } else if (statement instanceof WafStatement.Geo geo) {
      checkCountries(place + ".geoMatchStatement", geo);
    } else if (statement instanceof WafStatement.Asn asn) {
      checkLength(place + ".asnMatchStatement.asnList", asn.numbers().size(), MOST_SYSTEMS);
      checkForwarded(place + ".asnMatchStatement", asn.forwarded());
    } else if (statement instanceof WafStatement.Label label) {
      boolean namespace = label.key().endsWith(":");
      if (label.key().isEmpty() || namespace != label.namespace()) {
        report(
            place + ".labelMatchStatement.key",
            "found \""
                + label.key()
                + "\"; expected "
                + (label.namespace() ? "a namespace, which ends in a colon" : "a label"));
      }
    }
  }

  private void checkField(
      String place, FieldToMatch field, List<TextTransformation> transformations) {
    if (transformations.size() > MOST_TRANSFORMATIONS) {
      report(
          place + ".textTransformations",
          "found " + transformations.size() + "; expected at most " + MOST_TRANSFORMATIONS);
    }
    boolean named =
        field.kind() == Kind.SINGLE_HEADER || field.kind() == Kind.SINGLE_QUERY_ARGUMENT;
    if (named && field.name().isEmpty()) {
      report(place + ".fieldToMatch", "has an empty name; expected the name to look at");
    }
    if (field.selection() != Selection.ALL && field.names().isEmpty()) {
      report(place + ".fieldToMatch", "lists nothing; expected at least one name or path");
    }
    if (field.kind() == Kind.JSON_BODY) {
      for (String path : field.names()) {
        if (!path.startsWith("/")) {
          report(
              place + ".fieldToMatch",
              "found \"" + path + "\"; expected a JSON pointer, which begins with a slash");
        }
      }
    }
  }

  private void checkCountries(String place, WafStatement.Geo geo) {
    checkLength(place + ".countryCodes", geo.countries().size(), MOST_COUNTRIES);
    for (int i = 0; i < geo.countries().size(); i++) {
      if (!Countries.isCode(geo.countries().get(i))) {
        report(
            place + ".countryCodes[" + i + "]",
            "found \"" + geo.countries().get(i) + "\"; expected a code such as DE");
      }
    }
    checkForwarded(place, geo.forwarded());
  }

  private void checkForwarded(String place, @Nullable ForwardedIp forwarded) {
    String complaint = forwarded == null ? null : HeaderNames.complaint(forwarded.headerName());
    if (complaint != null) {
      report(place + ".forwardedIPConfig.headerName", complaint);
    }
  }

  private void checkRate(RateBased rate, String place) {
    if (rate.limit() < LEAST_LIMIT || rate.limit() > MOST_LIMIT) {
      report(
          place + ".limit",
          "found " + rate.limit() + "; expected " + LEAST_LIMIT + " to " + MOST_LIMIT);
    }
    if (!WINDOWS.contains(rate.windowSeconds())) {
      report(
          place + ".evaluationWindowSec",
          "found " + rate.windowSeconds() + "; expected 60, 120, 300 or 600");
    }
    boolean custom = rate.aggregation() == Aggregation.CUSTOM_KEYS;
    if (custom != !rate.keys().isEmpty() || rate.keys().size() > MOST_KEYS) {
      report(
          place + ".customKeys",
          "found " + rate.keys().size() + "; expected 1 to 5 with CUSTOM_KEYS, else none");
    }
    boolean forwardedKey = false;
    Set<RateKey> once = new HashSet<>();
    for (RateKey key : rate.keys()) {
      forwardedKey |= key.kind() == RateKey.Kind.FORWARDED_IP;
      if (!once.add(key)) {
        report(place + ".customKeys", "lists " + key.kind() + " twice; expected it once");
      }
      if (key.kind() == RateKey.Kind.LABEL_NAMESPACE && !key.name().endsWith(":")) {
        report(
            place + ".customKeys",
            "found the namespace \"" + key.name() + "\"; expected a colon at its end");
      }
      boolean address = key.kind() == RateKey.Kind.IP || key.kind() == RateKey.Kind.FORWARDED_IP;
      if (address && rate.keys().size() == 1) {
        report(
            place + ".customKeys",
            "lists nothing but an address; expected a second key, or the AggregateKeyType IP or"
                + " FORWARDED_IP");
      }
    }
    boolean needsHeader = rate.aggregation() == Aggregation.FORWARDED_IP || forwardedKey;
    if (needsHeader && rate.forwarded() == null) {
      report(place + ".forwardedIPConfig", "is missing; expected the header of the address");
    }
    checkForwarded(place, rate.forwarded());
    WafStatement scope = rate.scopeDown();
    if (scope != null) {
      checkNested(scope, place + ".scopeDownStatement", 0);
    } else if (rate.aggregation() == Aggregation.CONSTANT) {
      report(
          place + ".scopeDownStatement",
          "is missing; with CONSTANT it says which requests are counted");
    }
  }

  private void checkGroup(WafStatement.RuleGroup reference, String place) {
    RuleGroupConfig group = config.ruleGroup(reference.group());
    if (group == null) {
      dangling(place, "rule group", reference.group());
      return;
    }
    List<String> names = new ArrayList<>();
    for (WafRule rule : group.rules()) {
      names.add(rule.name());
    }
    for (String name : reference.overrides().keySet()) {
      if (!names.contains(name)) {
        report(
            place + ".ruleActionOverrides",
            "found \""
                + name
                + "\", which is no rule of the group"
                + NearestName.hint(name, names));
      }
    }
  }

  private void checkLength(String place, int length, int most) {
    if (length < 1 || length > most) {
      report(place, "has a length of " + length + "; expected 1 to " + most);
    }
  }

  private void dangling(String place, String kind, String reference) {
    report(
        place + ".arn",
        "found \""
            + reference
            + "\"; there is no "
            + kind
            + " with this ARN, id or name; add it to the files");
  }

  /** Whether a text can be the label of a rule: namespaces and a name. */
  static boolean isLabel(String label) {
    String[] parts = label.split(":", -1);
    if (parts.length > MOST_NAMESPACES + 1) {
      return false;
    }
    for (String part : parts) {
      boolean plain =
          !part.isEmpty()
              && part.length() <= 128
              && PathPatterns.firstNotIn(part, "_-") < 0
              && !RESERVED.contains(part);
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private void report(String place, String message) {
    written.report(problems, place, message);
  }
}
