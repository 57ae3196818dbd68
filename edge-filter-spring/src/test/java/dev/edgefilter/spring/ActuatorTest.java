// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.edgefilter.spring.BootApp.StartFailure;
import dev.edgefilter.spring.app.Shop;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The edge in the actuator and in Micrometer. */
final class ActuatorTest {
  private static final String[] PRODUCTS = {
    "edge.distribution.behaviors[0].path-pattern=/products/*",
    "edge.distribution.behaviors[0].cache-policy=Managed-CachingOptimized",
    "management.endpoint.health.show-details=always"
  };

  private static BootApp start(Container container, String... more) {
    return BootApp.on(container).with(Shop.class).set(PRODUCTS).set(more).start();
  }

  @Test
  void isNotExposedUnlessTheApplicationSaysSo() {
    try (BootApp app = start(Container.TOMCAT)) {
      assertEquals(404, app.get("/actuator/edge").statusCode());
      String health = app.get("/actuator/health").body();
      assertTrue(health.contains("\"edge\":{"), health);
      assertTrue(health.contains("\"distributions\":[\"app\"]"), health);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsWhenExposed(Container container) {
    try (BootApp app = start(container, "management.endpoints.web.exposure.include=edge,health")) {
      app.get("/products/1");
      app.get("/products/1");
      String state = app.get("/actuator/edge").body();
      assertTrue(state.contains("\"distributions\":[\"app\"]"), state);
      assertTrue(state.contains("\"/products/*\":{\"Hit\":1,\"Miss\":1}"), state);
      String plan = app.get("/actuator/edge/plan").body();
      assertTrue(plan.contains("\"pathPattern\":\"/products/*\""), plan);
      String entries = app.get("/actuator/edge/entries?order=most-used&prefix=/products/").body();
      assertTrue(entries.contains("/products/1"), entries);
      String url =
          URLEncoder.encode(
              "http://localhost:" + app.port() + "/products/1", StandardCharsets.UTF_8);
      String explained = app.get("/actuator/edge/explain?url=" + url).body();
      assertTrue(explained.contains("\"result\":\"HIT\""), explained);
      assertEquals(404, app.get("/actuator/edge/nothing").statusCode());
      assertEquals(400, app.get("/actuator/edge/explain").statusCode());
      assertEquals(400, app.get("/actuator/edge/entries?order=best").statusCode());
    }
  }

  @Test
  void onlyReadsUntilItMayWrite() {
    String body = "{\"paths\":\"/products/* #product:1\"}";
    String[] json = {"Content-Type", "application/json"};
    try (BootApp app = start(Container.TOMCAT, "management.endpoints.web.exposure.include=edge")) {
      app.get("/products/1");
      int refused = app.send("POST", "/actuator/edge", body, json).statusCode();
      assertTrue(refused == 404 || refused == 405, "status " + refused);
      assertEquals("Hit", BootApp.result(app.get("/products/1")));
    }
    try (BootApp app =
        start(
            Container.TOMCAT,
            "management.endpoints.web.exposure.include=edge",
            "management.endpoint.edge.access=unrestricted")) {
      app.get("/products/1");
      assertEquals(200, app.send("POST", "/actuator/edge", body, json).statusCode());
      assertEquals("Miss", BootApp.result(app.get("/products/1")));
      assertEquals(204, app.send("DELETE", "/actuator/edge", "").statusCode());
      assertEquals("Miss", BootApp.result(app.get("/products/1")));
      String wrong = "{\"paths\":\"products\"}";
      assertEquals(400, app.send("POST", "/actuator/edge", wrong, json).statusCode());
    }
  }

  @Test
  void metersCountByDistributionBehaviorAndResult() throws Exception {
    try (BootApp app = start(Container.TOMCAT)) {
      app.get("/products/1");
      app.get("/products/1");
      app.send("POST", "/orders", "tea", "Content-Type", "text/plain");
      MeterRegistry meters = app.bean(MeterRegistry.class);
      await(
          () -> meters.find("edge.requests").timers().stream().mapToLong(Timer::count).sum() == 3);
      assertEquals(
          1,
          meters
              .get("edge.requests")
              .tags("distribution", "app", "behavior", "/products/*", "result", "Hit")
              .timer()
              .count());
      assertEquals(
          1, meters.get("cache.gets").tags("cache", "edge", "result", "hit").counter().count());
      assertEquals(1, meters.get("cache.size").tag("cache", "edge").gauge().value());
      assertEquals(9, meters.get("edge.bytes").tag("source", "cache").counter().count());
      assertNotNull(meters.get("edge.not.stored").counter());
      meters
          .getMeters()
          .forEach(meter -> assertFalse(meter.getId().toString().contains("/products/1")));
    }
  }

  @Test
  void originsThatAreAskedAreObserved() throws Exception {
    HttpServer origin =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    origin.start();
    if (System.getProperty("edge.test.boot").equals("3.5")) {
      // Spring Boot 3 brings Jetty 12.0, and a client that is too old.
      StartFailure refused =
          assertThrows(StartFailure.class, () -> withRemoteOrigin(origin).close());
      assertTrue(refused.getMessage().contains("jetty-client 12.1"), refused.getMessage());
      origin.stop(0);
      return;
    }
    try (BootApp app = withRemoteOrigin(origin)) {
      assertEquals("ok", app.get("/files/a").body());
      assertEquals(1, awaitTimer(app).count());
    } finally {
      origin.stop(0);
    }
  }

  /** The observation ends a moment after the viewer has the last byte. */
  private static Timer awaitTimer(BootApp app) throws InterruptedException {
    Supplier<Timer> search =
        () ->
            app.bean(MeterRegistry.class)
                .find("edge.origin.requests")
                .tags("origin", "files", "outcome", "200", "method", "GET")
                .timer();
    await(() -> search.get() != null);
    Timer timer = search.get();
    assertNotNull(timer, "no observation");
    return timer;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
    }
  }

  private static BootApp withRemoteOrigin(HttpServer origin) {
    return start(
        Container.TOMCAT,
        "edge.distribution.origins.files.domain-name=localhost",
        "edge.distribution.origins.files.protocol-policy=http-only",
        "edge.distribution.origins.files.http-port=" + origin.getAddress().getPort(),
        "edge.distribution.behaviors[1].path-pattern=/files/*",
        "edge.distribution.behaviors[1].target-origin=files");
  }
}
