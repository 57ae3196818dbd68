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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A filter that is not mapped for ASYNC parks nobody once that is known; others go on parking. */
@Tag("container")
final class MisroutedViewersTest {
  private static final int THREADS = 20;
  private static final int VIEWERS = 40;

  private final Semaphore go = new Semaphore(0);
  private final AtomicInteger applicationRuns = new AtomicInteger();
  private volatile Edge astray;
  private volatile Edge well;
  private ServletContainer container;

  /** Answers each request when it may. */
  private final class Gated implements Origin {
    @Override
    public void fetch(OriginRequest request, OriginSink sink) throws IOException {
      try {
        if (!request.path().endsWith("/fast")) {
          assertTrue(go.tryAcquire(30, TimeUnit.SECONDS));
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      sink.head(new ResponseHead(200, Headers.of("Cache-Control", "max-age=60")));
      sink.body(ByteBuffer.wrap("body".getBytes(StandardCharsets.US_ASCII)));
      sink.end();
    }
  }

  private Edge edge() {
    EdgeSetup setup = new EdgeSetup();
    setup.engine.originConnector(config -> new Gated()).collapseWait(Duration.ofSeconds(25));
    setup.distribution.origin(
        OriginConfig.remote("far", "far.example.test", OriginProtocolPolicy.HTTPS_ONLY));
    setup.defaultBehavior(behavior -> behavior.targetOrigin("far"));
    return new Edge(container.port(), setup);
  }

  private static void install(
      ServletContext context, String name, Supplier<Edge> edge, EnumSet<DispatcherType> types) {
    var filter =
        context.addFilter(
            name,
            (request, response, chain) -> {
              if (request.getDispatcherType() == DispatcherType.REQUEST) {
                edge.get().begin();
              }
              edge.get().filter.doFilter(request, response, chain);
            });
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(types, false, "/" + name + "/*");
  }

  private void install(ServletContext context) {
    install(context, "astray", () -> astray, EnumSet.of(DispatcherType.REQUEST));
    install(context, "well", () -> well, EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
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

  @AfterEach
  void stop() {
    astray.engine.close();
    well.engine.close();
    container.close();
  }

  private static List<RawResponse> answers(List<RawConnection> connections) throws IOException {
    List<RawResponse> answers = new ArrayList<>();
    for (RawConnection connection : connections) {
      try (connection) {
        answers.add(connection.receive());
      }
    }
    return answers;
  }

  private List<RawResponse> together(Edge edge, String path, int viewers) throws Exception {
    List<RawConnection> connections = new ArrayList<>();
    for (int i = 0; i < viewers; i++) {
      connections.add(Edge.send(edge.connect(), "GET", path));
    }
    edge.awaitWaiting(viewers - 1);
    if (edge == well) {
      assertEquals(200, edge.get("/well/fast").status(), "there are threads for others");
    }
    go.release();
    List<RawResponse> answers = answers(connections);
    edge.assertNothingIsLeft();
    return answers;
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheFilterThatIsPassedByStopsParking(ServletContainer.Kind kind, @TempDir Path directory)
      throws Exception {
    container =
        kind.start(
            directory,
            ContainerSettings.PLAIN.withThreads(THREADS),
            (classes, context) -> install(context));
    astray = edge();
    well = edge();

    together(astray, "/astray/first", 2);
    assertEquals(1, applicationRuns.get(), "the dispatch went past the filter");

    for (RawResponse answer : together(astray, "/astray/second", 2)) {
      assertEquals("200 body", answer.status() + " " + answer.text(), "waited with its thread");
    }
    assertEquals(1, applicationRuns.get());

    for (RawResponse answer : together(well, "/well/slow", VIEWERS)) {
      assertEquals("200 body", answer.status() + " " + answer.text());
    }
    assertEquals(1, applicationRuns.get());
  }
}
