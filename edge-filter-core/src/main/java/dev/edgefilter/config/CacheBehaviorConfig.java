// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How requests whose path matches a pattern are treated.
 *
 * @param pathPattern the pattern; {@code *} for the default cache behavior
 * @param targetOriginId the id of an origin or origin group
 * @param viewerProtocolPolicy what happens to viewers on http
 * @param allowedMethods the methods that are accepted
 * @param cachedMethods the methods whose responses may be stored
 * @param compress whether responses are compressed for viewers that accept it
 * @param cachePolicyId the id or name of a cache policy, managed or own
 * @param originRequestPolicyId the id or name of an origin request policy; null for none
 * @param responseHeadersPolicyId the id or name of a response headers policy; null for none
 * @param trustedKeyGroups the ids of the key groups whose signatures open it; empty when it is open
 *     to everybody
 * @param trustedSigners the accounts whose signatures open it (legacy); the key group of the same
 *     id holds an account's keys
 * @param functionAssociations the edge functions, at most one for each event
 */
public record CacheBehaviorConfig(
    String pathPattern,
    String targetOriginId,
    ViewerProtocolPolicy viewerProtocolPolicy,
    AllowedMethods allowedMethods,
    CachedMethods cachedMethods,
    boolean compress,
    String cachePolicyId,
    @Nullable String originRequestPolicyId,
    @Nullable String responseHeadersPolicyId,
    List<String> trustedKeyGroups,
    List<String> trustedSigners,
    List<FunctionAssociation> functionAssociations) {
  /** The cache policy of a built cache behavior that names none: the application's word counts. */
  public static final String DEFAULT_CACHE_POLICY = "UseOriginCacheControlHeaders-QueryStrings";

  /** The pattern of the default cache behavior. */
  public static final String DEFAULT_PATTERN = "*";

  /** Copies the lists. */
  public CacheBehaviorConfig {
    Objects.requireNonNull(pathPattern, "pathPattern");
    Objects.requireNonNull(targetOriginId, "targetOriginId");
    Objects.requireNonNull(viewerProtocolPolicy, "viewerProtocolPolicy");
    Objects.requireNonNull(allowedMethods, "allowedMethods");
    Objects.requireNonNull(cachedMethods, "cachedMethods");
    Objects.requireNonNull(cachePolicyId, "cachePolicyId");
    trustedKeyGroups = List.copyOf(trustedKeyGroups);
    trustedSigners = List.copyOf(trustedSigners);
    functionAssociations = List.copyOf(functionAssociations);
  }

  /** Whether a request needs a signature. */
  public boolean needsSignature() {
    return !trustedKeyGroups.isEmpty() || !trustedSigners.isEmpty();
  }

  /** Starts a cache behavior for a path pattern. */
  public static Builder builder(String pathPattern) {
    return new Builder(pathPattern);
  }

  /** Collects the parts of a cache behavior; what is not set keeps CloudFront's default. */
  public static final class Builder {
    private final String pathPattern;
    private String targetOriginId = "";
    private ViewerProtocolPolicy viewerProtocolPolicy = ViewerProtocolPolicy.ALLOW_ALL;
    private AllowedMethods allowedMethods = AllowedMethods.GET_HEAD;
    private CachedMethods cachedMethods = CachedMethods.GET_HEAD;
    private boolean compress;
    private String cachePolicyId = DEFAULT_CACHE_POLICY;
    private @Nullable String originRequestPolicyId;
    private @Nullable String responseHeadersPolicyId;
    private final List<String> trustedKeyGroups = new ArrayList<>();
    private final List<String> trustedSigners = new ArrayList<>();
    private final List<FunctionAssociation> functionAssociations = new ArrayList<>();

    private Builder(String pathPattern) {
      this.pathPattern = Objects.requireNonNull(pathPattern, "pathPattern");
    }

    /** Sets the origin; without it a distribution with one origin uses that one. */
    public Builder targetOrigin(String originId) {
      targetOriginId = originId;
      return this;
    }

    /** Sets what happens to viewers on http; allowed by default. */
    public Builder viewerProtocol(ViewerProtocolPolicy policy) {
      viewerProtocolPolicy = policy;
      return this;
    }

    /** Sets the accepted methods; GET and HEAD by default. */
    public Builder allowedMethods(AllowedMethods methods) {
      allowedMethods = methods;
      return this;
    }

    /** Sets the methods whose responses may be stored; GET and HEAD by default. */
    public Builder cachedMethods(CachedMethods methods) {
      cachedMethods = methods;
      return this;
    }

    /** Sets whether responses are compressed; they are not by default. */
    public Builder compress(boolean on) {
      compress = on;
      return this;
    }

    /** Sets the cache policy by id or name; {@link #DEFAULT_CACHE_POLICY} by default. */
    public Builder cachePolicy(String idOrName) {
      cachePolicyId = idOrName;
      return this;
    }

    /** Sets the origin request policy by id or name. */
    public Builder originRequestPolicy(@Nullable String idOrName) {
      originRequestPolicyId = idOrName;
      return this;
    }

    /** Sets the response headers policy by id or name. */
    public Builder responseHeadersPolicy(@Nullable String idOrName) {
      responseHeadersPolicyId = idOrName;
      return this;
    }

    /** Demands a signature by a key of this group, or of another group added the same way. */
    public Builder trustedKeyGroup(String keyGroupId) {
      trustedKeyGroups.add(keyGroupId);
      return this;
    }

    /**
     * Demands a signature by a key pair of this account ({@code self} or an account id); the key
     * group of that id holds them.
     */
    public Builder trustedSigner(String account) {
      trustedSigners.add(account);
      return this;
    }

    /** Runs a function, given by ARN or name, on an event. */
    public Builder function(FunctionEvent event, String function) {
      functionAssociations.add(new FunctionAssociation(event, function));
      return this;
    }

    /**
     * Runs a Lambda@Edge function, given by ARN or name, on an event.
     *
     * @param includeBody whether a function on a request sees the body
     */
    public Builder lambdaFunction(FunctionEvent event, String function, boolean includeBody) {
      functionAssociations.add(new FunctionAssociation(event, function, true, includeBody));
      return this;
    }

    boolean hasTargetOrigin() {
      return !targetOriginId.isEmpty();
    }

    /** The cache behavior; it is checked when the distribution is built. */
    public CacheBehaviorConfig build() {
      return new CacheBehaviorConfig(
          pathPattern,
          targetOriginId,
          viewerProtocolPolicy,
          allowedMethods,
          cachedMethods,
          compress,
          cachePolicyId,
          originRequestPolicyId,
          responseHeadersPolicyId,
          trustedKeyGroups,
          trustedSigners,
          functionAssociations);
    }
  }
}
