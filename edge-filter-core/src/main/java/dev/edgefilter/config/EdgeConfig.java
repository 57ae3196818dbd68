// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.config.waf.WafConfig;
import dev.edgefilter.config.waf.WebAclConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator wrote: distributions and what they refer to.
 *
 * @param distributions the distributions
 * @param cachePolicies own cache policies; managed ones need not be listed
 * @param originRequestPolicies own origin request policies
 * @param responseHeadersPolicies own response headers policies
 * @param publicKeys the keys of the key groups
 * @param keyGroups the key groups that cache behaviors trust
 * @param functions edge functions in JavaScript
 * @param keyValueStores what functions can look up
 * @param accessTokens tokens that open cache behaviors
 * @param originAccessControls how requests to origins are signed
 * @param waf web ACLs and what they refer to
 * @param notes accepted settings that have no effect here
 */
public record EdgeConfig(
    List<DistributionConfig> distributions,
    List<CachePolicyConfig> cachePolicies,
    List<OriginRequestPolicyConfig> originRequestPolicies,
    List<ResponseHeadersPolicyConfig> responseHeadersPolicies,
    List<PublicKeyConfig> publicKeys,
    List<KeyGroupConfig> keyGroups,
    List<FunctionConfig> functions,
    List<KeyValueStoreConfig> keyValueStores,
    List<AccessTokenConfig> accessTokens,
    List<OriginAccessControlConfig> originAccessControls,
    WafConfig waf,
    List<ConfigNote> notes) {
  /** Copies the lists. */
  public EdgeConfig {
    distributions = List.copyOf(distributions);
    cachePolicies = List.copyOf(cachePolicies);
    originRequestPolicies = List.copyOf(originRequestPolicies);
    responseHeadersPolicies = List.copyOf(responseHeadersPolicies);
    publicKeys = List.copyOf(publicKeys);
    keyGroups = List.copyOf(keyGroups);
    functions = List.copyOf(functions);
    keyValueStores = List.copyOf(keyValueStores);
    accessTokens = List.copyOf(accessTokens);
    originAccessControls = List.copyOf(originAccessControls);
    Objects.requireNonNull(waf, "waf");
    notes = List.copyOf(notes);
  }

  /** A configuration of these distributions, with managed policies only. */
  public static EdgeConfig of(DistributionConfig... distributions) {
    Builder builder = builder();
    for (DistributionConfig distribution : distributions) {
      builder.distribution(distribution);
    }
    return builder.build();
  }

  /** Starts an empty configuration. */
  public static Builder builder() {
    return new Builder();
  }

  /** This configuration and another one, in this order. */
  public EdgeConfig plus(EdgeConfig other) {
    return builder().addAll(this).addAll(other).build();
  }

  /**
   * What is allowed in this configuration and probably not meant: behaviors that are never reached,
   * answers for one that are stored for all, and more, each with a way to mend it. Configurations
   * with {@link #problems} may give findings that are none.
   */
  public List<LintFinding> lint() {
    return Linter.lint(this, new Places());
  }

  /** The same with other public keys, such as a test's own in the place of production's. */
  public EdgeConfig withPublicKeys(List<PublicKeyConfig> keys) {
    Builder other = builder().addAll(this);
    other.publicKeys.clear();
    other.publicKeys.addAll(keys);
    return other.build();
  }

  /**
   * Everything that is wrong with this configuration, references included; empty when it can be
   * compiled. What the reader returns has no problems; what is built in code may have some.
   */
  public List<ConfigProblem> problems() {
    Places places = new Places();
    name(places, "distributions", distributions);
    name(places, "cachePolicies", cachePolicies);
    name(places, "originRequestPolicies", originRequestPolicies);
    name(places, "responseHeadersPolicies", responseHeadersPolicies);
    name(places, "publicKeys", publicKeys);
    name(places, "keyGroups", keyGroups);
    name(places, "functions", functions);
    name(places, "keyValueStores", keyValueStores);
    name(places, "accessTokens", accessTokens);
    name(places, "originAccessControls", originAccessControls);
    name(places, "webACLs", waf.webAcls());
    name(places, "ruleGroups", waf.ruleGroups());
    name(places, "ipSets", waf.ipSets());
    name(places, "regexPatternSets", waf.regexPatternSets());
    List<ConfigProblem> problems = new ArrayList<>();
    ConfigRules.check(this, places, true, problems);
    return List.copyOf(problems);
  }

  private static void name(Places places, String list, List<?> objects) {
    for (int i = 0; i < objects.size(); i++) {
      places.put(objects.get(i), Written.inCode(list + '[' + i + ']'));
    }
  }

  /** The own or managed cache policy with this id, else with this name; null when there is none. */
  public @Nullable CachePolicyConfig cachePolicy(String idOrName) {
    for (CachePolicyConfig policy : cachePolicies) {
      if (policy.id().equals(idOrName)) {
        return policy;
      }
    }
    for (CachePolicyConfig policy : cachePolicies) {
      if (policy.name().equals(idOrName)) {
        return policy;
      }
    }
    return ManagedPolicies.cachePolicy(idOrName);
  }

  /** The own or managed origin request policy with this id, else with this name; null for none. */
  public @Nullable OriginRequestPolicyConfig originRequestPolicy(String idOrName) {
    for (OriginRequestPolicyConfig policy : originRequestPolicies) {
      if (policy.id().equals(idOrName)) {
        return policy;
      }
    }
    for (OriginRequestPolicyConfig policy : originRequestPolicies) {
      if (policy.name().equals(idOrName)) {
        return policy;
      }
    }
    return ManagedPolicies.originRequestPolicy(idOrName);
  }

  /** The own or managed response headers policy with this id, else with this name; or null. */
  public @Nullable ResponseHeadersPolicyConfig responseHeadersPolicy(String idOrName) {
    for (ResponseHeadersPolicyConfig policy : responseHeadersPolicies) {
      if (policy.id().equals(idOrName)) {
        return policy;
      }
    }
    for (ResponseHeadersPolicyConfig policy : responseHeadersPolicies) {
      if (policy.name().equals(idOrName)) {
        return policy;
      }
    }
    return ManagedPolicies.responseHeadersPolicy(idOrName);
  }

  /** The key group with this id; null when there is none. */
  public @Nullable KeyGroupConfig keyGroup(String id) {
    for (KeyGroupConfig group : keyGroups) {
      if (group.id().equals(id)) {
        return group;
      }
    }
    return null;
  }

  /** The origin access control with this id; null when there is none. */
  public @Nullable OriginAccessControlConfig originAccessControl(String id) {
    for (OriginAccessControlConfig control : originAccessControls) {
      if (control.id().equals(id)) {
        return control;
      }
    }
    return null;
  }

  /** The public key with this id; null when there is none. */
  public @Nullable PublicKeyConfig publicKey(String id) {
    for (PublicKeyConfig key : publicKeys) {
      if (key.id().equals(id)) {
        return key;
      }
    }
    return null;
  }

  /** The function in JavaScript that a cache behavior names; null when there is none. */
  public @Nullable FunctionConfig function(String arnOrName) {
    for (FunctionConfig function : functions) {
      if (function.isNamed(arnOrName)) {
        return function;
      }
    }
    return null;
  }

  /** The key value store that a function names; null when there is none. */
  public @Nullable KeyValueStoreConfig keyValueStore(String arnIdOrName) {
    for (KeyValueStoreConfig store : keyValueStores) {
      if (store.isNamed(arnIdOrName)) {
        return store;
      }
    }
    return null;
  }

  /** Collects the parts of a configuration. */
  public static final class Builder {
    private final List<DistributionConfig> distributions = new ArrayList<>();
    private final List<CachePolicyConfig> cachePolicies = new ArrayList<>();
    private final List<OriginRequestPolicyConfig> originRequestPolicies = new ArrayList<>();
    private final List<ResponseHeadersPolicyConfig> responseHeadersPolicies = new ArrayList<>();
    private final List<PublicKeyConfig> publicKeys = new ArrayList<>();
    private final List<KeyGroupConfig> keyGroups = new ArrayList<>();
    private final List<FunctionConfig> functions = new ArrayList<>();
    private final List<KeyValueStoreConfig> keyValueStores = new ArrayList<>();
    private final List<AccessTokenConfig> accessTokens = new ArrayList<>();
    private final List<OriginAccessControlConfig> originAccessControls = new ArrayList<>();
    private WafConfig waf = WafConfig.NONE;
    private final List<ConfigNote> notes = new ArrayList<>();

    private Builder() {}

    /** Adds a distribution. */
    public Builder distribution(DistributionConfig distribution) {
      distributions.add(distribution);
      return this;
    }

    /** Adds an own cache policy. */
    public Builder cachePolicy(CachePolicyConfig policy) {
      cachePolicies.add(policy);
      return this;
    }

    /** Adds an own origin request policy. */
    public Builder originRequestPolicy(OriginRequestPolicyConfig policy) {
      originRequestPolicies.add(policy);
      return this;
    }

    /** Adds an own response headers policy. */
    public Builder responseHeadersPolicy(ResponseHeadersPolicyConfig policy) {
      responseHeadersPolicies.add(policy);
      return this;
    }

    /** Adds a public key. */
    public Builder publicKey(PublicKeyConfig key) {
      publicKeys.add(key);
      return this;
    }

    /** Adds a public key in PEM whose name is its id. */
    public Builder publicKey(String id, String pem) {
      return publicKey(new PublicKeyConfig(id, id, pem));
    }

    /** Adds an origin access control. */
    public Builder originAccessControl(OriginAccessControlConfig control) {
      originAccessControls.add(control);
      return this;
    }

    /** Adds a key group. */
    public Builder keyGroup(KeyGroupConfig group) {
      keyGroups.add(group);
      return this;
    }

    /** Adds a key group whose name is its id. */
    public Builder keyGroup(String id, String... publicKeyIds) {
      return keyGroup(new KeyGroupConfig(id, id, List.of(publicKeyIds)));
    }

    /** Adds an edge function in JavaScript. */
    public Builder function(FunctionConfig function) {
      functions.add(function);
      return this;
    }

    /** Adds a key value store. */
    public Builder keyValueStore(KeyValueStoreConfig store) {
      keyValueStores.add(store);
      return this;
    }

    /** Adds tokens that open cache behaviors. */
    public Builder accessToken(AccessTokenConfig token) {
      accessTokens.add(token);
      return this;
    }

    /** Adds web ACLs and what they refer to. */
    public Builder waf(WafConfig added) {
      waf = waf.plus(added);
      return this;
    }

    /** Adds a web ACL. */
    public Builder webAcl(WebAclConfig webAcl) {
      return waf(WafConfig.NONE.with(webAcl));
    }

    /** Adds a setting that has no effect. */
    public Builder note(ConfigNote note) {
      notes.add(note);
      return this;
    }

    /** Adds all parts of another configuration. */
    public Builder addAll(EdgeConfig config) {
      distributions.addAll(config.distributions());
      cachePolicies.addAll(config.cachePolicies());
      originRequestPolicies.addAll(config.originRequestPolicies());
      responseHeadersPolicies.addAll(config.responseHeadersPolicies());
      publicKeys.addAll(config.publicKeys());
      keyGroups.addAll(config.keyGroups());
      functions.addAll(config.functions());
      keyValueStores.addAll(config.keyValueStores());
      accessTokens.addAll(config.accessTokens());
      originAccessControls.addAll(config.originAccessControls());
      waf = waf.plus(config.waf());
      notes.addAll(config.notes());
      return this;
    }

    /** The configuration; references are checked by the reader and when it is compiled. */
    public EdgeConfig build() {
      return new EdgeConfig(
          distributions,
          cachePolicies,
          originRequestPolicies,
          responseHeadersPolicies,
          publicKeys,
          keyGroups,
          functions,
          keyValueStores,
          accessTokens,
          originAccessControls,
          waf,
          notes);
    }
  }
}
