// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import static dev.edgefilter.testkit.EdgeAssertions.assertThat;

import dev.edgefilter.testkit.EdgeUnderTest;
import dev.edgefilter.testkit.StubAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The observatory's distribution by itself, with stubs in the place of the site. */
class ObservatoryEdgeTest {
  private final EdgeUnderTest edge =
      EdgeUnderTest.builder()
          .config(ObservatoryConfig.inCode())
          .engine(
              engine ->
                  engine
                      .function(
                          ObservatoryConfig.REDIRECT_OLD_HOME,
                          ObservatoryFunctions::redirectOldHome)
                      .function(
                          ObservatoryConfig.ADD_SECURITY_HEADERS,
                          ObservatoryFunctions::addSecurityHeaders))
          .start();

  @AfterEach
  void close() {
    edge.close();
  }

  @Test
  void imagesAreShared() {
    edge.origin("app").answers("/images/dome.svg", StubAnswer.ok("<svg/>"));
    assertThat(edge.get("/images/dome.svg?v=1").send()).isMiss().usedBehavior("/images/*");
    assertThat(edge.get("/images/dome.svg?v=2").send()).isHit();
  }

  @Test
  void membersShareNothing() {
    edge.origin("app")
        .answers(
            "/api/me", request -> StubAnswer.ok("you are " + request.headers().first("Cookie")));
    edge.leaks()
        .between(viewer -> viewer.cookie("member=ada"), viewer -> viewer.cookie("member=bob"))
        .assertNoneAt("/api/me");
  }

  @Test
  void functionsAnswerAndAddHeaders() {
    assertThat(edge.get("/old-home").send()).hasStatus(301).hasHeader("Location", "/");
    edge.origin("app").answers("/login", StubAnswer.ok("a form"));
    assertThat(edge.get("/login").send()).hasHeader("X-Content-Type-Options", "nosniff");
  }

  @Test
  void downloadsNeedASignature() {
    assertThat(edge.get("/downloads/atlas-200mb.bin").send())
        .isForbiddenBecause("signature-missing-key");
  }
}
