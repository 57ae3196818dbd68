// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.CachedMethods;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.Switches;
import dev.edgefilter.config.ViewerProtocolPolicy;
import dev.edgefilter.internal.access.TokenRule;
import dev.edgefilter.internal.access.signing.TrustedKeys;
import dev.edgefilter.internal.cache.ForwardRule;
import dev.edgefilter.internal.cache.KeyRule;
import dev.edgefilter.internal.cache.TtlSettings;
import dev.edgefilter.internal.response.CodingSettings;
import dev.edgefilter.internal.response.HeadersPolicyRule;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that one cache behavior needs, resolved.
 *
 * @param pattern which paths it takes
 * @param viewerProtocol what happens to viewers on http
 * @param allowedMethods which methods it accepts
 * @param cachedMethods which methods' answers may be stored
 * @param trustedKeys keys that sign requests, or null when none is needed
 * @param token what tokens open it, or null for none
 * @param cachePolicy name of the cache policy, for {@code explain}
 * @param ttl limits of the lifetime
 * @param coding whether responses are compressed
 * @param key what identifies a response
 * @param forward what the origin gets when the answer may be stored
 * @param forwardUncached what the origin gets for methods that are never stored
 * @param origin whom to ask
 * @param failover whom to ask when that one has failed, or null where no group is the target
 * @param functions functions by event
 * @param switches where it departs from CloudFront
 * @param headersPolicy what is done to the headers of responses, or null for nothing
 */
public record BehaviorPlan(
    PathPattern pattern,
    ViewerProtocolPolicy viewerProtocol,
    AllowedMethods allowedMethods,
    CachedMethods cachedMethods,
    @Nullable TrustedKeys trustedKeys,
    @Nullable TokenRule token,
    String cachePolicy,
    TtlSettings ttl,
    CodingSettings coding,
    KeyRule key,
    ForwardRule forward,
    ForwardRule forwardUncached,
    OriginPlan origin,
    @Nullable FailoverPlan failover,
    Map<FunctionEvent, FunctionPlan> functions,
    Switches switches,
    @Nullable HeadersPolicyRule headersPolicy) {

  /** True when answers to the method may be looked up and stored. */
  public boolean caches(String method) {
    return !ttl.cachingDisabled() && cachedMethods.caches(method);
  }

  /**
   * True when the application behind the filter is the origin, one of its group, or one that a
   * function may choose.
   */
  public boolean mayAskApplication() {
    return origin.isSelf()
        || (failover != null && failover.secondary().isSelf())
        || mayChooseApplication(functions);
  }

  /** True when a function may turn a request to the application behind the filter. */
  static boolean mayChooseApplication(Map<FunctionEvent, FunctionPlan> functions) {
    for (FunctionPlan function : functions.values()) {
      if (function.origins().anySelf()) {
        return true;
      }
    }
    return false;
  }

  /** The origin of the behavior with what it gets. */
  public FailoverPlan own() {
    return new FailoverPlan(origin.id(), Set.of(), origin, forward, forwardUncached);
  }

  /** Whether nobody is served without a signature or a token. */
  public boolean asksCredential() {
    return trustedKeys != null || token != null;
  }

  /** Whether a token that follows this in the first segment of a path may open it. */
  public boolean takesTokenAfter(String prefix) {
    return token != null && token.transport().pathPrefix().equals(prefix);
  }

  /** What the origin gets for a method. */
  public ForwardRule forwardFor(String method) {
    return caches(method) ? forward : forwardUncached;
  }

  /** The function of an event, or null. */
  public @Nullable FunctionPlan function(FunctionEvent event) {
    return functions.isEmpty() ? null : functions.get(event);
  }
}
