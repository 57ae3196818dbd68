// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.springboot;

import static dev.edgefilter.testkit.EdgeAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.spring.test.AutoConfigureEdgeDriver;
import dev.edgefilter.testkit.EdgeDriver;
import dev.edgefilter.testkit.EdgeResponse;
import dev.edgefilter.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The shop as its visitors meet it, over a real port. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureEdgeDriver
final class ShopTest {
  private static final String ADA =
      "Basic " + Base64.getEncoder().encodeToString("ada:tea".getBytes(StandardCharsets.UTF_8));

  @Autowired private EdgeDriver edge;
  @Autowired private TestClock clock;

  @Value("${local.server.port}")
  private int port;

  @BeforeEach
  void empty() {
    edge.invalidate("/*");
  }

  @Test
  void aChangeShowsAtOnce() {
    assertThat(edge.get("/products/1").send())
        .isMissBecause("uri-miss")
        .wouldExpireIn(Duration.ofMinutes(10));
    edge.get("/products").send();
    assertThat(edge.get("/products/1").send()).isHit();
    assertThat(edge.get("/products").send()).isHit();
    assertThat(
            edge.request("PUT", "/products/1")
                .header("Authorization", ADA)
                .header("Content-Type", "application/json")
                .body("{\"id\":1,\"name\":\"Samovar\",\"cents\":9900}")
                .send())
        .hasStatus(200);
    assertTrue(edge.get("/products/1").send().body().contains("Samovar"));
    assertTrue(edge.get("/products").send().body().contains("Samovar"));
  }

  @Test
  void personalPagesAreNeverShared() {
    assertThat(edge.get("/account").header("Authorization", ADA).send())
        .hasBody("hello ada")
        .isNotStoredBecause("no-store");
    assertThat(edge.get("/account").header("Authorization", ADA).send()).isMiss();
    assertThat(edge.get("/account").send()).hasStatus(401);
  }

  @Test
  void aPolicySaysHowLong() {
    assertThat(edge.get("/about").send()).wouldExpireIn(Duration.ofHours(1));
    clock.advance(Duration.ofMinutes(59));
    assertThat(edge.get("/about").send()).isHit();
    assertThat(edge.get("/products/99").send()).hasStatus(404);
  }

  @Test
  void aSignedLinkOpensTheCatalogue() {
    assertThat(edge.get("/downloads/catalogue.txt").send())
        .isForbiddenBecause("signature-missing-key");
    String link = edge.get("/account/link").header("Authorization", ADA).send().body();
    EdgeResponse catalogue = edge.get(link).send();
    assertThat(catalogue).hasStatus(200);
    assertTrue(catalogue.body().contains("Kettle"), catalogue.body());
  }

  @Test
  void theActuatorExplains() {
    edge.get("/products/3").send();
    EdgeResponse explained =
        edge.get("/actuator/edge/explain?url=http%3A%2F%2Flocalhost%3A" + port + "%2Fproducts%2F3")
            .header("Authorization", ADA)
            .send();
    assertTrue(explained.body().contains("\"result\":\"HIT\""), explained.body());
  }
}
