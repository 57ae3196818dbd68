// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.library;

import static dev.edgefilter.testkit.EdgeAssertions.assertNoFindings;
import static dev.edgefilter.testkit.EdgeAssertions.assertThat;

import dev.edgefilter.testkit.EdgeTest;
import dev.edgefilter.testkit.EdgeUnderTest;
import dev.edgefilter.testkit.StubAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The distribution of the WAR by itself, without Tomcat and without the app. */
@EdgeTest(config = "src/main/webapp/WEB-INF/distribution.json")
class LibraryEdgeTest {

  @Test
  void booksAreKeptByAuthor(EdgeUnderTest edge) {
    edge.origin("library").answers("/books/", StubAnswer.ok("ten books"));
    assertThat(edge.get("/books/?author=Austen&utm_source=mail").send())
        .usedBehavior("/books*")
        .isMissBecause("uri-miss")
        .wouldExpireIn(Duration.ofMinutes(1));
    assertThat(edge.get("/books/?author=Austen").send()).isHit();
    assertThat(edge.get("/books/?author=Eliot").send()).isMiss();
  }

  @Test
  void accountsAreNobodyElses(EdgeUnderTest edge) {
    edge.origin("library")
        .answers("/account", request -> StubAnswer.ok("for " + request.headers().first("Cookie")));
    edge.leaks()
        .between(viewer -> viewer.cookie("reader=ada"), viewer -> viewer.cookie("reader=bob"))
        .assertNoneAt("/account");
  }

  @Test
  void downloadsNeedALink(EdgeUnderTest edge) {
    edge.origin("library").answers("/downloads/a.txt", StubAnswer.ok("chapters"));
    assertThat(edge.get("/downloads/a.txt").send()).isForbiddenBecause("signature-missing-key");
    String link =
        edge.signer("readers")
            .sign(
                "https://library.example.com/downloads/a.txt",
                edge.clock().instant().plusSeconds(60));
    assertThat(edge.get(link).send()).hasStatus(200).hasBody("chapters");
    edge.clock().advance(Duration.ofMinutes(2));
    assertThat(edge.get(link).send()).isForbiddenBecause("signature-expired");
  }

  @Test
  void theLinterFindsWhatIsMeant(EdgeUnderTest edge) {
    assertNoFindings(edge.engine().config(), "signature-over-http");
  }
}
