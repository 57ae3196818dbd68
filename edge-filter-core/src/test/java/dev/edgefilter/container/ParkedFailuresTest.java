// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.ext.jettyclient.RawOrigin;
import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Viewers that wait without a thread, and whose wait does not end as it should. */
@Tag("container")
final class ParkedFailuresTest {
  /** How the wait of a viewer ends. */
  private static final String FAILS = "X-Fails";

  @TempDir private Path directory;

  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch fetching = new CountDownLatch(1);
  private volatile String cacheControl = "max-age=60";
  private volatile Edge edge;
  private RawOrigin origin;
  private ServletContainer container;

  private void answer(RawOrigin.Connection connection, String head) throws IOException {
    fetching.countDown();
    try {
      assertTrue(!head.startsWith("GET /slow") || go.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    connection.send(
        "HTTP/1.1 200 OK\r\nCache-Control: " + cacheControl + "\r\nContent-Length: 4\r\n\r\nbody");
  }

  private void start(ServletContainer.Kind kind) throws Exception {
    origin = RawOrigin.start(this::answer);
    container =
        kind.start(
            directory,
            ContainerSettings.PLAIN.withHttp2(),
            (classes, context) -> install(context, new Delegate()));
    edge = new Edge(container.port(), setup());
  }

  private EdgeSetup setup() {
    EdgeSetup setup = new EdgeSetup();
    setup.engine.collapseWait(Duration.ofSeconds(25));
    setup.distribution.origin(RemoteServer.origin("far", origin.port()).build());
    setup.defaultBehavior(behavior -> behavior.targetOrigin("far"));
    return setup;
  }

  @AfterEach
  void stop() throws IOException {
    go.countDown();
    container.close();
    if (edge != null) {
      edge.engine.close();
    }
    origin.close();
  }

  private static void install(ServletContext context, Filter filter) {
    var edge = context.addFilter("edge", filter);
    edge.setAsyncSupported(true);
    edge.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    var servlet =
        context.addServlet(
            "app",
            new HttpServlet() {
              private static final long serialVersionUID = 1;
            });
    servlet.setAsyncSupported(true);
    servlet.addMapping("/*");
  }

  /** The edge of the test that runs, which some requests reach in a wrapper that fails. */
  private final class Delegate implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
      if (first) {
        edge.begin();
      }
      String fails = ((HttpServletRequest) request).getHeader(FAILS);
      if (!first || fails == null) {
        edge.filter.doFilter(request, response, chain);
      } else if (fails.equals("started")) {
        AsyncContext before = request.startAsync();
        try {
          edge.filter.doFilter(request, response, chain);
        } finally {
          before.complete();
        }
      } else {
        edge.filter.doFilter(new Failing((HttpServletRequest) request, fails), response, chain);
      }
    }
  }

  /** A request whose asynchronous context fails in the way that its header names. */
  private static final class Failing extends HttpServletRequestWrapper {
    private final String fails;

    Failing(HttpServletRequest request, String fails) {
      super(request);
      this.fails = fails;
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
      AsyncContext container = getRequest().startAsync(getRequest(), response);
      return (AsyncContext)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {AsyncContext.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("dispatch")) {
                  fail(container);
                }
                try {
                  return method.invoke(container, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private void fail(AsyncContext container) {
      if (fails.equals("rejected")) {
        throw new RejectedExecutionException("wanted");
      }
      container.complete(); // so that the dispatch comes too late
    }
  }

  private List<RawConnection> ask(int viewers, String... headers) throws IOException {
    List<RawConnection> connections = new ArrayList<>();
    for (int i = 0; i < viewers; i++) {
      connections.add(Edge.send(edge.connect(), "GET", "/slow", headers));
    }
    return connections;
  }

  private List<RawConnection> lead() throws Exception {
    List<RawConnection> leader = ask(1);
    assertTrue(fetching.await(20, TimeUnit.SECONDS));
    return leader;
  }

  private static void assertAnswers(List<RawConnection> connections) throws IOException {
    for (RawConnection connection : connections) {
      try (connection) {
        RawResponse answer = connection.receive();
        assertEquals("200 body", answer.status() + " " + answer.text());
      }
    }
  }

  private void assertNothingIsLeft() throws InterruptedException {
    edge.assertNothingIsLeft();
    assertEquals(0, edge.engine.waitingViewers());
  }

  @ParameterizedTest
  @EnumSource
  void dispatchThatFailsHoldsUpNobody(ServletContainer.Kind kind) throws Exception {
    start(kind);
    List<RawConnection> served = lead();
    List<RawConnection> refused = ask(2, FAILS + ": rejected");
    List<RawConnection> late = ask(2, FAILS + ": late");
    edge.awaitWaiting(4);
    served.addAll(ask(3));
    edge.awaitWaiting(7);
    go.countDown();

    assertAnswers(served);
    for (RawConnection each : refused) {
      assertEquals(503, each.receive().status());
      each.close();
    }
    for (RawConnection each : late) {
      each.receive();
      each.close();
    }
    assertEquals("200 Hit body", edge.get("/slow").line());
    assertNothingIsLeft();
    assertEquals(1, origin.heads().size());
  }

  @ParameterizedTest
  @EnumSource
  void whoIsAsynchronousAlreadyWaitsWithItsThread(ServletContainer.Kind kind) throws Exception {
    start(kind);
    List<RawConnection> viewers = lead();
    viewers.addAll(ask(2, FAILS + ": started"));
    edge.awaitWaiting(2);
    go.countDown();

    assertAnswers(viewers);
    assertNothingIsLeft();
    assertEquals(1, origin.heads().size());
  }

  @ParameterizedTest
  @EnumSource
  void streamsThatAreResetWhileTheyWaitHoldUpNobody(ServletContainer.Kind kind) throws Exception {
    start(kind);
    List<RawConnection> viewers = lead();
    try (Http2Viewer viewer = new Http2Viewer(container.port())) {
      Http2Viewer.Call leaving = viewer.send("GET", "/slow");
      Http2Viewer.Call staying = viewer.send("GET", "/slow");
      viewers.addAll(ask(1));
      edge.awaitWaiting(3);
      leaving.reset();
      assertEquals("200 Miss body", viewer.get("/fast").line(), "the connection goes on");
      go.countDown();

      assertEquals("200 Hit body", staying.answer().line());
      assertAnswers(viewers);
    }
    assertNothingIsLeft();
    assertEquals(2, origin.heads().size(), "one fetch for each path");
  }

  @ParameterizedTest
  @EnumSource
  void connectionThatGoesWhileItsStreamsWaitHoldsUpNobody(ServletContainer.Kind kind)
      throws Exception {
    start(kind);
    List<RawConnection> viewers = lead();
    try (Http2Viewer viewer = new Http2Viewer(container.port())) {
      for (int i = 0; i < 5; i++) {
        viewer.send("GET", "/slow");
      }
      edge.awaitWaiting(5);
    }
    viewers.addAll(ask(1));
    go.countDown();

    assertAnswers(viewers);
    assertNothingIsLeft();
    assertEquals(1, origin.heads().size());
  }

  @ParameterizedTest
  @EnumSource
  void publicationWithoutTheOriginLeavesThoseWhoWaitTheirs(ServletContainer.Kind kind)
      throws Exception {
    cacheControl = "private";
    start(kind);
    List<RawConnection> viewers = lead();
    viewers.addAll(ask(5));
    edge.awaitWaiting(5);
    EdgeSetup other = new EdgeSetup();
    EdgeConfig config = other.config.distribution(other.distribution.build()).build();
    edge.engine.publish(config);
    go.countDown();

    assertAnswers(viewers);
    assertNothingIsLeft();
    assertEquals(6, origin.heads().size(), "each for itself");
  }

  @ParameterizedTest
  @EnumSource
  void engineThatClosesLeavesNobodyWaiting(ServletContainer.Kind kind) throws Exception {
    start(kind);
    List<RawConnection> viewers = lead();
    viewers.addAll(ask(5));
    edge.awaitWaiting(5);
    edge.engine.close();
    go.countDown();

    for (RawConnection each : viewers) {
      try (each) {
        each.receive();
      }
    }
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource
  void filterThatIsDestroyedAnswersThoseWhoWait(ServletContainer.Kind kind) throws Exception {
    origin = RawOrigin.start(this::answer);
    Path config =
        Files.writeString(
            directory.resolve("edge.json"),
            """
            {"Enabled": true, "Origins": {"Quantity": 1, "Items": [{"Id": "far",
              "DomainName": "localhost", "CustomOriginConfig": {"HTTPPort": %d, "HTTPSPort": 443,
              "OriginProtocolPolicy": "http-only"}}]},
             "DefaultCacheBehavior": {"TargetOriginId": "far", "ViewerProtocolPolicy": "allow-all",
              "CachePolicyId": "Managed-CachingOptimized"}}
            """
                .formatted(origin.port()));
    EdgeFilter filter = new EdgeFilter();
    CountDownLatch parked = new CountDownLatch(3);
    container =
        kind.start(
            directory,
            ContainerSettings.PLAIN,
            (classes, context) -> {
              install(context, new Watched(filter, parked));
              context
                  .getFilterRegistrations()
                  .get("edge")
                  .setInitParameter("config", config.toString());
            });
    try (LogCapture log = LogCapture.start();
        RawConnection leader = new RawConnection(container.port())) {
      Edge.send(leader, "GET", "/slow");
      assertTrue(fetching.await(20, TimeUnit.SECONDS));
      List<RawConnection> waiting = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        waiting.add(Edge.send(new RawConnection(container.port()), "GET", "/slow"));
      }
      assertTrue(parked.await(20, TimeUnit.SECONDS));
      filter.destroy();
      go.countDown();
      for (RawConnection each : waiting) {
        try (each) {
          assertEquals(503, each.receive().status());
        }
      }
      leader.receive();
      assertFalse(log.text().contains("dispatcher type ASYNC"), log.text());
    }
  }

  /** Counts those that are parked. */
  private record Watched(EdgeFilter filter, CountDownLatch parked) implements Filter {
    @Override
    public void init(jakarta.servlet.FilterConfig config) throws ServletException {
      filter.init(config);
    }

    @Override
    public void destroy() {
      filter.destroy();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      filter.doFilter(request, response, chain);
      if (request.isAsyncStarted()) {
        parked.countDown();
      }
    }
  }
}
