// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.EdgeEngineBuilder;
import dev.edgefilter.config.CacheBehaviorConfig;
import dev.edgefilter.config.CachePolicyConfig;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Describes an application and the edge in front of it. Without further words every answer is kept
 * for a minute, by its path alone.
 */
final class EdgeSetup {
  /** The id of the distribution. */
  static final String ID = "test";

  /** The cache policy of behaviors that name none. */
  static final String MINUTE = "minute";

  final DistributionConfig.Builder distribution =
      Distribution.builder().id(ID).origin(OriginConfig.self("app"));
  final EdgeConfig.Builder config = EdgeConfig.builder().cachePolicy(policy(MINUTE).build());
  final EdgeEngineBuilder engine = EdgeEngine.builder();
  final Map<String, Handler> handlers = new HashMap<>();

  EdgeSetup() {
    defaultBehavior(behavior -> {});
  }

  /** A policy that keeps answers for a minute unless they say something else. */
  static CachePolicyConfig.Builder policy(String id) {
    return CachePolicyConfig.builder(id).defaultTtlSeconds(60).acceptEncoding(false, false);
  }

  EdgeSetup app(String path, Handler handler) {
    handlers.put(path, handler);
    return this;
  }

  EdgeSetup defaultBehavior(Consumer<CacheBehaviorConfig.Builder> settings) {
    distribution.defaultBehavior(
        behavior -> {
          behavior.cachePolicy(MINUTE);
          settings.accept(behavior);
        });
    return this;
  }

  EdgeSetup behavior(String pattern, Consumer<CacheBehaviorConfig.Builder> settings) {
    distribution.behavior(
        pattern,
        behavior -> {
          behavior.cachePolicy(MINUTE);
          settings.accept(behavior);
        });
    return this;
  }

  EdgeSetup policy(CachePolicyConfig policy) {
    config.cachePolicy(policy);
    return this;
  }
}
