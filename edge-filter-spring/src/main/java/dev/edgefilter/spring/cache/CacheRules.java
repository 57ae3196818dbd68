// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.cache;

import dev.edgefilter.spring.EdgeCache;
import dev.edgefilter.spring.autoconfigure.EndpointPolicy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads {@link EdgeCache} once for each method; what is wrong with one names the method. */
final class CacheRules {

  private final Map<String, EndpointPolicy> policies;
  private final UnaryOperator<String> placeholders;

  CacheRules(Map<String, EndpointPolicy> policies, UnaryOperator<String> placeholders) {
    this.policies = Map.copyOf(policies);
    this.placeholders = placeholders;
  }

  /** What a method's answers carry. */
  record Rule(String cacheControl, List<Template> tags, boolean whenLoggedIn) {}

  Rule read(EdgeCache written, String method) {
    EndpointPolicy base = policy(written.policy(), method);
    Duration ttl = time(written.ttl(), base.ttl(), "ttl", method);
    if (ttl == null) {
      throw new IllegalArgumentException(
          "@EdgeCache on "
              + method
              + " has no ttl; expected one such as \"60s\", or a policy with one");
    }
    EndpointPolicy rule =
        new EndpointPolicy(
            ttl,
            time(written.browserTtl(), base.browserTtl(), "browserTtl", method),
            time(
                written.staleWhileRevalidate(),
                base.staleWhileRevalidate(),
                "staleWhileRevalidate",
                method),
            time(written.staleIfError(), base.staleIfError(), "staleIfError", method));
    List<Template> tags = Template.all(written.tags(), "@EdgeCache(tags) on " + method);
    return new Rule(rule.cacheControl(), tags, written.whenLoggedIn());
  }

  private EndpointPolicy policy(String name, String method) {
    if (name.isEmpty()) {
      return EndpointPolicy.NOTHING;
    }
    EndpointPolicy policy = policies.get(name);
    if (policy == null) {
      throw new IllegalArgumentException(
          "@EdgeCache on "
              + method
              + " names the policy \""
              + name
              + "\"; expected one of edge.endpoint-policies, which has "
              + policies.keySet());
    }
    return policy;
  }

  private @Nullable Duration time(
      String written, @Nullable Duration otherwise, String attribute, String method) {
    if (written.isEmpty()) {
      return otherwise;
    }
    String text = placeholders.apply(written);
    try {
      Duration time = DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
      if (!time.isNegative()) {
        return time;
      }
    } catch (IllegalArgumentException e) {
      // told below, with the method
    }
    throw new IllegalArgumentException(
        "@EdgeCache("
            + attribute
            + ") on "
            + method
            + " is \""
            + text
            + "\"; expected a time such as 90s, 5m or PT1H");
  }
}
