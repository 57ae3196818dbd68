// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.Fidelity;
import dev.edgefilter.config.ViewerProtocolPolicy;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.internal.exchange.TestEdge.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the edge refuses before anybody is asked, and what it routes where. */
final class RefusalExchangeTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource({
    "/a%, MALFORMED_PATH",
    "/a%zz, MALFORMED_PATH",
    "/a%00, MALFORMED_PATH",
    "/a%2fb, AMBIGUOUS_PATH",
    "/a;x=1, AMBIGUOUS_PATH",
    "/a/../b, AMBIGUOUS_PATH"
  })
  void badPathsAreRefused(String path, RouteReason reason) {
    Answer answer = edge.get(path);

    assertAll(
        () -> assertEquals(400, answer.status()),
        () -> assertEquals(reason, answer.reason(Step.ROUTE)),
        () -> assertEquals("Error from cloudfront", answer.xCache()),
        () -> assertEquals("EdgeFilter", answer.cacheStatus()),
        () -> assertEquals(0, edge.app.asked()));
  }

  @Test
  void cloudFrontFidelityMatchesAmbiguousPathsNormalizedAndForwardsThemRaw() {
    edge.fidelity(Fidelity.CLOUDFRONT)
        .site(s -> s.behavior("/b/*", b -> b.targetOrigin("app").cachePolicy("test")));
    edge.app.answers(200, "-", "a");

    Answer answer = edge.get("/x/../b/c");

    assertEquals(RouteReason.PATTERN, answer.reason(Step.ROUTE));
    assertEquals("/x/../b/c", edge.app.lastRequest().path());
  }

  @ParameterizedTest
  @EnumSource
  void aPathThatNobodyCanTellIsRefusedWithItsReason(Fidelity fidelity) {
    edge.fidelity(fidelity);
    FakeViewer viewer = edge.viewer("GET", "/elsewhere/a", "-");
    viewer.pathKnown = false;

    Answer answer = edge.ask(viewer);

    assertEquals(400, answer.status());
    assertEquals(RouteReason.AMBIGUOUS_PATH, answer.reason(Step.ROUTE));
    assertEquals(0, edge.app.asked());
  }

  @Test
  void longAddressesAreRefused() {
    edge.app.answers(200, "-", "a");
    String most = "/" + "a".repeat(8192 - "http://h".length() - 1);

    assertEquals(200, edge.get(most).status());
    assertEquals(414, edge.get(most + "a").status());
    assertEquals(414, edge.get("/a?" + "q".repeat(8192)).status());
  }

  @Test
  void aDistributionThatIsSwitchedOffRefuses() {
    edge.site(s -> s.enabled(false));

    Answer answer = edge.get("/a");

    assertEquals(403, answer.status());
    assertEquals(RouteReason.DISABLED, answer.exchange().trace().decisive());
  }

  @Test
  void redirectsAreNoErrors() {
    edge.behavior(b -> b.viewerProtocol(ViewerProtocolPolicy.REDIRECT_TO_HTTPS));

    Answer answer = edge.get("/a?b=1");

    assertEquals(301, answer.status());
    assertEquals("https://h/a?b=1", answer.header("Location"));
    assertEquals("Redirect from cloudfront", answer.xCache());
  }

  @Test
  void methodsThatAreNotAllowedAreRefused() {
    assertEquals(403, edge.ask("POST", "/a", "-").status());
    assertEquals(403, edge.ask("TRACE", "/a", "-").status());
    assertEquals(0, edge.app.asked());
  }

  @Test
  void theRootObjectStandsForABareSlashInKeyAndBehavior() {
    edge.site(
        s ->
            s.defaultRootObject("index.html")
                .behavior("/index.html", b -> b.targetOrigin("app").cachePolicy("test")));
    edge.app.answers(200, "Cache-Control: max-age=60", "root");

    Answer root = edge.get("/");
    Answer index = edge.get("/index.html");

    assertEquals(RouteReason.PATTERN, root.reason(Step.ROUTE));
    assertEquals("/index.html", edge.app.lastRequest().path());
    assertEquals("Hit from cloudfront", index.xCache());
    Answer slashes = edge.get("///");
    assertEquals(RouteReason.DEFAULT_BEHAVIOR, slashes.reason(Step.ROUTE), "the origin decides");
    assertEquals("///", edge.app.lastRequest().path());
  }
}
