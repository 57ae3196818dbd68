// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DistributionBuilderTest {
  @Test
  void whatIsNotSaidIsCloudFrontsDefaultAndTheOnlyOrigin() {
    DistributionConfig site =
        Distribution.builder()
            .id("shop")
            .alias("www.example.com")
            .defaultRootObject("index.html")
            .origin(OriginConfig.self("app"))
            .behavior("/images/*", b -> b.cachePolicy("Managed-CachingOptimized"))
            .behavior(
                "/downloads/*",
                b ->
                    b.trustedKeyGroup("partners")
                        .viewerProtocol(ViewerProtocolPolicy.REDIRECT_TO_HTTPS))
            .defaultBehavior(b -> b.originRequestPolicy("Managed-AllViewer"))
            .errorCaching(404, 10)
            .build();

    assertTrue(site.enabled());
    assertEquals("app", site.defaultCacheBehavior().targetOriginId());
    assertEquals(
        "UseOriginCacheControlHeaders-QueryStrings", site.defaultCacheBehavior().cachePolicyId());
    assertEquals("*", site.defaultCacheBehavior().pathPattern());
    assertEquals("app", site.cacheBehaviors().get(1).targetOriginId());
    assertTrue(site.cacheBehaviors().get(1).needsSignature());
    assertEquals(
        List.of("distributions[0].cacheBehaviors[1].trustedKeyGroups[0]"),
        places(EdgeConfig.of(site).problems()),
        "the key group is not there yet");
    EdgeConfig keys =
        EdgeConfig.builder()
            .publicKey("K1", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----")
            .keyGroup("partners", "K1")
            .build();
    assertEquals(List.of(), EdgeConfig.of(site).plus(keys).problems());
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    DistributionConfig.Builder broken =
        Distribution.builder()
            .alias("https://x")
            .origin(OriginConfig.self("a"))
            .origin(OriginConfig.builder("b", "b.internal").build())
            .behavior("/x y", b -> b.targetOrigin("c"))
            .customError(404, "/404.html", 0, 10);

    ConfigException thrown = assertThrows(ConfigException.class, broken::build);

    assertEquals(
        List.of(
            "aliases[0]",
            "origins[1]",
            "defaultCacheBehavior.targetOriginId",
            "cacheBehaviors[0].pathPattern",
            "cacheBehaviors[0].targetOriginId",
            "customErrorResponses[0].responsePagePath"),
        places(thrown.problems()));
    assertEquals(
        "defaultCacheBehavior.targetOriginId: is missing; expected one of a, b",
        thrown.problems().get(2).toString());
  }

  @Test
  void anOriginIsNeeded() {
    ConfigException thrown =
        assertThrows(ConfigException.class, () -> Distribution.builder().build());

    assertEquals(
        "1 problem in the configuration:\n"
            + "  origins: is empty; expected at least one origin, for example DomainName \"self\"",
        thrown.getMessage());
  }

  @Test
  void timesOfACachePolicyRiseWithEachOther() {
    CachePolicyConfig year = CachePolicyConfig.builder("p").minTtlSeconds(40_000_000).build();

    assertEquals(40_000_000, year.defaultTtlSeconds());
    assertEquals(40_000_000, year.maxTtlSeconds());
    assertEquals(86_400, CachePolicyConfig.builder("p").build().defaultTtlSeconds());
    assertEquals(31_536_000, CachePolicyConfig.builder("p").build().maxTtlSeconds());
  }

  private static List<String> places(List<ConfigProblem> problems) {
    List<String> places = new ArrayList<>();
    for (ConfigProblem problem : problems) {
      places.add(problem.place());
    }
    return places;
  }
}
