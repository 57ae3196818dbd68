// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.testkit.EdgeAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the linter finds, and what it leaves alone. */
final class LinterTest {

  private static List<String> rules(Consumer<DistributionConfig.Builder> settings) {
    return config(settings).lint().stream().map(LintFinding::rule).toList();
  }

  private static EdgeConfig config(Consumer<DistributionConfig.Builder> settings) {
    DistributionConfig.Builder distribution =
        Distribution.builder().id("E1").origin(OriginConfig.self("app"));
    distribution.defaultBehavior(b -> b.cachePolicy("Managed-CachingDisabled"));
    settings.accept(distribution);
    return EdgeConfig.builder()
        .distribution(distribution.build())
        .cachePolicy(
            CachePolicyConfig.builder("personal")
                .headers(HeaderSelection.whitelist("Authorization"))
                .cookies(NameSelection.all())
                .build())
        .cachePolicy(CachePolicyConfig.builder("stubborn").minTtlSeconds(60).build())
        .cachePolicy(CachePolicyConfig.builder("plain").acceptEncoding(false, false).build())
        .build();
  }

  @ParameterizedTest(name = "{0} then {1}: covers {2}, overlaps {3}")
  @CsvSource({
    "/img/*,      /img/a*,      true,  true",
    "/img/a*,     /img/*,       false, true",
    "*,           /x,           true,  true",
    "*.jpg,       /paid/*,      false, true",
    "/a/*,        /b/*,         false, false",
    "/a?c,        /abc,         true,  true",
    "/abc,        /a?c,         false, true",
    "img/*,       /img/x.png,   true,  true",
    "/a/*/c,      /a/b/c,       true,  true",
    "/a/**,       /a/*,         true,  true",
    "*.png,       *.jpg,        false, false"
  })
  void patternsAreCompared(String general, String special, boolean covers, boolean overlaps) {
    assertEquals(covers, PatternSets.covers(general, special));
    assertEquals(overlaps, PatternSets.overlap(general, special));
    assertEquals(overlaps, PatternSets.overlap(special, general));
  }

  @Test
  void findingsOfFilesHaveTheirLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("site.yaml");
    Files.writeString(
        file,
        """
        Enabled: true
        Origins: {Quantity: 1, Items: [{Id: app, DomainName: self}]}
        DefaultCacheBehavior:
          {TargetOriginId: app, ViewerProtocolPolicy: allow-all, CachePolicyId: Managed-CachingDisabled}
        CacheBehaviors:
          Quantity: 2
          Items:
            - {PathPattern: /a*, TargetOriginId: app, ViewerProtocolPolicy: allow-all,
               CachePolicyId: Managed-CachingDisabled}
            - {PathPattern: /ab, TargetOriginId: app, ViewerProtocolPolicy: allow-all,
               CachePolicyId: Managed-CachingDisabled}
        """);
    List<LintFinding> findings = EdgeConfigReader.lint(List.of(file));
    assertEquals(1, findings.size(), findings::toString);
    String text = findings.get(0).toString();
    assertTrue(text.startsWith(file + ":10:7 site cacheBehaviors[1] /ab: never used"), text);
    assertTrue(
        EdgeConfigReader.read(List.of(file)).lint().get(0).toString().startsWith("site cache"));
  }

  @Test
  void nothingIsFoundWhereNothingIs() {
    assertEquals(
        List.of(),
        rules(
            d ->
                d.behavior("/api/*", b -> b.cachePolicy("Managed-CachingDisabled"))
                    .behavior("/img/*", b -> b.cachePolicy("Managed-CachingOptimized"))));
  }

  @Test
  void unreachableBehaviors() {
    assertEquals(
        List.of("unreachable-behavior"),
        rules(
            d ->
                d.behavior("/img/*", b -> b.cachePolicy("Managed-CachingOptimized"))
                    .behavior("/img/a*", b -> b.cachePolicy("Managed-CachingOptimized"))));
  }

  @Test
  void openBehaviorsInFrontOfSignedOnes() {
    assertEquals(
        List.of("signed-behavior-shadowed"),
        rules(
            d ->
                d.behavior("*.jpg", b -> b.cachePolicy("Managed-CachingOptimized"))
                    .behavior(
                        "/paid/*",
                        b ->
                            b.cachePolicy("Managed-CachingOptimized")
                                .viewerProtocol(ViewerProtocolPolicy.HTTPS_ONLY)
                                .trustedKeyGroup("g"))));
  }

  @Test
  void signaturesOverPlainHttp() {
    assertEquals(
        List.of("signature-over-http"),
        rules(
            d ->
                d.behavior(
                    "/paid/*",
                    b -> b.cachePolicy("Managed-CachingOptimized").trustedKeyGroup("g"))));
  }

  @Test
  void identityThatIsStored() {
    assertEquals(
        List.of("authorization-in-key", "all-cookies-in-key"),
        rules(d -> d.behavior("/a", b -> b.cachePolicy("personal"))));
    assertEquals(
        List.of("cookies-forwarded-but-not-in-key", "authorization-forwarded-but-not-in-key"),
        rules(
            d ->
                d.behavior(
                    "/a",
                    b ->
                        b.cachePolicy("Managed-CachingOptimized")
                            .originRequestPolicy("Managed-AllViewer"))));
    assertEquals(
        List.of(),
        rules(
            d ->
                d.behavior(
                    "/a",
                    b ->
                        b.cachePolicy("Managed-CachingDisabled")
                            .originRequestPolicy("Managed-AllViewer"))));
  }

  @Test
  void minimumTtlAndCompression() {
    assertEquals(
        List.of("min-ttl-over-private"),
        rules(d -> d.behavior("/a", b -> b.cachePolicy("stubborn"))));
    assertEquals(
        List.of("compress-without-encoding"),
        rules(d -> d.behavior("/a", b -> b.cachePolicy("plain").compress(true))));
  }

  @Test
  void hostOfTheViewerAtAForeignOrigin() {
    Consumer<CacheBehaviorConfig.Builder> api =
        b ->
            b.cachePolicy("Managed-CachingDisabled")
                .targetOrigin("gateway")
                .originRequestPolicy("Managed-AllViewer");
    OriginConfig gateway =
        OriginConfig.remote(
            "gateway", "a1.execute-api.eu-west-1.amazonaws.com", OriginProtocolPolicy.HTTPS_ONLY);
    Consumer<CacheBehaviorConfig.Builder> otherwise =
        b -> b.cachePolicy("Managed-CachingDisabled").targetOrigin("app");
    assertEquals(
        List.of("viewer-host-to-foreign-origin"),
        rules(d -> d.origin(gateway).defaultBehavior(otherwise).behavior("/v1/*", api)));
  }

  @Test
  void functionsThatErrorsDoNotMeet() {
    assertEquals(
        List.of("viewer-response-not-on-errors"),
        rules(
            d ->
                d.behavior(
                    "/a",
                    b ->
                        b.cachePolicy("Managed-CachingDisabled")
                            .function(FunctionEvent.VIEWER_RESPONSE, "headers"))));
  }

  @Test
  void errorPages() {
    assertEquals(
        List.of("error-page-hides-api-errors"),
        rules(
            d ->
                d.behavior("/api/*", b -> b.cachePolicy("Managed-CachingDisabled"))
                    .customError(404, "/index.html", 200, 10)));
    assertEquals(List.of(), rules(d -> d.customError(404, "/index.html", 200, 10)));
    assertEquals(List.of("long-error-caching"), rules(d -> d.errorCaching(503, 300)));
  }

  @Test
  void findingsSayWhereWhyAndWhatToDo() {
    EdgeConfig config = config(d -> d.errorCaching(503, 300));
    assertEquals(
        "E1 customErrorResponses[0] 503: a moment's failure is shown for 300 s; set"
            + " ErrorCachingMinTTL to a few seconds [long-error-caching]",
        config.lint().get(0).toString());
    AssertionError error =
        assertThrows(AssertionError.class, () -> EdgeAssertions.assertNoFindings(config));
    assertTrue(error.getMessage().contains("long-error-caching"), error.getMessage());
    EdgeAssertions.assertNoFindings(config, "long-error-caching");
  }
}
