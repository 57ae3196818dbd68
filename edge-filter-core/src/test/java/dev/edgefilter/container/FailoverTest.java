// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.response.FailoverReason;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Origin groups of two real servers, or of a server and the application. */
@Tag("container")
final class FailoverTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  private RemoteServer first;
  private RemoteServer second;

  @BeforeEach
  void start() throws Exception {
    first = edges.closeLast(RemoteServer.start("first"));
    second = edges.closeLast(RemoteServer.start("second"));
  }

  private Edge edge(
      ServletContainer.Kind kind,
      String primary,
      String secondary,
      Consumer<EdgeSetup> more,
      Integer... statuses) {
    return edges.start(
        kind,
        setup -> {
          more.accept(setup);
          setup
              .distribution
              .origin(second.origin().originPath("/two").customHeader("X-Member", "2").build())
              .originGroup("pair", primary, secondary, statuses);
          setup.defaultBehavior(
              behavior -> behavior.targetOrigin("pair").allowedMethods(AllowedMethods.ALL));
        });
  }

  private Edge edge(ServletContainer.Kind kind, Integer... statuses) {
    return edge(
        kind,
        "first",
        "second",
        setup -> setup.distribution.origin(first.origin().build()),
        statuses);
  }

  @ParameterizedTest
  @EnumSource
  void theSecondServerAnswersWhenTheFirstDoesNot(ServletContainer.Kind kind) throws Exception {
    Edge edge = edge(kind, 500, 503);

    assertEquals("200 Miss first", edge.get("/a?x=1").line());
    first.status = 503;
    RawResponse answer = edge.get("/b");
    assertEquals("200 Miss second", answer.line());
    assertEquals("second", answer.header("X-Server"));
    assertEquals("200 Hit second", edge.get("/b").line());
    first.status = 502;
    assertEquals("502 Error first", edge.get("/c").line());
    first.status = 500;
    assertEquals("500 Error first", edge.ask("POST", "/d", "Content-Length: 0").line());
    first.status = 200;
    assertEquals("200 Miss first", edge.get("/e").line());

    assertEquals(List.of("GET /a", "GET /b", "GET /c", "POST /d", "GET /e"), first.asked());
    assertEquals(List.of("GET /two/b 2"), second.asked());
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatIsNotThereFailsOver(ServletContainer.Kind kind) throws Exception {
    int port = first.port();
    first.close();
    Edge edge =
        edge(
            kind,
            "gone",
            "second",
            setup -> setup.distribution.origin(RemoteServer.origin("gone", port).build()),
            503);

    assertEquals("200 Miss second", edge.get("/a").line());
    assertEquals(FailoverReason.UNREACHABLE, edge.records(1).get(0).trace().reason(Step.FAILOVER));
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatResetsFailsOver(ServletContainer.Kind kind) throws Exception {
    try (RawOrigin resetting = RawOrigin.start((connection, head) -> connection.reset())) {
      Edge edge =
          edge(
              kind,
              "resets",
              "second",
              setup ->
                  setup.distribution.origin(
                      RemoteServer.origin("resets", resetting.port()).build()),
              502);

      assertEquals("200 Miss second", edge.get("/a").line());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theApplicationFailsOverToAServer(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edge(
            kind,
            "app",
            "second",
            setup -> {
              setup.app(
                  "/sends",
                  (request, response) -> {
                    response.setHeader("X-App", "1");
                    response.sendError(503);
                  });
              setup.app(
                  "/writes",
                  (request, response) -> {
                    response.setStatus(500);
                    response.setHeader("X-App", "1");
                    response.getWriter().print("broken ".repeat(20_000));
                  });
              setup.app(
                  "/throws",
                  (request, response) -> {
                    throw new IllegalStateException("expected");
                  });
              setup.app("/works", (request, response) -> response.getWriter().print("app"));
            },
            500,
            503);

    edges.expectLoggedExceptions();
    for (String path : List.of("/sends", "/writes", "/throws")) {
      RawResponse answer = edge.get(path);
      assertEquals("200 Miss second", answer.line(), path);
      assertEquals("", answer.header("X-App"), path);
      assertEquals("6", answer.header("Content-Length"), path);
    }
    assertEquals("200 Miss app", edge.get("/works").line());
    assertEquals("200 Hit second", edge.get("/sends").line());
  }

  @ParameterizedTest
  @EnumSource
  void anAsynchronousErrorOfTheApplicationIsFinal(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        edge(
            kind,
            "app",
            "second",
            setup ->
                setup.app(
                    "/a",
                    (request, response) -> {
                      var async = request.startAsync();
                      async.start(
                          () -> {
                            response.setStatus(500);
                            async.complete();
                          });
                    }),
            500);

    assertEquals(500, edge.get("/a").status());
    assertEquals(FailoverReason.DETACHED, edge.records(1).get(0).trace().reason(Step.FAILOVER));
  }

  @ParameterizedTest
  @EnumSource
  void aServerFailsOverToTheApplication(ServletContainer.Kind kind) throws Exception {
    first.status = 404;
    Edge edge =
        edge(
            kind,
            "first",
            "app",
            setup -> {
              setup.distribution.origin(first.origin().build());
              setup.app("/a", (request, response) -> response.getWriter().print("app"));
            },
            404);

    assertEquals("200 Miss app", edge.get("/a").line());
    assertEquals("200 Hit app", edge.get("/a").line());
    assertEquals(1, edge.runs("/a"));
  }

  @ParameterizedTest
  @EnumSource
  void explainNamesTheGroup(ServletContainer.Kind kind) {
    Edge edge = edge(kind, 503, 500);

    String text =
        edge.engine.explain(RequestHead.of("GET", "http://h/a", Headers.EMPTY), null).text();

    assertTrue(text.contains("pair"), text);
    assertTrue(text.contains("to second on [500, 503]"), text);
  }
}
