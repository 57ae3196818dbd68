// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Behaviors of a server, whose functions turn requests to the application behind the filter. */
@Tag("container")
final class ChosenApplicationTest {
  /** The ways in which a function may do so. */
  private enum Way {
    BY_ID("cf.selectRequestOriginById('mapped');"),
    BY_DOMAIN("cf.updateRequestOrigin({domainName: 'app.example.test'});"),
    BY_LAMBDA(
        "request.origin = {custom: {domainName: 'app.example.test', port: 443, protocol: 'https',"
            + " path: '', sslProtocols: ['TLSv1.2'], readTimeout: 30, keepaliveTimeout: 5,"
            + " customHeaders: {}}};");

    private final String statement;

    Way(String statement) {
      this.statement = statement;
    }

    FunctionConfig function() {
      String turn = " if (request.uri.startsWith('/app')) { " + statement + " } return request; }";
      return this == BY_LAMBDA
          ? FunctionConfig.builder(
                  "turn",
                  "exports.handler = async (event) => { const request ="
                      + " event.Records[0].cf.request;"
                      + turn)
              .runtime(FunctionRuntime.LAMBDA_NODEJS)
              .build()
          : FunctionConfig.builder(
                  "turn",
                  "import cf from 'cloudfront';\nfunction handler(event) { const request ="
                      + " event.request;"
                      + turn)
              .build();
    }
  }

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  private RemoteServer remote;

  @BeforeEach
  void start() throws Exception {
    remote = edges.closeLast(RemoteServer.start("remote"));
  }

  private Edge start(ServletContainer.Kind kind, Way way, String path, Handler handler) {
    return edges.start(
        kind,
        setup -> {
          setup.engine.originIsSelf("mapped").collapseWait(Duration.ofSeconds(25));
          setup.config.function(way.function());
          setup
              .distribution
              .origin(remote.origin().build())
              .origin(
                  OriginConfig.remote(
                      "mapped", "app.example.test", OriginProtocolPolicy.HTTPS_ONLY));
          setup
              .defaultBehavior(
                  behavior -> {
                    behavior.targetOrigin("remote").allowedMethods(AllowedMethods.ALL);
                    if (way == Way.BY_LAMBDA) {
                      behavior.lambdaFunction(FunctionEvent.ORIGIN_REQUEST, "turn", true);
                    } else {
                      behavior.function(FunctionEvent.VIEWER_REQUEST, "turn");
                    }
                  })
              .app(path, handler);
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(25, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getInputStream().transferTo(response.getOutputStream());
  }

  private static RawResponse chunked(Edge edge, String method, String target) throws IOException {
    try (RawConnection viewer = edge.connect()) {
      Edge.send(viewer, method, target, "Transfer-Encoding: chunked")
          .sendText("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
      return viewer.receive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bodiesReachWhoeverIsChosen(ServletContainer.Kind kind) throws Exception {
    for (Way way : Way.values()) {
      Edge edge = start(kind, way, "/app/echo", ChosenApplicationTest::echo);
      assertEquals("200 Miss hello world", chunked(edge, "POST", "/app/echo").line(), way.name());
      RawResponse measured = edge.ask("PUT", "/app/echo", "Content-Length: 5", "", "hello");
      assertEquals("200 Miss hello", measured.line(), way.name());
      assertEquals(
          "200 Miss ", edge.ask("POST", "/app/echo", "Content-Length: 0").line(), way.name());
      assertEquals("200 Miss ", edge.get("/app/echo").line(), way.name());
      assertEquals("200 Hit ", edge.get("/app/echo").line(), way.name());
      assertEquals(4, edge.runs("/app/echo"));

      assertEquals("200 Miss remote", chunked(edge, "POST", "/far").line(), way.name());
      assertEquals("200 Miss remote", edge.get("/far").line(), way.name());
      edge.assertNothingIsLeft();
    }
    assertEquals(List.of("hello world", "hello world", "hello world"), remote.bodies());
    assertEquals(6, remote.asked().size());
  }

  /** Else a dispatch, which not every filter sees, would call the application. */
  @ParameterizedTest
  @EnumSource
  void whoWaitsForTheApplicationWaitsWithItsThread(ServletContainer.Kind kind) throws Exception {
    for (Way way : Way.values()) {
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      List<DispatcherType> dispatchers = new ArrayList<>();
      Edge edge =
          start(
              kind,
              way,
              "/app/slow",
              (request, response) -> {
                synchronized (dispatchers) {
                  dispatchers.add(request.getDispatcherType());
                }
                entered.countDown();
                await(go);
                response.setHeader("Cache-Control", "private");
                response.getWriter().print("slow");
              });
      List<Future<RawResponse>> viewers = new ArrayList<>();
      viewers.add(edge.later("GET", "/app/slow"));
      await(entered);
      for (int i = 0; i < 3; i++) {
        viewers.add(edge.later("GET", "/app/slow"));
      }
      edge.awaitWaiting(3);
      go.countDown();

      for (Future<RawResponse> viewer : viewers) {
        assertEquals("200 Miss slow", viewer.get().line(), way.name());
      }
      assertEquals(4, dispatchers.size());
      assertEquals(Set.of(DispatcherType.REQUEST), Set.copyOf(dispatchers));
      edge.assertNothingIsLeft();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAsynchronousApplicationAnswersAllWhoWait(ServletContainer.Kind kind) throws Exception {
    for (Way way : Way.values()) {
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      Edge edge =
          start(
              kind,
              way,
              "/app/async",
              (request, response) -> {
                AsyncContext context = request.startAsync();
                entered.countDown();
                context.start(() -> answerLater(go, context));
              });
      List<Future<RawResponse>> viewers = new ArrayList<>();
      viewers.add(edge.later("GET", "/app/async"));
      await(entered);
      viewers.add(edge.later("GET", "/app/async"));
      viewers.add(edge.later("GET", "/app/async", "Range: bytes=2-3"));
      edge.awaitWaiting(2);
      go.countDown();

      assertEquals("200 Miss later", viewers.get(0).get().line(), way.name());
      assertEquals("200 Hit later", viewers.get(1).get().line(), way.name());
      assertEquals("206 Hit te", viewers.get(2).get().line(), way.name());
      assertEquals(1, edge.runs("/app/async"));
      edge.assertNothingIsLeft();
    }
  }

  private static void answerLater(CountDownLatch go, AsyncContext context) {
    await(go);
    try {
      context.getResponse().getOutputStream().print("later");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    context.complete();
  }

  @ParameterizedTest
  @EnumSource
  void whatTheApplicationStreamsArrivesAtOnce(ServletContainer.Kind kind) throws Exception {
    for (Way way : Way.values()) {
      CountDownLatch[] seen = {new CountDownLatch(1), new CountDownLatch(1)};
      Edge edge =
          start(
              kind,
              way,
              "/app/events",
              (request, response) -> {
                response.setContentType("text/event-stream");
                for (CountDownLatch each : seen) {
                  response.getOutputStream().print("data\n\n");
                  response.flushBuffer();
                  await(each);
                }
              });
      try (RawConnection viewer = edge.connect()) {
        Edge.send(viewer, "GET", "/app/events");
        assertEquals(200, viewer.receiveHead().status());
        for (CountDownLatch each : seen) {
          assertEquals(
              "data\n\n", new String(viewer.receiveChunk(), StandardCharsets.US_ASCII), way.name());
          each.countDown();
        }
        assertEquals(0, viewer.receiveChunk().length);
      }
      edge.assertNothingIsLeft();
    }
  }
}
