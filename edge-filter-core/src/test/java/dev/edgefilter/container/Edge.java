// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.explain.AccessLogRecord;
import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An edge in front of an application on a running container, and its viewers. */
final class Edge {
  private final List<String> failedViewers = new CopyOnWriteArrayList<>();
  private static final long LIMIT_SECONDS = 30;
  private static final long WAITING_LIMIT_SECONDS = 20;

  /** A handler of this path has all paths without one of their own. */
  static final String ANY_PATH = "*";

  final HandClock clock = new HandClock();
  final EdgeEngine engine;
  final EdgeFilter filter;
  final int port;
  private final Map<String, Handler> handlers;
  private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
  private final List<AccessLogRecord> records = new ArrayList<>();
  private int begun;

  Edge(int port, EdgeSetup setup) {
    this.port = port;
    this.handlers = Map.copyOf(setup.handlers);
    this.engine =
        setup
            .engine
            .config(setup.config.distribution(setup.distribution.build()).build())
            .clock(clock)
            .listener(this::done)
            .start();
    this.filter = new EdgeFilter(engine);
  }

  // --- the application's side ------------------------------------------------------------------

  void handle(String path, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    runs.computeIfAbsent(path, any -> new AtomicInteger()).incrementAndGet();
    Handler handler = handlers.getOrDefault(path, handlers.get(ANY_PATH));
    if (handler == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      handler.handle(request, response);
    }
  }

  /** How often the application ran on a path. */
  int runs(String path) {
    AtomicInteger count = runs.get(path);
    return count == null ? 0 : count.get();
  }

  // --- the viewers' side -----------------------------------------------------------------------

  RawConnection connect() throws IOException {
    return new RawConnection(port);
  }

  RawConnection connect(int receiveBufferBytes) throws IOException {
    return new RawConnection(port, receiveBufferBytes);
  }

  /** A request on its own connection; headers are whole lines. */
  RawResponse ask(String method, String target, String... headers) throws IOException {
    try (RawConnection connection = connect()) {
      return send(connection, method, target, headers).receive();
    }
  }

  static RawConnection send(
      RawConnection connection, String method, String target, String... headers)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + target + " HTTP/1.1");
    lines.add("Host: www.example.test");
    lines.addAll(Arrays.asList(headers));
    return connection.send(lines.toArray(new String[0]));
  }

  RawResponse get(String target, String... headers) throws IOException {
    return ask("GET", target, headers);
  }

  RawResponse head(String target, String... headers) throws IOException {
    return ask("HEAD", target, headers);
  }

  /** A request that is sent at once and answered some time. */
  Future<RawResponse> later(String method, String target, String... headers) {
    FutureTask<RawResponse> task =
        new FutureTask<>(
            () -> {
              try {
                return ask(method, target, headers);
              } catch (IOException | RuntimeException e) {
                failedViewers.add(e.toString());
                throw e;
              }
            });
    Thread viewer = new Thread(task, "viewer");
    viewer.setDaemon(true);
    viewer.start();
    return task;
  }

  /** Waits until at least so many viewers wait for another viewer's fetch. */
  void awaitWaiting(int viewers) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAITING_LIMIT_SECONDS);
    while (engine.waitingViewers() < viewers) {
      assertTrue(System.nanoTime() < end, this::whoWaits);
      new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
    }
  }

  /** What a person wants to know when too few wait. */
  private String whoWaits() {
    return engine.waitingViewers()
        + " viewers wait, "
        + begun
        + " requests were begun, "
        + engine.openFetches()
        + " fetches are under way, viewers failed with "
        + failedViewers;
  }

  /** The same without the edge. */
  RawResponse bare(String method, String target) throws IOException {
    return ask(method, target, SharedContainer.BARE + ": 1");
  }

  // --- what is left afterwards -----------------------------------------------------------------

  synchronized void begin() {
    begun++;
  }

  private synchronized void done(AccessLogRecord record) {
    records.add(record);
    notifyAll();
  }

  /** Waits until so many exchanges are over, and returns the records of all. */
  synchronized List<AccessLogRecord> records(int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (records.size() < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      assertTrue(left > 0, () -> records.size() + " of " + count + " exchanges ended");
      wait(left);
    }
    return List.copyOf(records);
  }

  /**
   * Waits until all exchanges that were begun are over: a viewer may have the last byte of an
   * answer a moment before the answer is stored.
   */
  void awaitEnds() throws InterruptedException {
    records(begun());
  }

  private synchronized int begun() {
    return begun;
  }

  /** Every exchange has ended once, and no fetch is left under way. */
  void assertNothingIsLeft() throws InterruptedException {
    int expected = begun();
    assertEquals(expected, records(expected).size(), "exchanges that ended");
    assertEquals(0, engine.openFetches(), "fetches under way");
  }
}
