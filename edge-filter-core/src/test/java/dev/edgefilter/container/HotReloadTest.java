// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.DistributionConfig;
import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.config.ResponseHeadersPolicyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Configurations that are published while viewers are served. */
@Tag("container")
class HotReloadTest {
  private static final int PUBLICATIONS = 1000;
  private static final int VIEWERS = 4;

  /** Tomcat closes a connection after a hundred requests. */
  private static final int ASKED_ON_A_CONNECTION = 40;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  /** The same site with another header on every response. */
  private static EdgeConfig version(EdgeConfig config, int number) {
    EdgeConfig.Builder builder = EdgeConfig.builder();
    config.cachePolicies().forEach(builder::cachePolicy);
    builder.responseHeadersPolicy(
        ResponseHeadersPolicyConfig.builder("version")
            .customHeader("X-Version", Integer.toString(number), true)
            .build());
    for (DistributionConfig distribution : config.distributions()) {
      builder.distribution(distribution);
    }
    return builder.build();
  }

  private static void describe(EdgeSetup setup) {
    setup.config.responseHeadersPolicy(
        ResponseHeadersPolicyConfig.builder("version")
            .customHeader("X-Version", "0", true)
            .build());
    setup.defaultBehavior(b -> b.responseHeadersPolicy("version"));
  }

  @ParameterizedTest
  @EnumSource
  void aThousandPublicationsLoseNoRequestAndNothingStored(ServletContainer.Kind kind)
      throws Exception {
    AtomicInteger misses = new AtomicInteger();
    Edge edge =
        edges.start(
            kind,
            setup -> {
              describe(setup);
              setup.app("/kept", (q, r) -> r.getWriter().print("kept"));
              setup.app(
                  "/new",
                  (q, r) -> {
                    misses.incrementAndGet();
                    r.setHeader("Cache-Control", "no-store");
                    r.getWriter().print("new");
                  });
            });
    EdgeConfig config = edge.engine.config();
    assertEquals("200 Miss kept", edge.get("/kept").line());
    AtomicBoolean over = new AtomicBoolean();
    List<Future<Integer>> viewers = new ArrayList<>();
    for (int i = 0; i < VIEWERS; i++) {
      viewers.add(view(edge, over));
    }

    for (int i = 1; i <= PUBLICATIONS; i++) {
      edge.engine.publish(version(config, i));
    }
    over.set(true);

    int asked = 0;
    for (Future<Integer> viewer : viewers) {
      asked += viewer.get(60, TimeUnit.SECONDS);
    }
    assertTrue(asked > 0);
    assertEquals(PUBLICATIONS + 1, edge.engine.configState().version());
    assertEquals(1, edge.runs("/kept"), "the store was kept");
    assertEquals(misses.get(), edge.runs("/new"));
    assertEquals(
        Integer.toString(PUBLICATIONS), edge.get("/kept").header("X-Version"), "the last one");
  }

  /** Asks until it is told to stop; fails on any response that is not as it should be. */
  private static Future<Integer> view(Edge edge, AtomicBoolean over) {
    FutureTask<Integer> task =
        new FutureTask<>(
            () -> {
              int asked = 0;
              int last = 0;
              do {
                try (RawConnection connection = edge.connect()) {
                  for (int i = 0; i < ASKED_ON_A_CONNECTION && !over.get(); i++) {
                    RawResponse hit = Edge.send(connection, "GET", "/kept").receive();
                    assertEquals("200 Hit kept", hit.line());
                    int version = Integer.parseInt(hit.header("X-Version"));
                    assertTrue(version >= last, "versions never go back");
                    last = version;
                    RawResponse miss = Edge.send(connection, "GET", "/new").receive();
                    assertEquals("200 Miss new", miss.line());
                    asked += 2;
                  }
                }
              } while (!over.get());
              return asked;
            });
    Thread thread = new Thread(task, "viewer");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  @ParameterizedTest
  @EnumSource
  void aRequestInFlightIsFinishedByThePlanItBeganWith(ServletContainer.Kind kind) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Edge edge =
        edges.start(
            kind,
            setup -> {
              describe(setup);
              setup.app(
                  "/slow",
                  (q, r) -> {
                    running.countDown();
                    assertTrue(goOn.await(30, TimeUnit.SECONDS));
                    r.getWriter().print("slow");
                  });
            });
    Future<RawResponse> slow = edge.later("GET", "/slow");
    assertTrue(running.await(30, TimeUnit.SECONDS));

    edge.engine.publish(version(edge.engine.config(), 1));
    goOn.countDown();

    RawResponse first = slow.get(30, TimeUnit.SECONDS);
    assertEquals("200 Miss slow", first.line());
    assertEquals("0", first.header("X-Version"));
    RawResponse hit = edge.get("/slow");
    assertEquals("200 Hit slow", hit.line(), "what it stored is there for the new plan");
    assertEquals("1", hit.header("X-Version"));
  }

  @ParameterizedTest
  @EnumSource
  void anUnchangedRemoteOriginIsCarriedOver(ServletContainer.Kind kind) throws Exception {
    AtomicInteger connected = new AtomicInteger();
    PatternOrigin origin = new PatternOrigin(10);
    Edge edge =
        edges.start(
            kind,
            setup -> {
              describe(setup);
              setup.engine.originConnector(
                  config -> {
                    connected.incrementAndGet();
                    return origin;
                  });
              setup.distribution.origin(
                  OriginConfig.remote("far", "far.example.test", OriginProtocolPolicy.HTTPS_ONLY));
              setup.defaultBehavior(b -> b.targetOrigin("app"));
              setup.behavior("/far/*", b -> b.targetOrigin("far").cachePolicy("CachingDisabled"));
            });
    for (int i = 1; i <= 10; i++) {
      edge.engine.publish(version(edge.engine.config(), i));
      assertEquals(200, edge.get("/far/a").status());
    }
    assertEquals(1, connected.get(), "connected once");
  }
}
