// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.waf.CustomResponse;
import dev.edgefilter.config.waf.CustomResponseBody;
import dev.edgefilter.config.waf.IpSetConfig;
import dev.edgefilter.config.waf.RegexPatternSetConfig;
import dev.edgefilter.config.waf.RuleGroupConfig;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.config.waf.WafConfig;
import dev.edgefilter.config.waf.WafRule;
import dev.edgefilter.config.waf.WafStatement;
import dev.edgefilter.config.waf.WebAclConfig;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HostNames;
import dev.edgefilter.http.IpAddress;
import dev.edgefilter.http.IpRange;
import dev.edgefilter.internal.document.NearestName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What must hold inside web ACLs, rule groups and sets, and between them. */
final class WafRules {
  private static final Set<Integer> STATUSES =
      Set.of(
          200, 201, 202, 204, 206, 300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 408,
          409, 411, 412, 413, 414, 415, 416, 421, 429, 500, 501, 502, 503, 504, 505);
  private static final int MOST_ADDRESSES = 10_000;
  private static final int MOST_PATTERNS = 10;
  private static final int LONGEST_PATTERN = 512;
  private static final int LONGEST_BODY = 10_240;
  private static final int MOST_HEADERS = 10;
  private static final int MOST_RATE_RULES = 10;

  private final WafConfig config;
  private final Places places;
  private final List<ConfigProblem> problems;

  private WafRules(WafConfig config, Places places, List<ConfigProblem> problems) {
    this.config = config;
    this.places = places;
    this.problems = problems;
  }

  static void check(EdgeConfig edge, Places places, List<ConfigProblem> problems) {
    WafConfig config = edge.waf();
    WafRules rules = new WafRules(config, places, problems);
    rules.unique("web ACL", config.webAcls(), WebAclConfig::id);
    rules.unique("rule group", config.ruleGroups(), RuleGroupConfig::id);
    rules.unique("IP set", config.ipSets(), IpSetConfig::id);
    rules.unique("regex pattern set", config.regexPatternSets(), RegexPatternSetConfig::id);
    for (WebAclConfig webAcl : config.webAcls()) {
      rules.check(webAcl);
    }
    for (RuleGroupConfig group : config.ruleGroups()) {
      rules.checkRules(places.of(group), group.rules(), group.customResponseBodies(), false);
    }
    config.ipSets().forEach(rules::check);
    config.regexPatternSets().forEach(rules::check);
    for (DistributionConfig distribution : edge.distributions()) {
      rules.checkReference(distribution);
    }
  }

  private void checkReference(DistributionConfig distribution) {
    String reference = distribution.webAclId();
    if (reference.isEmpty() || config.webAcl(reference) != null) {
      return;
    }
    List<String> known = new ArrayList<>();
    for (WebAclConfig webAcl : config.webAcls()) {
      known.addAll(List.of(webAcl.arn(), webAcl.id(), webAcl.name()));
    }
    String hint = NearestName.hint(reference, known);
    report(
        places.of(distribution),
        "webACLId",
        "found \""
            + reference
            + "\"; there is no web ACL with this ARN, id or name (InvalidWebACLId)"
            + (hint.isEmpty()
                ? "; add it to the files, \"aws wafv2 get-web-acl --scope CLOUDFRONT\" prints it"
                : hint));
  }

  private <T> void unique(String kind, List<T> objects, Function<T, String> idOf) {
    Map<String, T> seen = new HashMap<>();
    for (T object : objects) {
      String id = idOf.apply(object);
      if (id.isEmpty()) {
        report(places.of(object), "id", "is empty; expected an id");
      } else if (seen.putIfAbsent(id, object) != null) {
        report(
            places.of(object),
            "id",
            "found \"" + id + "\", the id of another " + kind + "; give it an id of its own");
      }
    }
  }

  private void check(WebAclConfig webAcl) {
    Written written = places.of(webAcl);
    if (webAcl.bodyInspectionBytes() < 1024 || webAcl.bodyInspectionBytes() > 64 * 1024) {
      report(
          written,
          "associationConfig",
          "found " + webAcl.bodyInspectionBytes() + " bytes; expected 1024 to 65536");
    }
    if (webAcl.defaultAction().kind() == WafAction.Kind.COUNT) {
      report(written, "defaultAction", "found Count; expected Allow or Block");
    }
    checkAction(written, "defaultAction", webAcl.defaultAction(), webAcl.customResponseBodies());
    checkRules(written, webAcl.rules(), webAcl.customResponseBodies(), true);
  }

  private void checkRules(
      Written written,
      List<WafRule> rules,
      Map<String, CustomResponseBody> bodies,
      boolean groupsAllowed) {
    bodies.forEach((key, body) -> checkBody(written, key, body));
    Map<Integer, String> priorities = new HashMap<>();
    Set<String> names = new HashSet<>();
    int rates = 0;
    for (int i = 0; i < rules.size(); i++) {
      WafRule rule = rules.get(i);
      String place = "rules[" + i + "]";
      String other = priorities.putIfAbsent(rule.priority(), rule.name());
      if (rule.priority() < 0) {
        report(written, place + ".priority", "found " + rule.priority() + "; expected 0 or more");
      } else if (other != null) {
        report(
            written,
            place + ".priority",
            "found " + rule.priority() + ", the priority of \"" + other + "\"; expected another");
      }
      if (rule.name().isEmpty() || !names.add(rule.name())) {
        report(
            written, place + ".name", "found \"" + rule.name() + "\"; expected a name of its own");
      }
      checkLabels(written, place, rule);
      WafAction action = rule.action();
      boolean rate = rule.statement() instanceof WafStatement.RateBased;
      if (action != null) {
        checkAction(written, place + ".action", action, bodies);
        if (rate && action.kind() == WafAction.Kind.ALLOW) {
          report(written, place + ".action", "found Allow; a rate-based rule can Block or Count");
        }
      }
      rates += rate ? 1 : 0;
      new WafStatementRules(config, written, problems)
          .check(rule.statement(), place + ".statement", groupsAllowed);
    }
    if (rates > MOST_RATE_RULES) {
      report(
          written,
          "rules",
          "found " + rates + " rate-based rules; expected at most " + MOST_RATE_RULES);
    }
  }

  private void checkLabels(Written written, String place, WafRule rule) {
    for (int i = 0; i < rule.labels().size(); i++) {
      String label = rule.labels().get(i);
      if (!WafStatementRules.isLabel(label)) {
        report(
            written,
            place + ".ruleLabels[" + i + "].name",
            "found \""
                + label
                + "\"; expected letters, digits, _ and -, with up to five namespaces ending in a"
                + " colon before the name, and none of AWS WAF's own words");
      }
    }
  }

  private void checkBody(Written written, String key, CustomResponseBody body) {
    int bytes = body.content().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_BODY) {
      report(
          written,
          "customResponseBodies." + key,
          "has " + bytes + " bytes; expected at most " + LONGEST_BODY);
    }
  }

  private void checkAction(
      Written written, String place, WafAction action, Map<String, CustomResponseBody> bodies) {
    CustomResponse response = action.response();
    checkHeaders(written, place, action.insertHeaders());
    if (response == null) {
      return;
    }
    if (action.kind() != WafAction.Kind.BLOCK) {
      report(written, place, "has a custom response but does not block; use Block");
    }
    if (!STATUSES.contains(response.status())) {
      report(
          written,
          place + ".block.customResponse.responseCode",
          "found " + response.status() + "; expected a status such as 403, 429 or 302");
    }
    if (!response.bodyKey().isEmpty() && !bodies.containsKey(response.bodyKey())) {
      report(
          written,
          place + ".block.customResponse.customResponseBodyKey",
          "found \""
              + response.bodyKey()
              + "\"; there is no such body in CustomResponseBodies"
              + NearestName.hint(response.bodyKey(), bodies.keySet()));
    }
    checkHeaders(written, place, response.headers());
    if (response.headers().contains("Content-Type")) {
      report(written, place, "sets Content-Type; the type of the custom body does that");
    }
  }

  private void checkHeaders(Written written, String place, Headers headers) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < headers.size(); i++) {
      if (!names.add(HostNames.lower(headers.name(i)))) {
        report(written, place, "names the header " + headers.name(i) + " twice; expected it once");
      }
    }
    if (headers.size() > MOST_HEADERS) {
      report(
          written, place, "has " + headers.size() + " headers; expected at most " + MOST_HEADERS);
    }
  }

  private void check(IpSetConfig set) {
    Written written = places.of(set);
    for (int i = 0; i < set.addresses().size(); i++) {
      String text = set.addresses().get(i);
      IpRange range = text.indexOf('/') < 0 ? null : IpRange.parse(text);
      if (range == null || isEverything(range) || range.first().ipv6() != set.ipv6()) {
        report(
            written,
            "addresses[" + i + "]",
            "found \""
                + text
                + "\"; expected a range of "
                + (set.ipv6() ? "IPv6 such as 2001:db8::/32" : "IPv4 such as 192.0.2.0/24")
                + ", longer than /0; a single address ends in "
                + (set.ipv6() ? "/128" : "/32"));
      }
    }
    if (set.addresses().size() > MOST_ADDRESSES) {
      report(
          written,
          "addresses",
          "has " + set.addresses().size() + " ranges; expected at most " + MOST_ADDRESSES);
    }
  }

  private static boolean isEverything(IpRange range) {
    IpAddress last = range.last();
    return range.first().high() == 0
        && range.first().low() == 0
        && (last.ipv6() ? last.high() == -1 : last.low() == 0xffff_ffffL);
  }

  private void check(RegexPatternSetConfig set) {
    Written written = places.of(set);
    int size = set.patterns().size();
    if (size == 0 || size > MOST_PATTERNS) {
      report(
          written,
          "regularExpressionList",
          "has " + size + " expressions; expected 1 to " + MOST_PATTERNS);
    }
    for (int i = 0; i < size; i++) {
      int length = set.patterns().get(i).length();
      if (length == 0 || length > LONGEST_PATTERN) {
        report(
            written,
            "regularExpressionList[" + i + "].regexString",
            "has " + length + " characters; expected 1 to " + LONGEST_PATTERN);
      }
    }
  }

  private void report(Written written, String place, String message) {
    written.report(problems, place, message);
  }
}
