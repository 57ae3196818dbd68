// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.spring.app.Catalogue;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The annotations, in an application with Spring Security. */
final class AnnotationsTest {
  private static final Map<Container, BootApp> APPS = new EnumMap<>(Container.class);
  private static final String ADA =
      "Basic " + Base64.getEncoder().encodeToString("ada:secret".getBytes(StandardCharsets.UTF_8));

  private static BootApp on(Container container) {
    return APPS.computeIfAbsent(
        container,
        kind ->
            BootApp.on(kind)
                .with(Catalogue.class)
                .set(
                    "test.security=true",
                    "edge.distribution.default-behavior.compress=false",
                    "edge.endpoint-policies.hourly.ttl=1h",
                    "edge.endpoint-policies.hourly.stale-while-revalidate=30s")
                .start());
  }

  @AfterAll
  static void stop() {
    APPS.values().forEach(BootApp::close);
    APPS.clear();
  }

  @BeforeEach
  void empty() {
    for (BootApp app : APPS.values()) {
      app.bean(dev.edgefilter.EdgeEngine.class).invalidate("app", "/*");
    }
  }

  private static String twice(BootApp app, String path, String... headers) {
    app.get(path, headers);
    return BootApp.result(app.get(path, headers));
  }

  private static String cacheControl(HttpResponse<?> response) {
    return BootApp.header(response, "Cache-Control");
  }

  @ParameterizedTest
  @EnumSource
  void anAnnotatedEndpointIsStoredThoughSpringSecurityForbidsIt(Container container) {
    BootApp app = on(container);
    assertEquals("Hit", twice(app, "/items/1"));
    HttpResponse<String> stored = app.get("/items/1");
    assertEquals("public, max-age=5, s-maxage=60", cacheControl(stored));
    assertEquals("product:1,kind:1", BootApp.header(stored, "Cache-Tag"));
    assertEquals("nosniff", BootApp.header(stored, "X-Content-Type-Options"));
  }

  @ParameterizedTest
  @EnumSource
  void othersKeepTheirNoStore(Container container) {
    BootApp app = on(container);
    assertEquals("Miss", twice(app, "/plain"));
    assertTrue(cacheControl(app.get("/plain")).contains("no-store"));
  }

  @ParameterizedTest
  @EnumSource
  void theClassSpeaksForItsMethods(Container container) {
    assertEquals("Hit", twice(on(container), "/class-level"));
    assertEquals(
        "public, max-age=0, s-maxage=120", cacheControl(on(container).get("/class-level")));
  }

  @ParameterizedTest
  @EnumSource
  void policiesComeFromProperties(Container container) {
    assertEquals(
        "public, max-age=0, s-maxage=3600, stale-while-revalidate=30, stale-if-error=86400",
        cacheControl(on(container).get("/by-policy")));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsMadeForSomebodyIsNotShared(Container container) {
    BootApp app = on(container);
    HttpResponse<String> personal = app.get("/items/3", "Authorization", ADA);
    assertTrue(cacheControl(personal).contains("no-store"), cacheControl(personal));
    assertEquals("Miss", BootApp.result(app.get("/items/3")));
    assertEquals("Miss", twice(app, "/account", "Authorization", ADA));
    assertEquals(401, app.get("/account").statusCode());
  }

  @ParameterizedTest
  @EnumSource
  void laterAnswersAreStoredWithTheirTags(Container container) {
    BootApp app = on(container);
    assertEquals("Hit", twice(app, "/later"));
    HttpResponse<String> later = app.get("/later");
    assertEquals("later:" + later.body(), BootApp.header(later, "Cache-Tag"));
    assertEquals("Hit", twice(app, "/called"));
    HttpResponse<String> called = app.get("/called");
    assertEquals("called:" + called.body(), BootApp.header(called, "Cache-Tag"));
  }

  @ParameterizedTest
  @EnumSource
  void failuresAreNotStored(Container container) {
    BootApp app = on(container);
    for (String path : new String[] {"/unwritable", "/missing", "/failing"}) {
      String said = cacheControl(app.get(path));
      assertTrue(said.contains("no-store"), path + " said " + said);
    }
    assertEquals(500, app.get("/unwritable").statusCode());
    assertNotEquals(app.get("/failing").body(), app.get("/failing").body());
  }

  @ParameterizedTest
  @EnumSource
  void aChangeDropsItsTag(Container container) {
    BootApp app = on(container);
    app.get("/items/1");
    app.get("/items/2");
    app.bean(Catalogue.Items.class).change(1);
    assertEquals("Miss", BootApp.result(app.get("/items/1")));
    assertEquals("Hit", BootApp.result(app.get("/items/2")));
  }

  @ParameterizedTest
  @EnumSource
  void aFailedChangeDropsNothing(Container container) {
    BootApp app = on(container);
    app.get("/items/1");
    Catalogue.Items items = app.bean(Catalogue.Items.class);
    assertThrows(IllegalStateException.class, () -> items.fail(1));
    assertEquals("Hit", BootApp.result(app.get("/items/1")));
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionDropsWhenItIsCommitted(Container container) {
    BootApp app = on(container);
    app.get("/items/1");
    Catalogue.Items items = app.bean(Catalogue.Items.class);
    TransactionTemplate transactions =
        new TransactionTemplate(app.bean(PlatformTransactionManager.class));
    transactions.executeWithoutResult(
        status -> {
          items.change(1);
          assertEquals("Hit", BootApp.result(app.get("/items/1")));
          status.setRollbackOnly();
        });
    assertEquals("Hit", BootApp.result(app.get("/items/1")), "after the rollback");
    transactions.executeWithoutResult(status -> items.change(1));
    assertEquals("Miss", BootApp.result(app.get("/items/1")), "after the commit");
  }

  @ParameterizedTest
  @EnumSource
  void severalPathsComeFromTheResult(Container container) {
    BootApp app = on(container);
    app.get("/items/1");
    app.get("/items/2");
    app.get("/class-level");
    app.bean(Catalogue.Items.class).moved("/items/1", "/items/2");
    assertEquals("Miss", BootApp.result(app.get("/items/1")));
    assertEquals("Miss", BootApp.result(app.get("/items/2")));
    assertEquals("Miss", BootApp.result(app.get("/class-level")));
  }

  @ParameterizedTest
  @EnumSource
  void softlyMeansStale(Container container) {
    BootApp app = on(container);
    app.get("/items/1");
    app.bean(Catalogue.Items.class).touch();
    String status = BootApp.header(app.get("/items/1"), "Cache-Status");
    assertTrue(status.contains("fwd=stale"), status);
  }

  @ParameterizedTest
  @EnumSource
  void theEdgeStandsInFrontOfSpringSecurity(Container container) {
    assertTrue(on(container).log().contains("in front of Spring Security"), on(container).log());
  }
}
