// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.edgefilter.config.waf.CustomResponseBody;
import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.IpSetConfig;
import dev.edgefilter.config.waf.RateKey;
import dev.edgefilter.config.waf.RegexPatternSetConfig;
import dev.edgefilter.config.waf.RuleGroupConfig;
import dev.edgefilter.config.waf.TextTransformation;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.config.waf.WafConfig;
import dev.edgefilter.config.waf.WafRule;
import dev.edgefilter.config.waf.WafStatement;
import dev.edgefilter.config.waf.WebAclConfig;
import dev.edgefilter.http.IpRange;
import dev.edgefilter.internal.waf.rate.RateTable;
import dev.edgefilter.internal.waf.text.Transformations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Compiles a web ACL: sets are resolved, expressions compiled, parts of requests shared. */
public final class WafCompiler {
  private static final Matcher NEVER = request -> false;

  private final WafConfig config;
  private final BiConsumer<String, String> problems;
  private final List<ComponentReader> readers = new ArrayList<>();
  private boolean readsBody;
  private boolean asksPlaces;

  private WafCompiler(WafConfig config, BiConsumer<String, String> problems) {
    this.config = config;
    this.problems = problems;
  }

  /**
   * Compiles a web ACL; its configuration has been checked before.
   *
   * @param problems takes the place and the text of what only compiling shows
   */
  public static WebAcl compile(
      WebAclConfig webAcl, WafConfig config, BiConsumer<String, String> problems) {
    WafCompiler compiler = new WafCompiler(config, problems);
    List<CompiledRule> rules = new ArrayList<>();
    for (WafRule rule : sorted(webAcl.rules())) {
      rules.add(
          compiler.rule(rule, "", webAcl.labelNamespace(), webAcl.customResponseBodies(), null));
    }
    return new WebAcl(
        webAcl.name(),
        rules,
        webAcl.defaultAction(),
        BlockResponse.of(webAcl.defaultAction().response(), webAcl.customResponseBodies()),
        compiler.readers.size(),
        webAcl.bodyInspectionBytes(),
        compiler.readsBody,
        compiler.asksPlaces);
  }

  private static List<WafRule> sorted(List<WafRule> rules) {
    List<WafRule> sorted = new ArrayList<>(rules);
    sorted.sort(Comparator.comparingInt(WafRule::priority));
    return sorted;
  }

  private CompiledRule rule(
      WafRule rule,
      String prefix,
      String context,
      Map<String, CustomResponseBody> bodies,
      @Nullable WafAction instead) {
    String name = prefix + rule.name();
    if (rule.statement() instanceof WafStatement.RuleGroup group) {
      return new CompiledRule(
          name, null, null, null, List.of(), rule.sampled(), group(rule, group));
    }
    WafAction action = instead == null ? rule.action() : instead;
    List<String> labels = new ArrayList<>();
    for (String label : rule.labels()) {
      labels.add(context + label);
    }
    return new CompiledRule(
        name,
        statement(rule.statement(), context, name),
        action,
        action == null ? null : BlockResponse.of(action.response(), bodies),
        List.copyOf(labels),
        rule.sampled(),
        List.of());
  }

  private List<CompiledRule> group(WafRule owner, WafStatement.RuleGroup reference) {
    RuleGroupConfig group = config.ruleGroup(reference.group());
    List<CompiledRule> rules = new ArrayList<>();
    if (group != null) {
      for (WafRule rule : sorted(group.rules())) {
        WafAction instead =
            owner.countOnly() ? WafAction.count() : reference.overrides().get(rule.name());
        rules.add(
            rule(
                rule,
                owner.name() + "/",
                group.labelNamespace(),
                group.customResponseBodies(),
                instead));
      }
    }
    return List.copyOf(rules);
  }

  private Matcher statement(WafStatement statement, String context, String rule) {
    if (statement instanceof WafStatement.ByteMatch bytes) {
      return component(
          bytes.field(), bytes.transformations(), TextTest.bytes(bytes.position(), bytes.search()));
    }
    if (statement instanceof WafStatement.RegexMatch regex) {
      return component(
          regex.field(),
          regex.transformations(),
          TextTest.patterns(patterns(List.of(regex.regex()), rule)));
    }
    if (statement instanceof WafStatement.RegexSet set) {
      RegexPatternSetConfig found = config.regexPatternSet(set.set());
      List<String> written = found == null ? List.of() : found.patterns();
      return component(
          set.field(), set.transformations(), TextTest.patterns(patterns(written, rule)));
    }
    if (statement instanceof WafStatement.Size size) {
      return component(
          size.field(), size.transformations(), TextTest.size(size.comparison(), size.size()));
    }
    return other(statement, context, rule);
  }

  private Matcher other(WafStatement statement, String context, String rule) {
    if (statement instanceof WafStatement.IpSet set) {
      IpMatcher ranges = new IpMatcher(ranges(set.set()));
      AddressSource source = new AddressSource(set.forwarded());
      return request -> source.any(request, ranges::contains);
    }
    if (statement instanceof WafStatement.Geo geo) {
      asksPlaces = true;
      return new PlaceMatcher(
          new AddressSource(geo.forwarded()), Set.copyOf(geo.countries()), Set.of());
    }
    if (statement instanceof WafStatement.Asn asn) {
      asksPlaces = true;
      return new PlaceMatcher(
          new AddressSource(asn.forwarded()), Set.of(), new HashSet<>(asn.numbers()));
    }
    if (statement instanceof WafStatement.Label label) {
      return new LabelMatcher(label, context);
    }
    if (statement instanceof WafStatement.RateBased rate) {
      WafStatement scope = rate.scopeDown();
      return new RateMatcher(
          withFullNamespaces(rate, context),
          scope == null ? null : statement(scope, context, rule),
          new RateTable(rate.windowSeconds()));
    }
    if (statement instanceof WafStatement.And and) {
      Matcher[] all = statements(and.statements(), context, rule);
      return request -> {
        boolean every = true;
        for (Matcher matcher : all) {
          if (!matcher.matches(request)) {
            every = false;
            break;
          }
        }
        return every;
      };
    }
    if (statement instanceof WafStatement.Or or) {
      Matcher[] any = statements(or.statements(), context, rule);
      return request -> {
        boolean some = false;
        for (Matcher matcher : any) {
          if (matcher.matches(request)) {
            some = true;
            break;
          }
        }
        return some;
      };
    }
    if (statement instanceof WafStatement.Not not) {
      Matcher denied = statement(not.statement(), context, rule);
      return request -> !denied.matches(request);
    }
    return NEVER; // a group inside a statement, which the rules of a configuration refuse
  }

  private WafStatement.RateBased withFullNamespaces(WafStatement.RateBased rate, String context) {
    List<RateKey> keys = new ArrayList<>();
    for (RateKey key : rate.keys()) {
      asksPlaces |= key.kind() == RateKey.Kind.ASN;
      boolean partial =
          key.kind() == RateKey.Kind.LABEL_NAMESPACE
              && !key.name().startsWith(LabelMatcher.FULL_PREFIX);
      keys.add(partial ? RateKey.of(key.kind(), context + key.name()) : key);
    }
    return new WafStatement.RateBased(
        rate.limit(),
        rate.windowSeconds(),
        rate.aggregation(),
        keys,
        rate.forwarded(),
        rate.scopeDown());
  }

  private Matcher[] statements(List<WafStatement> written, String context, String rule) {
    Matcher[] matchers = new Matcher[written.size()];
    for (int i = 0; i < matchers.length; i++) {
      matchers[i] = statement(written.get(i), context, rule);
    }
    return matchers;
  }

  private Matcher component(
      FieldToMatch field, List<TextTransformation> transformations, TextTest test) {
    readsBody |=
        field.kind() == FieldToMatch.Kind.BODY || field.kind() == FieldToMatch.Kind.JSON_BODY;
    for (ComponentReader reader : readers) {
      if (reader.reads(field, transformations)) {
        return new ComponentMatcher(reader, test);
      }
    }
    ComponentReader added = new ComponentReader(readers.size(), field, transformations);
    readers.add(added);
    return new ComponentMatcher(added, test);
  }

  private List<IpRange> ranges(String reference) {
    IpSetConfig set = config.ipSet(reference);
    List<IpRange> ranges = new ArrayList<>();
    if (set != null) {
      for (String written : set.addresses()) {
        IpRange range = IpRange.parse(written);
        if (range != null) {
          ranges.add(range);
        }
      }
    }
    return ranges;
  }

  private List<Pattern> patterns(List<String> written, String rule) {
    List<Pattern> patterns = new ArrayList<>();
    for (String regex : written) {
      try {
        patterns.add(Pattern.compile(Transformations.bytesOf(regex)));
      } catch (PatternSyntaxException e) {
        problems.accept(
            rule,
            "has the regular expression \""
                + regex
                + "\", which RE2 does not know: "
                + e.getDescription()
                + "; expected RE2's syntax, which has no back-references and no look-around");
      }
    }
    return patterns;
  }
}
