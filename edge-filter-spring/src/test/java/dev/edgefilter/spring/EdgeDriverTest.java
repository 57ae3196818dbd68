// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import static dev.edgefilter.testkit.EdgeAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.servlet.EdgeFilter;
import dev.edgefilter.spring.app.Shop;
import dev.edgefilter.spring.test.AutoConfigureEdgeDriver;
import dev.edgefilter.testkit.EdgeDriver;
import dev.edgefilter.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The test kit asks an application through its edge. */
final class EdgeDriverTest {
  private static final String[] SITE = {
    "edge.distribution.behaviors[0].path-pattern=/products/*",
    "edge.distribution.behaviors[0].cache-policy=Managed-CachingOptimized"
  };

  @Configuration(proxyBeanMethods = false)
  @AutoConfigureEdgeDriver
  static class OverAPort {}

  /** What Spring Boot's own support for tests adds in each version by another name. */
  @Configuration(proxyBeanMethods = false)
  @AutoConfigureEdgeDriver
  static class Mocked {
    @Bean
    MockMvc mockMvc(WebApplicationContext context, FilterRegistrationBean<EdgeFilter> edge) {
      return MockMvcBuilders.webAppContextSetup(context).addFilters(edge.getFilter()).build();
    }
  }

  private static void assertTheKitWorks(BootApp app) {
    EdgeDriver edge = app.bean(EdgeDriver.class);
    assertThat(edge.get("/products/1?utm=mail").send())
        .isMissBecause("uri-miss")
        .isStored()
        .usedBehavior("/products/*")
        .wouldExpireIn(Duration.ofMinutes(1))
        .hasBody("product 1");
    assertThat(edge.get("/products/1").send()).isHit();
    app.bean(TestClock.class).advance(Duration.ofMinutes(2));
    assertThat(edge.get("/products/1").send()).isMissBecause("stale");
    edge.invalidate("/products/*");
    assertThat(edge.get("/products/1").send()).isMiss();
    assertThat(
            edge.request("POST", "/orders").header("Content-Type", "text/plain").body("tea").send())
        .hasStatus(200)
        .hasBody("ordered tea");
    edge.leaks()
        .between(viewer -> viewer.cookie("user=ada"), viewer -> viewer.cookie("user=bob"))
        .assertNoneAt("/products/1");
    assertEquals(404, edge.get("/nothing").send().status());
  }

  @ParameterizedTest
  @EnumSource
  void overARealPort(Container container) {
    try (BootApp app = BootApp.on(container).with(Shop.class, OverAPort.class).set(SITE).start()) {
      assertTheKitWorks(app);
      EdgeDriver edge = app.bean(EdgeDriver.class);
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> edge.get("/").from("192.0.2.7"));
      assertTrue(refused.getMessage().contains("has the address of its connection"));
      IllegalArgumentException foreign =
          assertThrows(
              IllegalArgumentException.class, () -> edge.get("http://example.com/").send());
      assertTrue(foreign.getMessage().contains("names example.com"), foreign.getMessage());
    }
  }

  @Test
  void throughMockMvc() {
    try (BootApp app =
        BootApp.on(Container.TOMCAT).with(Shop.class, Mocked.class).set(SITE).start()) {
      assertTheKitWorks(app);
    }
  }

  @Test
  void mockedViewersComeFromAnywhere() {
    try (BootApp app =
        BootApp.on(Container.TOMCAT)
            .with(Shop.class, Mocked.class)
            .set(SITE)
            .set("edge.fidelity=cloudfront")
            .start()) {
      EdgeDriver edge = app.bean(EdgeDriver.class);
      String explained =
          edge.get("/products/1").from("192.0.2.9").inCountry("DE").send().explanation().text();
      assertTrue(explained.contains("192.0.2.9"), explained);
    }
  }
}
