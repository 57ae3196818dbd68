// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.AccessTokenConfig;
import dev.edgefilter.config.CacheBehaviorConfig;
import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.ConfigProblem;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.config.FunctionAssociation;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.HeaderSelection;
import dev.edgefilter.config.KeyGroupConfig;
import dev.edgefilter.config.NameSelection;
import dev.edgefilter.config.OriginRequestPolicyConfig;
import dev.edgefilter.config.PublicKeyConfig;
import dev.edgefilter.config.ResponseHeadersPolicyConfig;
import dev.edgefilter.config.Switches;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionLimits;
import dev.edgefilter.internal.access.signing.TrustedKeys;
import dev.edgefilter.internal.cache.ErrorTtls;
import dev.edgefilter.internal.cache.ForwardRule;
import dev.edgefilter.internal.cache.KeyRule;
import dev.edgefilter.internal.cache.TtlSettings;
import dev.edgefilter.internal.plan.OriginChoices.Forwarding;
import dev.edgefilter.internal.response.CodingSettings;
import dev.edgefilter.internal.response.HeadersPolicyRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles the cache behaviors of one distribution. */
final class BehaviorCompiler {

  private static final OriginRequestPolicyConfig NOTHING_MORE =
      new OriginRequestPolicyConfig(
          "none", "none", HeaderSelection.none(), NameSelection.none(), NameSelection.none());

  private static final OriginRequestPolicyConfig ALL_VIEWER =
      new OriginRequestPolicyConfig(
          "all", "all", HeaderSelection.allViewer(), NameSelection.all(), NameSelection.all());

  private final EdgeConfig config;
  private final Capabilities capabilities;
  private final String distributionId;
  private final Map<String, TargetPlan> targets;
  private final OriginChanges changes;
  private final Switches distributionSwitches;
  private Switches switches;
  private final ErrorTtls errorTtls;
  private final List<ConfigProblem> problems;
  private final TokenRuleCompiler tokenRules;

  BehaviorCompiler(
      EdgeConfig config,
      Capabilities capabilities,
      String distributionId,
      Map<String, TargetPlan> targets,
      OriginChanges changes,
      Switches switches,
      ErrorTtls errorTtls,
      List<ConfigProblem> problems) {
    this.config = config;
    this.capabilities = capabilities;
    this.distributionId = distributionId;
    this.targets = targets;
    this.changes = changes;
    this.distributionSwitches = switches;
    this.switches = switches;
    this.errorTtls = errorTtls;
    this.problems = problems;
    this.tokenRules = new TokenRuleCompiler(config, capabilities, problems);
  }

  /** A plan, or null when problems were found; they are in the list then. */
  @Nullable BehaviorPlan compile(CacheBehaviorConfig written, String place) {
    TargetPlan target = targets.get(written.targetOriginId());
    CachePolicyConfig policy = config.cachePolicy(written.cachePolicyId());
    if (target == null || policy == null) {
      return null; // the reference or the origin itself is a problem that was reported already
    }
    switches =
        capabilities.fidelity().of(distributionSwitches, distributionId, written.pathPattern());
    OriginPlan origin = target.primary();
    TrustedKeys keys = written.needsSignature() ? trustedKeys(written, place) : null;
    AccessTokenConfig tokens = tokenRules.describing(distributionId, written);
    Reserved reserved = Reserved.of(keys != null, tokens);
    TtlSettings ttl =
        new TtlSettings(
            policy.minTtlSeconds(),
            policy.defaultTtlSeconds(),
            policy.maxTtlSeconds(),
            switches,
            capabilities.targetedFields(),
            target.anyBucket() ? errorTtls.atLeast(1) : errorTtls);
    Forwarding forwarding = forwarding(written, policy, origin, ttl, reserved);
    Map<FunctionEvent, FunctionPlan> functions =
        functions(written, place, choices(written, policy, ttl, reserved));
    boolean mayAskApplication = target.anySelf() || BehaviorPlan.mayChooseApplication(functions);
    return new BehaviorPlan(
        new PathPattern(written.pathPattern()),
        written.viewerProtocolPolicy(),
        written.allowedMethods(),
        written.cachedMethods(),
        keys,
        tokens == null ? null : tokenRules.compile(tokens),
        policy.name(),
        ttl,
        new CodingSettings(
            written.compress(),
            policy.acceptEncodingGzip(),
            policy.acceptEncodingBrotli(),
            !ttl.cachingDisabled(),
            switches.on(FidelitySwitch.UNKNOWN_LENGTH_COMPRESSED)),
        new KeyRule(
            distributionId,
            policy,
            reserved.query(),
            reserved.cookies(),
            switches.on(FidelitySwitch.VIEWER_ORIGIN_IN_KEY) && mayAskApplication),
        forwarding.cached(),
        forwarding.uncached(),
        origin,
        failover(written, policy, target, ttl, reserved),
        functions,
        switches,
        headersPolicy(written));
  }

  private @Nullable FailoverPlan failover(
      CacheBehaviorConfig written,
      CachePolicyConfig policy,
      TargetPlan target,
      TtlSettings ttl,
      Reserved reserved) {
    OriginPlan secondary = target.secondary();
    if (secondary == null) {
      return null;
    }
    Forwarding forwarding = forwarding(written, policy, secondary, ttl, reserved);
    return new FailoverPlan(
        target.id(), target.statuses(), secondary, forwarding.cached(), forwarding.uncached());
  }

  private Forwarding forwarding(
      CacheBehaviorConfig written,
      CachePolicyConfig policy,
      OriginPlan origin,
      TtlSettings ttl,
      Reserved reserved) {
    return forwarding(written, policy, origin.isSelf(), ttl, reserved);
  }

  private Forwarding forwarding(
      CacheBehaviorConfig written,
      CachePolicyConfig policy,
      boolean self,
      TtlSettings ttl,
      Reserved reserved) {
    OriginRequestPolicyConfig more = forwarding(written, self, ttl);
    return new Forwarding(
        forward(written, policy, more, self, reserved),
        forward(written, policy, uncachedForwarding(written, self, more), self, reserved));
  }

  private static ForwardRule forward(
      CacheBehaviorConfig written,
      CachePolicyConfig policy,
      OriginRequestPolicyConfig forwarding,
      boolean self,
      Reserved reserved) {
    return new ForwardRule(
        policy,
        forwarding,
        reserved.query(),
        reserved.cookies(),
        self,
        written.cachedMethods().caches("OPTIONS"));
  }

  /** The application gets everything where nothing can be stored (a deviation, see Switches). */
  private OriginRequestPolicyConfig forwarding(
      CacheBehaviorConfig written, boolean self, TtlSettings ttl) {
    String id = written.originRequestPolicyId();
    OriginRequestPolicyConfig named = id == null ? null : config.originRequestPolicy(id);
    if (named != null) {
      return named;
    }
    boolean all =
        switches.on(FidelitySwitch.ALL_VIEWER_FOR_UNCACHED) && self && ttl.cachingDisabled();
    return all ? ALL_VIEWER : NOTHING_MORE;
  }

  private OriginRequestPolicyConfig uncachedForwarding(
      CacheBehaviorConfig written, boolean self, OriginRequestPolicyConfig forwarding) {
    boolean all =
        switches.on(FidelitySwitch.ALL_VIEWER_FOR_UNCACHED)
            && self
            && written.originRequestPolicyId() == null;
    return all ? ALL_VIEWER : forwarding;
  }

  private @Nullable HeadersPolicyRule headersPolicy(CacheBehaviorConfig written) {
    String id = written.responseHeadersPolicyId();
    ResponseHeadersPolicyConfig policy = id == null ? null : config.responseHeadersPolicy(id);
    try {
      return policy == null
          ? null
          : new HeadersPolicyRule(
              policy,
              switches.on(FidelitySwitch.HSTS_ON_HTTP),
              switches.on(FidelitySwitch.VARY_ORIGIN_ADDED));
    } catch (IllegalArgumentException e) {
      return null; // an origin pattern that is a problem already
    }
  }

  private TrustedKeys trustedKeys(CacheBehaviorConfig written, String place) {
    Map<String, String> pems = new LinkedHashMap<>();
    List<String> groups = new ArrayList<>(written.trustedKeyGroups());
    groups.addAll(written.trustedSigners());
    for (String groupId : groups) {
      KeyGroupConfig group = config.keyGroup(groupId);
      if (group != null) {
        for (String keyId : group.publicKeyIds()) {
          PublicKeyConfig key = config.publicKey(keyId);
          if (key != null) {
            pems.put(keyId, key.encodedKey());
          }
        }
      }
    }
    try {
      return TrustedKeys.of(pems);
    } catch (IllegalArgumentException e) {
      problem(place + ".trustedKeyGroups", String.valueOf(e.getMessage()));
      return TrustedKeys.of(Map.of());
    }
  }

  /** What another origin gets when a function chooses it, or null for a group. */
  private @Nullable FailoverPlan choice(
      CacheBehaviorConfig written,
      CachePolicyConfig policy,
      TargetPlan target,
      TtlSettings ttl,
      Reserved reserved) {
    if (target.secondary() != null) {
      return null;
    }
    OriginPlan origin = target.primary();
    Forwarding forwarding = forwarding(written, policy, origin, ttl, reserved);
    return new FailoverPlan(
        origin.id(), Set.of(), origin, forwarding.cached(), forwarding.uncached());
  }

  /** Whom the functions of a behavior may turn its requests to. */
  private OriginChoices choices(
      CacheBehaviorConfig written, CachePolicyConfig policy, TtlSettings ttl, Reserved reserved) {
    if (written.functionAssociations().isEmpty()) {
      return OriginChoices.NONE;
    }
    Map<String, FailoverPlan> choices = new LinkedHashMap<>();
    for (TargetPlan target : targets.values()) {
      FailoverPlan plan = choice(written, policy, target, ttl, reserved);
      if (plan != null) {
        choices.put(target.id(), plan);
      }
    }
    return new OriginChoices(choices, changes, forwarding(written, policy, false, ttl, reserved));
  }

  private Map<FunctionEvent, FunctionPlan> functions(
      CacheBehaviorConfig written, String place, OriginChoices choices) {
    Map<FunctionEvent, FunctionPlan> functions = new EnumMap<>(FunctionEvent.class);
    for (FunctionAssociation association : written.functionAssociations()) {
      boolean chooses =
          association.event() == FunctionEvent.VIEWER_REQUEST
              || association.event() == FunctionEvent.ORIGIN_REQUEST;
      FunctionPlan function =
          function(
              association, place + ".functionAssociations", chooses ? choices : OriginChoices.NONE);
      if (function != null) {
        functions.put(association.event(), function);
      }
    }
    return functions;
  }

  private @Nullable FunctionPlan function(
      FunctionAssociation association, String place, OriginChoices choices) {
    String name = association.function();
    EdgeFunction code = capabilities.function(name);
    FunctionConfig script = code == null ? config.function(name) : null;
    FunctionLibrary library = capabilities.library();
    if (script != null) {
      code = script(script, association, library, place);
      if (code == null) {
        return null;
      }
    }
    if (code == null) {
      problem(
          place,
          "names the function \""
              + name
              + "\", but no code is registered under it; register a Java function with"
              + " function(name, code), or add it to Functions with its JavaScript");
      return null;
    }
    return new FunctionPlan(
        FunctionConfig.nameOf(name),
        association.lambda(),
        association.includeBody(),
        choices,
        library == null ? FunctionLimits.DEFAULT : library.services().limits(),
        code);
  }

  private @Nullable EdgeFunction script(
      FunctionConfig script,
      FunctionAssociation association,
      @Nullable FunctionLibrary library,
      String place) {
    boolean lambda = script.runtime().lambda();
    if (lambda != association.lambda()) {
      problem(
          place,
          "names the function \""
              + script.name()
              + "\", whose runtime is "
              + script.runtime().token()
              + "; expected it in "
              + (lambda ? "LambdaFunctionAssociations" : "FunctionAssociations"));
      return null;
    }
    if (!lambda && !association.event().onViewerSide()) {
      problem(
          place,
          "names the function \""
              + script.name()
              + "\" for "
              + association.event().token()
              + "; CloudFront Functions run on viewer-request and viewer-response");
      return null;
    }
    if (library == null) {
      problem(
          place, "names the function \"" + script.name() + "\", which " + FunctionLibrary.MISSING);
      return null;
    }
    try {
      return library.load(script, config);
    } catch (IllegalArgumentException e) {
      problem(place, "names the function \"" + script.name() + "\", which " + e.getMessage());
      return null;
    }
  }

  private void problem(String place, String message) {
    problems.add(ConfigProblem.inCode(distributionId + "." + place, message));
  }
}
