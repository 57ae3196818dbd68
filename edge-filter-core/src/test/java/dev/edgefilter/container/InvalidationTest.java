// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.InvalidationRequest;
import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.NameSelection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is invalidated is asked for again, and a fetch under way cannot bring it back. */
@Tag("container")
class InvalidationTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  @ParameterizedTest
  @EnumSource
  void pathOrWildcardIsDropped(ServletContainer.Kind kind) throws Exception {
    String[] paths = {"/a", "/a/1", "/a/2", "/b"};
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.policy(EdgeSetup.policy("by-query").queryStrings(NameSelection.all()).build());
              setup.defaultBehavior(behavior -> behavior.cachePolicy("by-query"));
              for (String path : paths) {
                setup.app(path, (request, response) -> response.getWriter().print(path));
              }
            });
    for (String path : paths) {
      edge.get(path);
      edge.get(path + "?q=1");
    }
    edge.engine.invalidate(EdgeSetup.ID, "/a/1");
    assertEquals("Hit", edge.get("/a").xCache());
    assertEquals("Miss", edge.get("/a/1").xCache());
    assertEquals("Hit", edge.get("/a/2").xCache());
    edge.engine.invalidate(EdgeSetup.ID, "/a*");
    assertEquals("Miss", edge.get("/a").xCache());
    assertEquals("Miss", edge.get("/a?q=1").xCache());
    assertEquals("Miss", edge.get("/a/2").xCache());
    assertEquals("Hit", edge.get("/b").xCache());
    assertEquals("Hit", edge.get("/b?q=1").xCache());
    edge.engine.invalidate(EdgeSetup.ID, "/*");
    assertEquals("Miss", edge.get("/b").xCache());
  }

  @ParameterizedTest
  @EnumSource
  void fetchUnderWayIsNotStoredAfterAnInvalidation(ServletContainer.Kind kind) throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    int[] version = {0};
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.engine.collapseWait(Duration.ofSeconds(20));
              setup.app(
                  "/page",
                  (request, response) -> {
                    String body = "version " + ++version[0];
                    response.getWriter().print(body);
                    response.flushBuffer();
                    if (version[0] == 1) {
                      entered.countDown();
                      assertTrue(go.await(20, TimeUnit.SECONDS));
                    }
                  });
            });
    Future<RawResponse> first = edge.later("GET", "/page");
    assertTrue(entered.await(20, TimeUnit.SECONDS));
    edge.engine.invalidate(EdgeSetup.ID, "/page");
    go.countDown();
    assertEquals("200 Miss version 1", first.get().line());
    assertEquals("200 Miss version 2", edge.get("/page").line());
    assertEquals("200 Hit version 2", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void everyAnswerWithATagIsDropped(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.distribution.cacheTagHeader("Cache-Tag");
              for (String path : List.of("/a", "/b", "/c")) {
                setup.app(
                    path,
                    (request, response) -> {
                      response.addHeader("Cache-Tag", "all, page:" + path);
                      response.getWriter().print(path);
                    });
              }
            });
    edge.get("/a");
    edge.get("/b");
    edge.engine.invalidate(EdgeSetup.ID, "#Page:/a");
    assertEquals("Miss", edge.get("/a").xCache());
    assertEquals("Hit", edge.get("/b").xCache());
    edge.get("/c");
    edge.engine.invalidate(EdgeSetup.ID, "#all", "/nothing");
    for (String path : List.of("/a", "/b", "/c")) {
      assertEquals("Miss", edge.get(path).xCache());
    }
  }

  @ParameterizedTest
  @EnumSource
  void softlyInvalidatedAnswerStandsInUntilTheApplicationIsBack(ServletContainer.Kind kind)
      throws Exception {
    boolean[] fails = {false};
    int[] version = {0};
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      if (fails[0]) {
                        response.sendError(503);
                      } else {
                        response.getWriter().print("version " + ++version[0]);
                      }
                    }));
    edge.get("/page");
    fails[0] = true;
    edge.engine.createInvalidation(EdgeSetup.ID, InvalidationRequest.of("/*").softly());
    assertEquals("200 Hit version 1", edge.get("/page").line());
    fails[0] = false;
    edge.clock.advance(Duration.ofSeconds(11));
    assertEquals("200 Miss version 2", edge.get("/page").line());
    assertEquals("200 Hit version 2", edge.get("/page").line());
  }

  @ParameterizedTest
  @EnumSource
  void changeDropsWhatIsStoredOfTheResource(ServletContainer.Kind kind) throws Exception {
    int[] version = {1};
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.engine.unsafeMethodsInvalidate(true);
              setup.defaultBehavior(behavior -> behavior.allowedMethods(AllowedMethods.ALL));
              setup.app(
                  "/page",
                  (request, response) -> {
                    if (request.getMethod().equals("POST")) {
                      version[0]++;
                      response.sendRedirect("/list");
                    } else {
                      response.getWriter().print("version " + version[0]);
                    }
                  });
              setup.app("/list", (request, response) -> response.getWriter().print(version[0]));
            });
    edge.get("/page");
    edge.get("/list");
    assertEquals(302, edge.ask("POST", "/page", "Content-Length: 0").status());
    assertEquals("200 Miss version 2", edge.get("/page").line());
    assertEquals("200 Miss 2", edge.get("/list").line());
  }

  @ParameterizedTest
  @EnumSource
  void staleAnswerIsDroppedToo(ServletContainer.Kind kind) throws Exception {
    boolean[] fails = {false};
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/page",
                    (request, response) -> {
                      if (fails[0]) {
                        response.sendError(503);
                      } else {
                        response.setHeader("Cache-Control", "max-age=60, stale-if-error=600");
                        response.getWriter().print("secret");
                      }
                    }));
    edge.get("/page");
    fails[0] = true;
    edge.clock.advance(Duration.ofSeconds(100));
    edge.engine.invalidate(EdgeSetup.ID, "/page");
    assertEquals(503, edge.get("/page").status());
  }
}
