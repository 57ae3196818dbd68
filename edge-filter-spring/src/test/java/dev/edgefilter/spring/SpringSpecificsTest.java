// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.spring.app.Streams;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which Spring MVC answers, behind the edge. */
final class SpringSpecificsTest {
  private static final Map<Container, BootApp> APPS = new EnumMap<>(Container.class);

  private static BootApp on(Container container) {
    return APPS.computeIfAbsent(
        container,
        kind ->
            BootApp.on(kind)
                .with(Streams.class)
                .set(
                    "spring.threads.virtual.enabled=true",
                    "spring.web.resources.cache.cachecontrol.max-age=60s",
                    "spring.web.resources.cache.cachecontrol.cache-public=true",
                    "edge.distribution.default-behavior.compress=true")
                .start());
  }

  @AfterAll
  static void stop() {
    APPS.values().forEach(BootApp::close);
    APPS.clear();
  }

  private static void assertStoredOnce(Container container, String page) {
    BootApp app = on(container);
    HttpResponse<String> first = app.get("/" + page);
    HttpResponse<String> second = app.get("/" + page);
    assertEquals(200, first.statusCode());
    assertEquals("Miss", BootApp.result(first));
    assertEquals("Hit", BootApp.result(second));
    assertEquals(first.body(), second.body());
    assertEquals(1, app.bean(Streams.Pages.class).runs(page));
  }

  @ParameterizedTest
  @EnumSource
  void asynchronousAnswersAreStored(Container container) {
    for (String page : new String[] {"streaming", "emitter", "deferred", "callable", "future"}) {
      assertStoredOnce(container, page);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatBreaksOffIsNotStored(Container container) {
    BootApp app = on(container);
    assertThrows(IllegalStateException.class, () -> app.get("/breaking"));
    assertThrows(IllegalStateException.class, () -> app.get("/breaking"));
    assertEquals(2, app.bean(Streams.Pages.class).runs("breaking"));
  }

  @ParameterizedTest
  @EnumSource
  void eventsArriveWhenTheyAreSent(Container container) throws Exception {
    BootApp app = on(container);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(app.stream("/events"), StandardCharsets.UTF_8))) {
      await(reader, "data:one");
      app.bean(Streams.Pages.class).goOn.countDown();
      await(reader, "data:two");
    }
    assertEquals(1, app.bean(Streams.Pages.class).runs("events"));
    app.get("/events");
    assertEquals(2, app.bean(Streams.Pages.class).runs("events"));
  }

  private static void await(BufferedReader reader, String line) throws Exception {
    for (String read = reader.readLine(); read != null; read = reader.readLine()) {
      if (read.equals(line)) {
        return;
      }
    }
    throw new AssertionError("the stream ended before " + line);
  }

  @ParameterizedTest
  @EnumSource
  void staticResourcesAreStoredAndServedInRanges(Container container) {
    BootApp app = on(container);
    assertEquals("Miss", BootApp.result(app.get("/numbers.txt")));
    HttpResponse<String> part = app.get("/numbers.txt", "Range", "bytes=10-19");
    assertEquals(206, part.statusCode());
    assertEquals("000000001\n", part.body());
    assertEquals("bytes 10-19/10000", BootApp.header(part, "Content-Range"));
    assertEquals("Hit", BootApp.result(part));
    HttpResponse<String> whole = app.get("/numbers.txt");
    String modified = BootApp.header(whole, "Last-Modified");
    assertEquals(304, app.get("/numbers.txt", "If-Modified-Since", modified).statusCode());
  }

  @ParameterizedTest
  @EnumSource
  void theShallowEtagIsUsedForHits(Container container) {
    BootApp app = on(container);
    String tag = BootApp.header(app.get("/shallow"), "ETag");
    assertTrue(tag.startsWith("\""), tag);
    assertEquals(304, app.get("/shallow", "If-None-Match", tag).statusCode());
    assertEquals(1, app.bean(Streams.Pages.class).runs("shallow"));
  }

  @ParameterizedTest
  @EnumSource
  void eachOriginOfCorsHasItsOwnAnswer(Container container) {
    BootApp app = on(container);
    for (String origin : new String[] {"https://a.example", "https://b.example"}) {
      app.get("/cors", "Origin", origin);
      HttpResponse<String> again = app.get("/cors", "Origin", origin);
      assertEquals("Hit", BootApp.result(again));
      assertEquals(origin, BootApp.header(again, "Access-Control-Allow-Origin"));
    }
    assertEquals("", BootApp.header(app.get("/cors"), "Access-Control-Allow-Origin"));
  }

  @ParameterizedTest
  @EnumSource
  void sessionsAreNeverShared(Container container) {
    BootApp app = on(container);
    HttpResponse<String> first = app.get("/session");
    HttpResponse<String> second = app.get("/session");
    assertNotEquals(first.body(), second.body());
    assertNotEquals(BootApp.header(first, "Set-Cookie"), BootApp.header(second, "Set-Cookie"));
  }

  @ParameterizedTest
  @EnumSource
  void compressedOnceAndStored(Container container) {
    BootApp app = on(container);
    HttpResponse<String> first = app.get("/large", "Accept-Encoding", "gzip");
    assertEquals("gzip", BootApp.header(first, "Content-Encoding"));
    HttpResponse<String> second = app.get("/large", "Accept-Encoding", "gzip");
    assertEquals("Hit", BootApp.result(second));
    assertEquals("gzip", BootApp.header(second, "Content-Encoding"));
    assertTrue(app.get("/large").body().startsWith("tea tea"));
  }

  @ParameterizedTest
  @EnumSource
  void errorPagesAreThoseOfSpringBootAndAreNotStored(Container container) {
    BootApp app = on(container);
    HttpResponse<String> failed = app.get("/failing");
    assertEquals(500, failed.statusCode());
    assertTrue(failed.body().contains("\"path\":\"/failing\""), failed.body());
    int runs = app.bean(Streams.Pages.class).runs("failing");
    app.get("/failing");
    assertTrue(app.bean(Streams.Pages.class).runs("failing") >= runs, "runs of the page");
    assertEquals(404, app.get("/nothing").statusCode());
  }
}
