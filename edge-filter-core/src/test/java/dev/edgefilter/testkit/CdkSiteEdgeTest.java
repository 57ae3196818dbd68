// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import static dev.edgefilter.testkit.EdgeAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.ConfigNote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stack as {@code cdk synth} writes it, unchanged, with its assets beside it. */
@EdgeTest(config = "cdk/Shop.template.json")
class CdkSiteEdgeTest {
  @Test
  void defaultBehaviorRunsTheInlineFunctionAndSetsHeaders(EdgeUnderTest edge) {
    edge.origin(origin(edge, 0)).answers("/docs/index.html", StubAnswer.ok("docs"));
    assertThat(edge.get("/docs/").send())
        .usedDistribution("SiteE53D7754")
        .hasStatus(200)
        .hasBody("docs")
        .hasHeader("x-stage", "test")
        .hasHeader("X-Frame-Options", "DENY")
        .hasHeader("X-Content-Type-Options", "nosniff");
    assertThat(edge.get("/docs/").send()).isHit();
  }

  @Test
  void rootObjectAndErrorPageAreTheTemplates(EdgeUnderTest edge) {
    edge.origin(origin(edge, 0))
        .answers("/index.html", StubAnswer.ok("home"))
        .answers("/gone", StubAnswer.status(404));
    assertThat(edge.get("/").send()).hasBody("home");
    assertThat(edge.get("/gone").send()).hasStatus(200).hasBody("home");
  }

  @Test
  void apiUsesTheOwnPolicyAndTheLambdaOfTheAsset(EdgeUnderTest edge) {
    edge.origin(origin(edge, 1)).answers("/v1/api/list", StubAnswer.ok("[]"));
    assertThat(edge.get("/api/list?page=1&other=2").send())
        .usedBehavior("/api/*")
        .wouldExpireIn(Duration.ofMinutes(5))
        .hasHeader("X-Edge", "lambda");
    assertThat(edge.get("/api/list?page=1&other=3").send()).isHit();
    assertThat(edge.get("/api/list?page=2").send()).isMiss();
    assertEquals("edge", edge.origin(origin(edge, 1)).lastRequest().headers().first("x-from"));
  }

  @Test
  void downloadsNeedTheKeyOfTheGroup(EdgeUnderTest edge) {
    edge.origin(origin(edge, 1)).answers("/v1/downloads/a", StubAnswer.ok("secret"));
    assertThat(edge.get("/downloads/a").send()).isForbiddenBecause("signature-missing-key");
    String signed =
        edge.signer("GroupC77FDACD")
            .sign("https://shop.example.com/downloads/a", edge.clock().instant().plusSeconds(60));
    assertThat(edge.get(signed).send()).hasStatus(200).hasBody("secret");
  }

  @Test
  void countriesAreRestricted(EdgeUnderTest edge) {
    edge.origin(origin(edge, 0)).answers("/a", StubAnswer.ok("a"));
    assertThat(edge.get("/a").from("192.0.2.7").inCountry("KP").send()).hasStatus(403);
    assertThat(edge.get("/a").from("192.0.2.8").inCountry("DE").send()).hasStatus(200);
  }

  @Test
  void firewallBlocks(EdgeUnderTest edge) {
    assertThat(edge.get("/admin/users").send()).hasStatus(403);
  }

  @Test
  void whatWasAssumedOrLeftOutIsListed(EdgeUnderTest edge) {
    List<String> notes = new ArrayList<>();
    for (ConfigNote note : edge.engine().config().notes()) {
      notes.add(note.place() + ": " + note.why().replaceAll("[;.(].*", ""));
    }
    assertEquals(
        List.of(
            "Resources: only those of CloudFront and AWS WAF are read",
            "AWS::AccountId: is not given",
            "AWS::Region: is not given",
            "SiteE53D7754.isIPV6Enabled: the container decides on which addresses it listens",
            "SiteE53D7754: the origin's domain is known after deployment only "),
        notes);
  }

  private static String origin(EdgeUnderTest edge, int index) {
    return edge.engine().config().distributions().get(0).origins().get(index).id();
  }
}
