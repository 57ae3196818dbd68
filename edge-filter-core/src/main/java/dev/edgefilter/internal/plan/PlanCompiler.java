// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.ConfigException;
import dev.edgefilter.config.ConfigProblem;
import dev.edgefilter.config.CustomErrorResponseConfig;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.config.GeoRestrictionConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginGroupConfig;
import dev.edgefilter.config.Switches;
import dev.edgefilter.config.waf.WebAclConfig;
import dev.edgefilter.internal.access.GeoRule;
import dev.edgefilter.internal.access.TokenRule;
import dev.edgefilter.internal.cache.ErrorTtls;
import dev.edgefilter.internal.waf.WafCompiler;
import dev.edgefilter.internal.waf.WebAcl;
import dev.edgefilter.origin.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns what the operator wrote into what runs, or reports every problem at once. */
public final class PlanCompiler {

  private static final String NO_COUNTRIES =
      ", but nothing tells where viewers are; add com.maxmind.db:maxmind-db and name a database, or"
          + " give the engine a look-up of its own";

  private final EdgeConfig config;
  private final Capabilities capabilities;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Map<OriginConfig, Origin> present;
  private final OriginAccesses accesses;
  private final Map<OriginConfig, Origin> origins = new LinkedHashMap<>();
  private final OriginPool pool;

  private PlanCompiler(
      EdgeConfig config, Capabilities capabilities, Map<OriginConfig, Origin> present) {
    this.config = config;
    this.capabilities = capabilities;
    this.present = present;
    this.accesses = new OriginAccesses(config, capabilities.originAccess());
    this.pool = new OriginPool(capabilities.connector(), accesses);
  }

  /**
   * Compiles a configuration.
   *
   * @throws ConfigException with every problem; nothing stays open then
   */
  public static EdgePlan compile(EdgeConfig config, Capabilities capabilities) {
    return compile(config, capabilities, null);
  }

  /**
   * Compiles a configuration that follows another one. Remote origins that have not changed go on
   * with their connections; the caller closes those of the other plan that are not used any more.
   *
   * @throws ConfigException with every problem; nothing new stays open then
   */
  public static EdgePlan compile(
      EdgeConfig config, Capabilities capabilities, @Nullable EdgePlan previous) {
    PlanCompiler compiler =
        new PlanCompiler(config, capabilities, previous == null ? Map.of() : previous.origins());
    compiler.problems.addAll(config.problems());
    // Compiled even then, so that an operator sees at once what is missing here besides.
    FunctionLibrary library = capabilities.library();
    if (library != null) {
      library.begin();
    }
    EdgePlan plan = compiler.plan();
    if (!compiler.problems.isEmpty()) {
      compiler.closeNew();
      throw new ConfigException(compiler.problems);
    }
    return plan;
  }

  private void closeNew() {
    origins.forEach(
        (written, origin) -> {
          if (present.get(written) != origin) {
            origin.close();
          }
        });
  }

  private EdgePlan plan() {
    List<DistributionPlan> distributions = new ArrayList<>();
    Map<String, DistributionPlan> byHost = new HashMap<>();
    Map<String, DistributionPlan> byWildcard =
        new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(s -> s));
    if (config.distributions().isEmpty()) {
      problems.add(
          ConfigProblem.inCode(
              "distributions", "is empty, expected at least one distribution; add one"));
    }
    for (String problem : capabilities.fidelity().dangling(config)) {
      problems.add(ConfigProblem.inCode("fidelity", problem));
    }
    for (DistributionConfig written : config.distributions()) {
      DistributionPlan distribution = distribution(written);
      distributions.add(distribution);
      addHosts(written, distribution, byHost, byWildcard);
    }
    return new EdgePlan(distributions, byHost, byWildcard, Map.copyOf(origins), pool::close);
  }

  private static void addHosts(
      DistributionConfig written,
      DistributionPlan distribution,
      Map<String, DistributionPlan> byHost,
      Map<String, DistributionPlan> byWildcard) {
    if (!written.domainName().isEmpty()) {
      byHost.put(written.domainName(), distribution);
    }
    for (String alias : written.aliases()) {
      if (alias.startsWith("*.")) {
        byWildcard.put(alias.substring(1), distribution);
      } else {
        byHost.put(alias, distribution);
      }
    }
  }

  private DistributionPlan distribution(DistributionConfig written) {
    Map<String, TargetPlan> targets = targets(written);
    Switches switches = switches(written.id());
    OriginChanges changes =
        new OriginChanges(
            targets.values().stream().map(TargetPlan::primary).toList(),
            capabilities.functionHosts(),
            pool);
    BehaviorCompiler behaviors =
        new BehaviorCompiler(
            config,
            capabilities,
            written.id(),
            targets,
            changes,
            switches,
            errorTtls(written),
            problems);
    List<BehaviorPlan> compiled = new ArrayList<>();
    for (int i = 0; i < written.cacheBehaviors().size(); i++) {
      BehaviorPlan behavior =
          behaviors.compile(written.cacheBehaviors().get(i), "cacheBehaviors[" + i + "]");
      if (behavior != null) {
        compiled.add(behavior);
      }
    }
    BehaviorPlan last = behaviors.compile(written.defaultCacheBehavior(), "defaultCacheBehavior");
    if (last != null) {
      compiled.add(last);
    }
    String root = written.defaultRootObject();
    return new DistributionPlan(
        written.id(),
        written.domainName(),
        written.enabled(),
        root.isEmpty() ? "" : "/" + root,
        compiled,
        written.cacheTagHeader(),
        errorPages(written),
        geo(written),
        webAcl(written),
        targets.values().stream().anyMatch(TargetPlan::anyRemote)
            || !capabilities.functionHosts().isEmpty(),
        tokenPrefixes(compiled),
        capabilities.access().clockToleranceSeconds(),
        switches);
  }

  private @Nullable GeoRule geo(DistributionConfig written) {
    if (written.geoRestriction().kind() == GeoRestrictionConfig.Kind.NONE) {
      return null;
    }
    if (!capabilities.access().countriesKnown()) {
      problem(written.id(), "restrictions.geoRestriction", "restricts countries" + NO_COUNTRIES);
    }
    return new GeoRule(written.geoRestriction(), capabilities.access().unknownCountriesServed());
  }

  private static List<String> tokenPrefixes(List<BehaviorPlan> behaviors) {
    List<String> prefixes = new ArrayList<>();
    for (BehaviorPlan behavior : behaviors) {
      TokenRule token = behavior.token();
      String prefix = token == null ? "" : token.transport().pathPrefix();
      if (!prefix.isEmpty() && !prefixes.contains(prefix)) {
        prefixes.add(prefix);
      }
    }
    return prefixes;
  }

  private @Nullable WebAcl webAcl(DistributionConfig written) {
    WebAclConfig webAcl = config.waf().webAcl(written.webAclId());
    if (webAcl == null) {
      return null;
    }
    WebAcl compiled =
        WafCompiler.compile(
            webAcl,
            config.waf(),
            (rule, message) ->
                problems.add(
                    ConfigProblem.inCode("webACL " + webAcl.name() + ", rule " + rule, message)));
    if (compiled.asksPlaces() && !capabilities.access().countriesKnown()) {
      problem(written.id(), "webACLId", "has rules by country or network" + NO_COUNTRIES);
    }
    return compiled;
  }

  private Switches switches(String distributionId) {
    Switches switches = capabilities.fidelity().of(distributionId);
    Boolean invalidate = capabilities.unsafeMethodsInvalidate();
    return invalidate == null
        ? switches
        : switches.with(FidelitySwitch.UNSAFE_METHODS_INVALIDATE, invalidate);
  }

  private static Map<Integer, ErrorPagePlan> errorPages(DistributionConfig written) {
    Map<Integer, ErrorPagePlan> pages = new HashMap<>();
    for (CustomErrorResponseConfig error : written.customErrorResponses()) {
      if (error.hasPage()) {
        pages.put(
            error.errorCode(), new ErrorPagePlan(error.responsePagePath(), error.responseCode()));
      }
    }
    return pages;
  }

  private static ErrorTtls errorTtls(DistributionConfig written) {
    Map<Integer, Long> seconds = new HashMap<>();
    for (CustomErrorResponseConfig error : written.customErrorResponses()) {
      seconds.put(error.errorCode(), error.errorCachingMinTtlSeconds());
    }
    return new ErrorTtls(seconds);
  }

  /** Origins and groups by id. */
  private Map<String, TargetPlan> targets(DistributionConfig written) {
    Map<String, OriginPlan> origins = origins(written);
    Map<String, TargetPlan> targets = new LinkedHashMap<>();
    origins.forEach((id, origin) -> targets.put(id, TargetPlan.of(origin)));
    for (OriginGroupConfig group : written.originGroups()) {
      if (group.memberOriginIds().size() == 2) {
        OriginPlan primary = origins.get(group.memberOriginIds().get(0));
        OriginPlan secondary = origins.get(group.memberOriginIds().get(1));
        if (primary != null && secondary != null) {
          // One application stands in for both: there is nobody else to ask.
          boolean same = primary.isSelf() && secondary.isSelf();
          targets.put(
              group.id(),
              new TargetPlan(
                  group.id(),
                  primary,
                  same ? null : secondary,
                  Set.copyOf(group.failoverStatusCodes())));
        }
      }
    }
    return targets;
  }

  private Map<String, OriginPlan> origins(DistributionConfig written) {
    Map<String, OriginPlan> origins = new LinkedHashMap<>();
    for (int i = 0; i < written.origins().size(); i++) {
      OriginConfig origin = written.origins().get(i);
      boolean self = origin.isSelf() || capabilities.selfOrigins().contains(origin.id());
      Origin remote = self ? null : connect(written.id(), origin, "origins[" + i + "]");
      if (self || remote != null) {
        origins.put(origin.id(), new OriginPlan(origin, remote, null));
      }
    }
    return origins;
  }

  private @Nullable Origin connect(String distributionId, OriginConfig origin, String place) {
    if (capabilities.connector() == null) {
      problem(
          distributionId,
          place + ".domainName",
          "is \""
              + origin.domainName()
              + "\", a remote origin, but no library to reach it is on"
              + " the class path; add org.eclipse.jetty:jetty-client, or map the origin \""
              + origin.id()
              + "\" to self");
      return null;
    }
    if (!problems.isEmpty()) {
      return null; // nothing will run, so nothing is connected
    }
    try {
      Origin known = origins.getOrDefault(origin, accesses.unchanged(origin, present));
      if (known != null) {
        origins.put(origin, known);
        return known;
      }
      Origin remote = accesses.connect(origin, capabilities.connector());
      origins.put(origin, remote);
      return remote;
    } catch (IllegalArgumentException e) {
      problem(distributionId, place, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void problem(String distributionId, String place, String message) {
    problems.add(ConfigProblem.inCode(distributionId + "." + place, message));
  }
}
