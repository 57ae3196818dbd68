// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.testkit;

import static dev.edgefilter.testkit.EdgeAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The kit as its users use it, on a distribution as the command line prints it. */
@EdgeTest(config = "shop.json")
final class ShopEdgeTest {

  @Test
  void productsAreStoredByPage(EdgeUnderTest edge) {
    edge.origin("app").answers("/products/", StubAnswer.ok("teapots"));
    assertThat(edge.get("/products/?page=1&utm=mail").send())
        .isMissBecause("uri-miss")
        .isStored()
        .usedDistribution("E1SHOP")
        .usedBehavior("/products/*")
        .hasCacheKey("path=/products/", "query=page=1  [whitelist: page]")
        .wouldExpireIn(Duration.ofMinutes(2));
    assertThat(edge.get("/products/?page=1").send()).isHit().hasBody("teapots");
    assertThat(edge.get("/products/?page=2").send()).isMiss();
    assertEquals(2, edge.origin("app").asked());
  }

  @Test
  void timePassesWhenTheTestSaysSo(EdgeUnderTest edge) {
    edge.origin("app")
        .answers(
            "/products/1", StubAnswer.ok("pot").cacheControl("max-age=60").header("ETag", "\"1\""));
    edge.get("/products/1").send();
    edge.clock().advance(Duration.ofSeconds(59));
    assertThat(edge.get("/products/1").send()).isHit().hasHeader("Age", "59");
    edge.clock().advance(Duration.ofSeconds(2));
    edge.origin("app").answers("/products/1", StubAnswer.status(304).header("ETag", "\"1\""));
    assertThat(edge.get("/products/1").send()).isRefreshHit();
  }

  @Test
  void invalidationDrops(EdgeUnderTest edge) {
    edge.origin("app").answers("/products/1", StubAnswer.ok("pot"));
    edge.get("/products/1").send();
    edge.invalidate("/products/*");
    assertThat(edge.get("/products/1").send()).isMiss();
  }

  @Test
  void downloadsNeedASignature(EdgeUnderTest edge) {
    edge.origin("files").answers("/downloads/a", StubAnswer.ok("secret"));
    assertThat(edge.get("/downloads/a").send()).isForbiddenBecause("signature-missing-key");
    String url = "https://shop.example.com/downloads/a";
    String signed = edge.signer("customers").sign(url, edge.clock().instant().plusSeconds(60));
    assertThat(edge.get(signed).send()).hasStatus(200).hasBody("secret");
    edge.clock().advance(Duration.ofSeconds(61));
    assertThat(edge.get(signed).send()).isForbiddenBecause("signature-expired");
  }

  @Test
  void plainHttpIsSentToHttps(EdgeUnderTest edge) {
    assertThat(edge.get("http://shop.example.com/products/1").send())
        .hasStatus(301)
        .hasHeader("Location", "https://shop.example.com/products/1");
  }

  @Test
  void whatTheOriginWasAskedIsKnown(EdgeUnderTest edge) {
    edge.origin("app").answers("/orders", StubAnswer.ok("ordered"));
    assertThat(edge.request("POST", "/orders").cookie("session=1").body("tea").send())
        .usedBehavior("*")
        .hasBody("ordered");
    assertEquals("session=1", edge.origin("app").lastRequest().headers().first("Cookie"));
    edge.get("/products/9").cookie("session=1").send();
    assertEquals(null, edge.origin("app").lastRequest().headers().first("Cookie"));
  }

  @Test
  void anOriginThatIsDownIsABadGateway(EdgeUnderTest edge) {
    edge.origin("app").isDown(true);
    assertThat(edge.get("/products/1").send()).isError().hasStatus(502);
  }

  @Test
  void leaksAreFound(EdgeUnderTest edge) {
    edge.origin("app")
        .answers(
            "/greeting", request -> StubAnswer.ok("hello " + request.headers().first("Cookie")));
    edge.origin("app").answers("/products/1", StubAnswer.ok("the same for all"));
    LeakDetector leaks = edge.leaks().between(r -> r.cookie("user=ada"), r -> r.cookie("user=bob"));
    leaks.assertNoneAt("/products/1");
    AssertionError leak = assertThrows(AssertionError.class, () -> leaks.assertNoneAt("/greeting"));
    assertTrue(leak.getMessage().contains("hello user=ada"), leak.getMessage());
    assertTrue(leak.getMessage().contains("hello user=bob"), leak.getMessage());
  }

  @Test
  void aFailedAssertionShowsWhy(EdgeUnderTest edge) {
    edge.origin("app").answers("/products/1", StubAnswer.ok("pot").cacheControl("no-store"));
    edge.get("/products/1").send();
    EdgeResponse again = edge.get("/products/1").send();
    AssertionError error = assertThrows(AssertionError.class, () -> assertThat(again).isHit());
    assertTrue(error.getMessage().startsWith("expected Hit; found Miss"), error.getMessage());
    assertTrue(error.getMessage().contains("STORAGE=no-store"), error.getMessage());
    assertTrue(error.getMessage().contains("Cache key"), error.getMessage());
  }

  @Test
  void unknownOriginsAreNamed(EdgeUnderTest edge) {
    var error = assertThrows(IllegalArgumentException.class, () -> edge.origin("apps"));
    assertTrue(error.getMessage().contains("[app, files]"), error.getMessage());
  }
}
