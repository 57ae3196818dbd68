// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.CacheBehaviorConfig;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.KeyValueStoreConfig;
import dev.edgefilter.config.OriginConfig;
import java.util.Map;

/** How the edge treats the observatory's site, in code; {@code distribution.json} says the same. */
final class ObservatoryConfig {
  /** The names that the configuration gives the two functions. */
  static final String REDIRECT_OLD_HOME = "redirect-old-home";

  static final String ADD_SECURITY_HEADERS = "add-security-headers";

  /** The function in JavaScript, and the store it looks things up in. */
  static final String SHORT_LINKS = "short-links";

  static final String LINKS = "links";

  private static final String READERS = "readers";

  private ObservatoryConfig() {}

  static EdgeConfig inCode() {
    return EdgeConfig.builder()
        .distribution(distribution())
        .function(
            FunctionConfig.builder(SHORT_LINKS, Resources.text("short-links.js"))
                .keyValueStore(LINKS)
                .build())
        .keyValueStore(
            KeyValueStoreConfig.of(LINKS, Map.of("/go/moon", "/articles/learning-the-moon.html")))
        .publicKey(DemoKey.ID, DemoKey.publicPem())
        .keyGroup(READERS, DemoKey.ID)
        .build();
  }

  private static DistributionConfig distribution() {
    return Distribution.builder()
        .id("observatory")
        .comment("Harrow Fell Observatory")
        .defaultRootObject("index.html")
        .origin(OriginConfig.self("app"))
        .behavior("/images/*", b -> b.cachePolicy("CachingOptimized"))
        .behavior("/styles/*", b -> b.cachePolicy("CachingOptimized").compress(true))
        .behavior("/downloads/*", b -> b.cachePolicy("CachingOptimized").trustedKeyGroup(READERS))
        .behavior(
            "/go/*",
            b ->
                b.cachePolicy("CachingOptimized")
                    .function(FunctionEvent.VIEWER_REQUEST, SHORT_LINKS))
        .behavior("/login", ObservatoryConfig::personal)
        .behavior("/links", ObservatoryConfig::personal)
        .behavior("/api/me", ObservatoryConfig::personal)
        .behavior("/api/*", b -> b.cachePolicy("UseOriginCacheControlHeaders-QueryStrings"))
        .defaultBehavior(ObservatoryConfig::pages)
        .build();
  }

  /** Never kept, passed on whole, forms included. */
  private static void personal(CacheBehaviorConfig.Builder behavior) {
    behavior
        .cachePolicy("CachingDisabled")
        .originRequestPolicy("AllViewer")
        .allowedMethods(AllowedMethods.ALL)
        .function(FunctionEvent.VIEWER_RESPONSE, ADD_SECURITY_HEADERS);
  }

  /** Kept for as long as the application says. */
  private static void pages(CacheBehaviorConfig.Builder behavior) {
    behavior
        .cachePolicy("UseOriginCacheControlHeaders-QueryStrings")
        .compress(true)
        .function(FunctionEvent.VIEWER_REQUEST, REDIRECT_OLD_HOME)
        .function(FunctionEvent.VIEWER_RESPONSE, ADD_SECURITY_HEADERS);
  }
}
