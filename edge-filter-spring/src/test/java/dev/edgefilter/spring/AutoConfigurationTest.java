// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.config.Distribution;
import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.function.EdgeFunction;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.servlet.EdgeFilter;
import dev.edgefilter.spring.BootApp.StartFailure;
import dev.edgefilter.spring.app.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The starter alone: what a new application gets from the jar and a few properties. */
final class AutoConfigurationTest {
  private static final String PRODUCTS = "edge.distribution.behaviors[0].path-pattern=/products/*";
  private static final String OPTIMIZED =
      "edge.distribution.behaviors[0].cache-policy=Managed-CachingOptimized";

  /** What is printed when these properties keep the application from starting. */
  private static StartFailure failure(String... properties) {
    return assertThrows(
        StartFailure.class,
        () -> BootApp.on(Container.TOMCAT).with(Shop.class).set(properties).start());
  }

  @ParameterizedTest
  @EnumSource
  void threePropertiesGiveHits(Container container) {
    try (BootApp app = BootApp.on(container).with(Shop.class).set(PRODUCTS, OPTIMIZED).start()) {
      assertEquals("Miss", BootApp.result(app.get("/products/1")));
      var again = app.get("/products/1");
      assertEquals("Hit", BootApp.result(again));
      assertEquals("product 1", again.body());
      assertEquals(1, app.bean(Shop.Pages.class).runs(), "runs of the controller");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotListedWorksAsBefore(Container container) {
    try (BootApp app = BootApp.on(container).with(Shop.class).set(PRODUCTS, OPTIMIZED).start()) {
      assertEquals("run 1 cookie a=b", app.get("/cart", "Cookie", "a=b").body());
      assertEquals("run 2 cookie a=b", app.get("/cart", "Cookie", "a=b").body());
      var ordered = app.send("POST", "/orders", "tea", "Content-Type", "text/plain");
      assertEquals("ordered tea", ordered.body());
      assertEquals(404, app.get("/nothing").statusCode());
    }
  }

  @Test
  void tellsOnceWhereItStands() {
    try (BootApp app = BootApp.on(Container.TOMCAT).with(Shop.class).set(PRODUCTS).start()) {
      assertTrue(
          app.log()
              .contains("Edge Filter serves \"app\" (2 cache behaviors); fidelity safe; filter"),
          app.log());
      assertTrue(app.log().contains("behind characterEncodingFilter"), app.log());
    }
  }

  @Test
  void nothingConfiguredIsSaid() {
    try (BootApp app = BootApp.on(Container.TOMCAT).with(Shop.class).start()) {
      assertTrue(app.log().contains("does nothing: no distribution is configured"), app.log());
      assertEquals(
          0,
          app.context().getBeansOfType(FilterRegistrationBean.class).values().stream()
              .filter(bean -> bean.getFilter() instanceof EdgeFilter)
              .count());
      assertEquals("", BootApp.result(app.get("/products/1")));
    }
  }

  @Test
  void switchedOffIsSilent() {
    try (BootApp app =
        BootApp.on(Container.TOMCAT).with(Shop.class).set("edge.enabled=false", PRODUCTS).start()) {
      assertFalse(app.log().contains("Edge Filter"), app.log());
      assertEquals(0, app.context().getBeansOfType(EdgeEngine.class).size());
    }
  }

  @Test
  void problemsNameTheProperty() {
    StartFailure failure = failure(PRODUCTS, "edge.distribution.behaviors[0].cache-policy=nobody");
    String log = failure.getMessage();
    assertTrue(log.contains("APPLICATION FAILED TO START"), log);
    assertTrue(log.contains("edge.distribution.behaviors[0].cache-policy"), log);
    assertTrue(log.contains("nobody"), log);
    assertTrue(log.contains("commandLineArgs"), log);
  }

  @Test
  void misspelledPropertiesStopTheStart() {
    StartFailure failure = failure(PRODUCTS, "edge.colapse-wait=3s");
    assertTrue(failure.getMessage().contains("edge.colapse-wait"), failure.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void readsTheFileOfProduction(Container container, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("shop.json");
    Files.writeString(file, PRODUCTION);
    try (BootApp app =
        BootApp.on(container)
            .with(Shop.class)
            .set("edge.config=" + file, "edge.origin-mapping.alb=self")
            .start()) {
      app.get("/products/7");
      assertEquals("Hit", BootApp.result(app.get("/products/7")));
      assertEquals("shop", app.bean(EdgeEngine.class).config().distributions().get(0).id());
    }
  }

  @Test
  void problemsOfFilesNameTheLine(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("shop.json");
    Files.writeString(file, PRODUCTION.replace("allow-all", "allow-everything"));
    StartFailure failure = failure("edge.config=" + file, "edge.origin-mapping.alb=self");
    assertTrue(failure.getMessage().contains("shop.json:"), failure.getMessage());
    assertTrue(failure.getMessage().contains("allow-everything"), failure.getMessage());
  }

  @Test
  void changedFilesAreServed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("shop.json");
    Files.writeString(file, PRODUCTION);
    try (BootApp app =
        BootApp.on(Container.TOMCAT)
            .with(Shop.class)
            .set("edge.config=" + file, "edge.origin-mapping.alb=self", "edge.reload=50ms")
            .start()) {
      EdgeEngine engine = app.bean(EdgeEngine.class);
      long first = engine.configState().version();
      Files.writeString(file, PRODUCTION.replace(OPTIMIZED_ID, DISABLED_ID));
      CountDownLatch never = new CountDownLatch(1);
      for (int i = 0; i < 2_000 && engine.configState().version() == first; i++) {
        assertFalse(never.await(10, TimeUnit.MILLISECONDS));
      }
      assertEquals(first + 1, engine.configState().version(), engine.configState()::toString);
      app.get("/products/1");
      assertEquals("Miss", BootApp.result(app.get("/products/1")), engine.configState()::toString);
    }
  }

  @Test
  void reloadingNeedsFiles() {
    StartFailure failure = failure(PRODUCTS, "edge.reload=1s");
    assertTrue(
        failure.getMessage().contains("is set without edge.config; name files"),
        failure.getMessage());
  }

  @Test
  void countriesOfATrustedProxyAreRestricted() {
    try (BootApp app =
        BootApp.on(Container.TOMCAT)
            .with(Shop.class)
            .set(
                PRODUCTS,
                "edge.trusted-proxies=127.0.0.0/8,::1",
                "edge.geo.country-header=X-Country",
                "edge.geo.serve-unknown=false",
                "edge.distribution.geo-restriction.type=whitelist",
                "edge.distribution.geo-restriction.countries=DE,AT")
            .start()) {
      assertEquals(200, app.get("/products/1", "X-Country", "DE").statusCode());
      assertEquals(403, app.get("/products/1", "X-Country", "FR").statusCode());
      assertEquals(403, app.get("/products/1").statusCode());
    }
  }

  @Test
  void responseHeadersPoliciesAreNamed() {
    try (BootApp app =
        BootApp.on(Container.TOMCAT)
            .with(Shop.class)
            .set(
                PRODUCTS,
                "edge.distribution.behaviors[0].response-headers-policy=Managed-SecurityHeadersPolicy")
            .start()) {
      assertEquals("nosniff", BootApp.header(app.get("/products/1"), "X-Content-Type-Options"));
    }
    StartFailure failure =
        failure(PRODUCTS, "edge.distribution.behaviors[0].response-headers-policy=nobody");
    assertTrue(
        failure.getMessage().contains("edge.distribution.behaviors[0].response-headers-policy"),
        failure.getMessage());
  }

  @Test
  void missingFilesAreNamed() {
    StartFailure failure = failure("edge.config=classpath:absent.json");
    assertTrue(failure.getMessage().contains("classpath:absent.json"), failure.getMessage());
    assertTrue(failure.getMessage().contains("APPLICATION FAILED TO START"), failure.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void beansAreDistributionsFunctionsAndCustomizers(Container container) {
    try (BootApp app = BootApp.on(container).with(Shop.class, InCode.class).start()) {
      var hello = app.get("/hello");
      assertEquals("hello from Bean", hello.body());
      assertEquals("BEAN50-C1", BootApp.header(hello, "X-Amz-Cf-Pop"));
    }
  }

  @Test
  void functionsAreBeansThatPropertiesName() {
    try (BootApp app =
        BootApp.on(Container.TOMCAT)
            .with(Shop.class, Greeting.class)
            .set(PRODUCTS, "edge.distribution.behaviors[0].functions.viewer-request=greeter")
            .start()) {
      assertEquals("hello from Bean", app.get("/products/1").body());
    }
    StartFailure failure =
        failure(PRODUCTS, "edge.distribution.behaviors[0].functions.viewer-request=nobody");
    assertTrue(failure.getMessage().contains("nobody"), failure.getMessage());
  }

  /** A function for a distribution that properties describe. */
  @Configuration(proxyBeanMethods = false)
  static class Greeting {
    @Bean
    EdgeFunction greeter() {
      return event -> FunctionResult.response(FunctionResponse.text(200, "hello from Bean"));
    }
  }

  /** A distribution in code. */
  @Configuration(proxyBeanMethods = false)
  static class InCode {
    @Bean
    DistributionConfig site() {
      return Distribution.builder()
          .id("site")
          .origin(OriginConfig.self("app"))
          .behavior("/hello", b -> b.function(FunctionEvent.VIEWER_REQUEST, "greeter"))
          .build();
    }

    @Bean
    EdgeFunction greeter() {
      return event -> FunctionResult.response(FunctionResponse.text(200, "hello from Bean"));
    }

    @Bean
    EdgeEngineCustomizer name() {
      return builder -> builder.nodeName("BEAN50-C1");
    }
  }

  private static final String PRODUCTION =
      """
      {
        "CallerReference": "1",
        "Comment": "",
        "Enabled": true,
        "Origins": {"Quantity": 1, "Items": [{
          "Id": "alb",
          "DomainName": "shop-alb.example.com",
          "CustomOriginConfig": {
            "HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"
          }
        }]},
        "DefaultCacheBehavior": {
          "TargetOriginId": "alb",
          "ViewerProtocolPolicy": "allow-all",
          "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"
        }
      }
      """;

  private static final String OPTIMIZED_ID = "658327ea-f89d-4fab-a63d-7e88639e58f6";
  private static final String DISABLED_ID = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
}
