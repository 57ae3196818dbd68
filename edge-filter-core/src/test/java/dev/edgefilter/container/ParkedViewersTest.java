// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginRequest;
import dev.edgefilter.origin.OriginSink;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Viewers that wait for another viewer's fetch of a remote origin hold no thread. */
@Tag("container")
final class ParkedViewersTest {
  private static final int THREADS = 20;
  private static final int VIEWERS = 500;

  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch fetching = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger applicationRuns = new AtomicInteger();
  private volatile String cacheControl = "max-age=60";
  private volatile Edge edge;
  private ServletContainer container;

  /** Answers paths that begin with /slow when it may, and others at once. */
  private final class Gated implements Origin {
    @Override
    public void fetch(OriginRequest request, OriginSink sink) throws IOException {
      asked.incrementAndGet();
      fetching.countDown();
      try {
        if (request.path().startsWith("/slow")) {
          assertTrue(go.await(30, TimeUnit.SECONDS));
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      sink.head(new ResponseHead(200, Headers.of("Cache-Control", cacheControl)));
      sink.body(ByteBuffer.wrap("body".getBytes(StandardCharsets.US_ASCII)));
      sink.end();
    }
  }

  private void start(ServletContainer.Kind kind, Path directory, Duration wait) throws Exception {
    container =
        kind.start(
            directory,
            ContainerSettings.PLAIN.withThreads(THREADS),
            (classes, context) -> install(context));
    EdgeSetup setup = new EdgeSetup();
    setup.engine.originConnector(config -> new Gated()).collapseWait(wait);
    setup.distribution.origin(
        OriginConfig.remote("far", "far.example.test", OriginProtocolPolicy.HTTPS_ONLY));
    setup.defaultBehavior(behavior -> behavior.targetOrigin("far"));
    edge = new Edge(container.port(), setup);
  }

  @AfterEach
  void stop() {
    edge.engine.close();
    container.close();
  }

  private void install(ServletContext context) {
    var filter =
        context.addFilter(
            "edge",
            (request, response, chain) -> {
              if (request.getDispatcherType() == DispatcherType.REQUEST) {
                edge.begin();
              }
              edge.filter.doFilter(request, response, chain);
            });
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    var servlet =
        context.addServlet(
            "app",
            new HttpServlet() {
              private static final long serialVersionUID = 1;

              @Override
              protected void service(HttpServletRequest request, HttpServletResponse response) {
                applicationRuns.incrementAndGet();
              }
            });
    servlet.setAsyncSupported(true);
    servlet.addMapping("/*");
  }

  private List<RawConnection> ask(int viewers) throws IOException {
    List<RawConnection> connections = new ArrayList<>();
    for (int i = 0; i < viewers; i++) {
      connections.add(Edge.send(edge.connect(), "GET", "/slow"));
    }
    return connections;
  }

  private static void assertAnswers(List<RawConnection> connections) throws IOException {
    for (RawConnection connection : connections) {
      try (connection) {
        RawResponse answer = connection.receive();
        assertEquals("200 body", answer.status() + " " + answer.text());
        assertTrue(answer.complete());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fiveHundredWaitOnTwentyThreads(ServletContainer.Kind kind, @TempDir Path directory)
      throws Exception {
    start(kind, directory, Duration.ofSeconds(25));
    List<RawConnection> viewers = ask(VIEWERS);
    edge.awaitWaiting(VIEWERS - 1);
    assertEquals(200, edge.get("/fast").status(), "there are threads for others");
    go.countDown();

    assertAnswers(viewers);
    assertEquals(2, asked.get());
    edge.assertNothingIsLeft();
    assertEquals(0, edge.engine.waitingViewers());
    assertEquals(0, applicationRuns.get());
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeSharedIsAskedForByEachOfThem(ServletContainer.Kind kind, @TempDir Path directory)
      throws Exception {
    cacheControl = "private";
    start(kind, directory, Duration.ofSeconds(25));
    List<RawConnection> viewers = ask(40);
    edge.awaitWaiting(39);
    go.countDown();

    assertAnswers(viewers);
    assertEquals(40, asked.get());
    edge.assertNothingIsLeft();
    assertEquals(0, applicationRuns.get());
  }

  @ParameterizedTest
  @EnumSource
  void whoHasWaitedLongEnoughAsksForItself(ServletContainer.Kind kind, @TempDir Path directory)
      throws Exception {
    start(kind, directory, Duration.ofMillis(200));
    List<RawConnection> viewers = ask(3);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (asked.get() < 3) {
      assertTrue(System.nanoTime() < end, () -> asked + " asked");
      new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
    }
    go.countDown();

    assertAnswers(viewers);
    edge.assertNothingIsLeft();
    assertEquals(0, edge.engine.waitingViewers());
  }

  @ParameterizedTest
  @EnumSource
  void whoLeavesWhileItWaitsHoldsUpNobody(ServletContainer.Kind kind, @TempDir Path directory)
      throws Exception {
    start(kind, directory, Duration.ofSeconds(25));
    List<RawConnection> viewers = ask(1);
    assertTrue(fetching.await(20, TimeUnit.SECONDS));
    List<RawConnection> leaving = ask(10);
    viewers.addAll(ask(10));
    edge.awaitWaiting(20);
    for (RawConnection each : leaving) {
      each.close();
    }
    assertEquals(200, edge.get("/fast").status());
    go.countDown();

    assertAnswers(viewers);
    edge.assertNothingIsLeft();
    assertEquals(0, edge.engine.waitingViewers());
    assertEquals(2, asked.get(), "one fetch for each path");
    assertEquals(0, applicationRuns.get());
  }
}
