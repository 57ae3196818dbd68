// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.waf.CustomResponseBody;
import dev.edgefilter.config.waf.IpSetConfig;
import dev.edgefilter.config.waf.RegexPatternSetConfig;
import dev.edgefilter.config.waf.RuleGroupConfig;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.config.waf.WafConfig;
import dev.edgefilter.config.waf.WafRule;
import dev.edgefilter.config.waf.WafStatement;
import dev.edgefilter.config.waf.WebAclConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads web ACLs, rule groups, IP sets and regex pattern sets of AWS WAF. */
final class WafReader {
  private static final String A_NAME = "a name";
  private static final Map<String, Integer> BODY_LIMITS =
      WordMaps.named(
          new Integer[] {16 * 1024, 32 * 1024, 48 * 1024, 64 * 1024},
          "KB_16",
          "KB_32",
          "KB_48",
          "KB_64");
  private static final Map<String, CustomResponseBody.Type> TYPES =
      WordMaps.ofEnum(CustomResponseBody.Type.class);

  private static final List<String> TYPES_IN_ORDER =
      List.of("WebACL", "RuleGroup", "IPSet", "RegexPatternSet");

  private WafReader() {}

  /** Reads everything of AWS WAF in a file. */
  static void readAll(JsonFields file) {
    LeftOutRules leftOut = new LeftOutRules(file.strings(LeftOutRules.FIELD));
    file.reading().leaveOut(leftOut);
    for (String type : TYPES_IN_ORDER) {
      for (JsonFields fields : each(file, type, type + 's')) {
        readOne(type, fields);
      }
    }
    leftOut.finish(file);
  }

  /** Reads one object by the name of its type, such as {@code WebACL}. */
  static void readOne(String type, JsonFields fields) {
    Reading reading = fields.reading();
    switch (type) {
      case "WebACL" -> {
        WebAclConfig read = webAcl(fields);
        reading.remember(read, fields.place());
        reading.config().waf(WafConfig.NONE.with(read));
      }
      case "RuleGroup" -> {
        RuleGroupConfig read = ruleGroup(fields);
        reading.remember(read, fields.place());
        reading.config().waf(WafConfig.NONE.with(read));
      }
      case "IPSet" -> {
        IpSetConfig read = ipSet(fields);
        reading.remember(read, fields.place());
        reading.config().waf(WafConfig.NONE.with(read));
      }
      default -> {
        RegexPatternSetConfig read = regexPatternSet(fields);
        reading.remember(read, fields.place());
        reading.config().waf(WafConfig.NONE.with(read));
      }
    }
  }

  /** What {@code get-…} prints, and what a bundle lists. */
  private static List<JsonFields> each(JsonFields file, String one, String many) {
    List<JsonFields> all = new ArrayList<>();
    JsonFields single = file.object(one, one);
    if (single != null) {
      all.add(single);
    }
    all.addAll(file.objects(many, one));
    return all;
  }

  static WebAclConfig webAcl(JsonFields fields) {
    String name = name(fields);
    fields.require("DefaultAction", "{\"Allow\": {}} or {\"Block\": {}}");
    JsonFields action = fields.object("DefaultAction", "DefaultAction");
    WafAction defaultAction = action == null ? null : WafActionReader.action(action);
    if (action != null && defaultAction != null && defaultAction.kind() == WafAction.Kind.COUNT) {
      action.problem("found Count; expected Allow or Block");
    }
    return new WebAclConfig(
        fields.string("Id", name),
        name,
        fields.string("ARN", ""),
        labelNamespace(fields, "webacl", name),
        defaultAction == null ? WafAction.block() : defaultAction,
        rules(fields),
        bodies(fields),
        bodyLimit(fields));
  }

  static RuleGroupConfig ruleGroup(JsonFields fields) {
    String name = name(fields);
    return new RuleGroupConfig(
        fields.string("Id", name),
        name,
        fields.string("ARN", ""),
        labelNamespace(fields, "rulegroup", name),
        rules(fields),
        bodies(fields));
  }

  static IpSetConfig ipSet(JsonFields fields) {
    String name = name(fields);
    fields.require("IPAddressVersion", "IPV4 or IPV6").require("Addresses", "a list of ranges");
    return new IpSetConfig(
        fields.string("Id", name),
        name,
        fields.string("ARN", ""),
        fields.word(
            "IPAddressVersion", WordMaps.named(new Boolean[] {false, true}, "IPV4", "IPV6"), false),
        fields.strings("Addresses"));
  }

  static RegexPatternSetConfig regexPatternSet(JsonFields fields) {
    String name = name(fields);
    fields.require("RegularExpressionList", "a list of {\"RegexString\": …}");
    List<String> patterns = new ArrayList<>();
    for (JsonFields pattern : fields.objects("RegularExpressionList", "Regex")) {
      pattern.require("RegexString", "a regular expression");
      patterns.add(pattern.string("RegexString", ""));
    }
    return new RegexPatternSetConfig(
        fields.string("Id", name), name, fields.string("ARN", ""), patterns);
  }

  private static String name(JsonFields fields) {
    return fields.require("Name", A_NAME).string("Name", "");
  }

  private static String labelNamespace(JsonFields fields, String kind, String name) {
    String[] arn = fields.string("ARN", "").split(":", -1);
    String account = arn.length > 4 && !arn[4].isEmpty() ? arn[4] : "local";
    return fields.string("LabelNamespace", "awswaf:" + account + ":" + kind + ":" + name + ":");
  }

  private static int bodyLimit(JsonFields fields) {
    int limit = WebAclConfig.DEFAULT_BODY_INSPECTION_BYTES;
    JsonFields association = fields.object("AssociationConfig", "AssociationConfig");
    JsonFields body = association == null ? null : association.object("RequestBody", "RequestBody");
    JsonFields edge = body == null ? null : body.object("CLOUDFRONT", "RequestBodyLimit");
    return edge == null ? limit : edge.word("DefaultSizeInspectionLimit", BODY_LIMITS, limit);
  }

  private static Map<String, CustomResponseBody> bodies(JsonFields fields) {
    Map<String, CustomResponseBody> bodies = new LinkedHashMap<>();
    JsonFields all = fields.object("CustomResponseBodies", "CustomResponseBodies");
    if (all != null) {
      for (String key : all.names()) {
        JsonFields body = all.object(key, "CustomResponseBody");
        if (body != null) {
          body.require("ContentType", "one of " + String.join(", ", TYPES.keySet()));
          body.require("Content", "the text of the body");
          bodies.put(
              key,
              new CustomResponseBody(
                  body.word("ContentType", TYPES, CustomResponseBody.Type.TEXT_PLAIN),
                  body.string("Content", "")));
        }
      }
    }
    return bodies;
  }

  private static List<WafRule> rules(JsonFields fields) {
    List<WafRule> rules = new ArrayList<>();
    for (JsonFields rule : fields.objects("Rules", "WafRule")) {
      WafRule read = rule(rule);
      if (read != null) {
        rules.add(read);
      }
    }
    return rules;
  }

  private static @Nullable WafRule rule(JsonFields fields) {
    if (fields.reading().leftOutRules().has(fields)) {
      return null;
    }
    String name = name(fields);
    fields.require("Priority", "a number of 0 or more").require("Statement", "a statement");
    List<String> labels = new ArrayList<>();
    for (JsonFields label : fields.objects("RuleLabels", "RuleLabel")) {
      labels.add(label.require("Name", "a label").string("Name", ""));
    }
    JsonFields visibility = fields.object("VisibilityConfig", "VisibilityConfig");
    boolean sampled = visibility == null || visibility.flag("SampledRequestsEnabled", true);
    JsonFields nested = fields.object("Statement", "Statement");
    WafStatement statement = nested == null ? null : WafStatementReader.statement(nested);
    boolean group = statement instanceof WafStatement.RuleGroup;
    boolean countOnly = countOnly(fields, statement);
    JsonFields given = fields.object("Action", "RuleAction");
    WafAction action = given == null ? null : WafActionReader.action(given);
    if (statement != null && group == fields.has("Action")) {
      fields.problem(
          "Action",
          group
              ? "found an action beside a rule group; expected an OverrideAction, since the rules of"
                  + " the group have actions"
              : "is missing; expected Allow, Block or Count");
      return null;
    }
    boolean usable = statement != null && (group || action != null);
    int priority = fields.integer("Priority", 0);
    return usable && statement != null
        ? new WafRule(name, priority, statement, action, countOnly, labels, sampled)
        : null;
  }

  private static boolean countOnly(JsonFields rule, @Nullable WafStatement statement) {
    JsonFields override = rule.object("OverrideAction", "OverrideAction");
    if (override == null) {
      return false;
    }
    if (statement != null && !(statement instanceof WafStatement.RuleGroup)) {
      rule.problem("OverrideAction", "found one without a rule group; expected an Action");
    }
    boolean count = override.object("Count", "Count") != null;
    if (count == (override.object("None", "None") != null)) {
      override.problem("found neither or both; expected {\"None\": {}} or {\"Count\": {}}");
    }
    return count;
  }
}
