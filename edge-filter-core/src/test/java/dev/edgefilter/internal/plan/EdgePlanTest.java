// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.FidelitySwitch;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.Switches;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding the distribution of a host and the behavior of a path. */
final class EdgePlanTest {
  private static final Capabilities PLAIN =
      new Capabilities(Fidelity.SAFE, Set.of(), Map.of(), null);

  private static DistributionConfig.Builder site(String id) {
    return Distribution.builder().id(id).origin(OriginConfig.self("app"));
  }

  private static EdgePlan compile(DistributionConfig.Builder... sites) {
    EdgeConfig.Builder config = EdgeConfig.builder();
    for (DistributionConfig.Builder site : sites) {
      config.distribution(site.build());
    }
    return PlanCompiler.compile(config.build(), PLAIN);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          www.example.com         | exact
          www.example.com:8443    | exact
          d1.cloudfront.net       | exact
          img.example.com         | wide
          a.b.example.com         | wide
          a.shop.example.com      | narrow
          a.b.shop.example.com:80 | narrow
          shop.example.com        | wide
          example.com             | none
          .example.com            | none
          notexample.com          | none
          example.org             | none
          localhost               | none
          [::1]                   | none
          [::1]:80                | none
          """)
  void theHostAloneChooses(String host, String id) {
    EdgePlan plan =
        compile(
            site("wide").alias("*.example.com"),
            site("exact").alias("www.example.com").domainName("d1.cloudfront.net"),
            site("narrow").alias("*.shop.example.com"));

    DistributionPlan found = plan.distribution(host);

    assertEquals(id, found == null ? null : found.id());
  }

  @Test
  void anOnlyDistributionTakesEveryHost() {
    EdgePlan plan = compile(site("only").alias("www.example.com"));

    for (String host : new String[] {"www.example.com", "example.org", "", "[::1]:8080"}) {
      DistributionPlan found = plan.distribution(host);
      assertEquals("only", found == null ? null : found.id());
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "/images/a.jpg, /images/*",
    "/a.jpg, *.jpg",
    "/images, *",
    "/IMAGES/a.png, *",
    "/, *"
  })
  void theFirstPatternThatMatchesWins(String path, String pattern) {
    DistributionPlan plan =
        compile(
                site("s")
                    .behavior("/images/*", b -> {})
                    .behavior("*.jpg", b -> {})
                    .behavior("/images/*.jpg", b -> {}))
            .distributions()
            .get(0);

    assertEquals(pattern, plan.behaviorFor(path).pattern().text());
  }

  @Test
  void theRootObjectStandsForABareSlashOnly() {
    DistributionPlan plan =
        compile(site("s").defaultRootObject("index.html")).distributions().get(0);
    DistributionPlan without = compile(site("s")).distributions().get(0);

    assertEquals("/index.html", plan.withRootObject("/"));
    assertEquals("/install/", plan.withRootObject("/install/"));
    assertEquals("//", plan.withRootObject("//"));
    assertEquals("/", without.withRootObject("/"));
  }

  @Test
  void fidelitiesAreNamedSetsOfSwitches() {
    assertEquals(
        "vary-selects authorization-guarded cookies-guarded session-guarded viewer-origin-in-key"
            + " ambiguous-paths-refused all-viewer-for-uncached collapsed-with-cookies"
            + " vary-origin-added unknown-length-compressed expires-from-date errors-by-status"
            + " min-ttl-lengthens",
        Switches.of(Fidelity.SAFE).toString());
    assertEquals(
        "set-cookie-stored private-kept session-guarded hsts-on-http errors-by-status"
            + " min-ttl-lengthens",
        Switches.of(Fidelity.CLOUDFRONT).toString());
    assertEquals(
        "vary-selects set-cookie-stored authorization-guarded must-revalidate-shares"
            + " viewer-origin-in-key ambiguous-paths-refused all-viewer-for-uncached"
            + " collapsed-with-cookies vary-origin-added unknown-length-compressed"
            + " unsafe-methods-invalidate unknown-methods-pass"
            + " request-directives-honoured heuristic-freshness expires-from-date"
            + " targeted-cache-control must-understand-honoured s-maxage-revalidates post-stored"
            + " head-updates conditions-forwarded request-trailers-forwarded"
            + " unknown-transfer-codings-ignored",
        Switches.of(Fidelity.STANDARD).toString());
  }

  @Test
  void oneSwitchAtATimeIsTurned() {
    Switches safe = Switches.of(Fidelity.SAFE);
    Switches turned = safe.with(FidelitySwitch.VARY_SELECTS, false);

    assertFalse(turned.on(FidelitySwitch.VARY_SELECTS));
    assertTrue(turned.on(FidelitySwitch.EXPIRES_FROM_DATE));
    assertEquals(safe, turned.with(FidelitySwitch.VARY_SELECTS, true));
  }

  @Test
  void theApplicationGetsTheWholeRequestOnlyWhereNothingIsStored() {
    DistributionPlan plan =
        compile(
                site("s")
                    .behavior("/off", b -> b.cachePolicy("Managed-CachingDisabled"))
                    .behavior("/on", b -> b.cachePolicy("Managed-CachingOptimized")))
            .distributions()
            .get(0);
    BehaviorPlan off = plan.behaviorFor("/off");
    BehaviorPlan on = plan.behaviorFor("/on");

    assertTrue(off.forwardFor("GET").forwardsCookies());
    assertFalse(on.forwardFor("GET").forwardsCookies());
    assertTrue(on.forwardFor("POST").forwardsCookies());
    assertFalse(off.caches("GET"));
    assertTrue(on.caches("HEAD"));
    assertFalse(on.caches("OPTIONS"));
  }
}
