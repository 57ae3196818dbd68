// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A 304 of an application that writes by a listener: the stored body goes out in its place. */
@Tag("container")
class ConfirmedByListenerTest {
  private static final int BYTES = 6_000_000;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  /** How an application that was asked for a confirmation ends its answer. */
  private enum Ending {
    COMPLETE {
      @Override
      void end(AsyncContext context, HttpServletResponse response) {
        context.complete();
      }
    },
    FLUSH {
      @Override
      void end(AsyncContext context, HttpServletResponse response) throws IOException {
        response.flushBuffer();
        context.complete();
      }
    },
    CLOSE {
      @Override
      void end(AsyncContext context, HttpServletResponse response) throws IOException {
        response.getOutputStream().close();
        context.complete();
      }
    },
    OTHER_THREAD {
      @Override
      void end(AsyncContext context, HttpServletResponse response) {
        Thread thread = new Thread(context::complete, "application");
        thread.setDaemon(true);
        thread.start();
      }
    };

    abstract void end(AsyncContext context, HttpServletResponse response) throws IOException;
  }

  private record Confirming(AsyncContext context, HttpServletResponse response, Ending ending)
      implements WriteListener {
    @Override
    public void onWritePossible() throws IOException {
      ServletOutputStream out = response.getOutputStream();
      if (out.isReady()) {
        response.setStatus(304);
        ending.end(context, response);
      }
    }

    @Override
    public void onError(Throwable problem) {
      context.complete();
    }
  }

  private static byte[] body() {
    byte[] body = new byte[BYTES];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 31 + i / 255);
    }
    return body;
  }

  private Edge start(ServletContainer.Kind kind, Ending ending) {
    byte[] body = body();
    return edges.start(
        kind,
        setup -> {
          setup.engine.memoryBytes(64L << 20).maxBodyBytes(16L << 20);
          setup.app("/file", (request, response) -> answer(request, response, body, ending));
        });
  }

  private static void answer(
      HttpServletRequest request, HttpServletResponse response, byte[] body, Ending ending)
      throws IOException {
    response.setHeader("ETag", "\"v1\"");
    if (request.getHeader("If-None-Match") == null) {
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      return;
    }
    AsyncContext context = request.startAsync();
    response.getOutputStream().setWriteListener(new Confirming(context, response, ending));
  }

  @ParameterizedTest
  @EnumSource
  void slowViewerGetsTheWholeStoredBody(ServletContainer.Kind kind) throws Exception {
    for (Ending ending : Ending.values()) {
      Edge edge = start(kind, ending);
      edge.get("/file");
      edge.clock.advance(Duration.ofSeconds(100));
      try (RawConnection viewer = edge.connect(4096)) {
        Edge.send(viewer, "GET", "/file");
        RawResponse answer = viewer.receive();
        assertEquals("200 RefreshHit", answer.status() + " " + answer.xCache(), ending.name());
        assertTrue(answer.complete(), ending.name());
        assertArrayEquals(body(), answer.body(), ending.name());
        // The connection goes on with the next request.
        assertEquals("Hit", Edge.send(viewer, "GET", "/file").receiveHead().xCache());
      }
      assertEquals(2, edge.runs("/file"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rangeOfTheStoredBodyIsSent(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, Ending.COMPLETE);
    edge.get("/file");
    edge.clock.advance(Duration.ofSeconds(100));
    RawResponse part = edge.get("/file", "Range: bytes=1000000-4999999");
    assertEquals("206 RefreshHit", part.status() + " " + part.xCache());
    assertArrayEquals(Arrays.copyOfRange(body(), 1_000_000, 5_000_000), part.body());
  }

  @ParameterizedTest
  @EnumSource
  void viewersWhoReadNothingHoldNoThread(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, Ending.COMPLETE);
    edge.get("/file");
    edge.clock.advance(Duration.ofSeconds(100));
    // What an edge of another test still does in this process is not looked at.
    Set<Thread> others = inside(Set.of()).keySet();
    try (RawConnection slow = edge.connect(4096)) {
      Edge.send(slow, "GET", "/file");
      slow.receiveHead();
      assertEquals(Map.of(), insideAtLast(others));
      Future<RawResponse> quick = edge.later("GET", "/file");
      assertArrayEquals(body(), quick.get(20, TimeUnit.SECONDS).body());
      assertEquals(BYTES, slow.receiveText(BYTES).length());
    }
  }

  /**
   * The threads that stay inside the edge, but for the given ones. One of the container's comes and
   * goes until the network's buffers are full, so a single look that finds nobody says nothing.
   */
  private static Map<Thread, String> insideAtLast(Set<Thread> others) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Map<Thread, String> lastSeen = Map.of();
    int nobody = 0;
    for (int i = 0; i < 2000 && nobody < 20; i++) {
      never.await(10, TimeUnit.MILLISECONDS);
      Map<Thread, String> inside = inside(others);
      nobody = inside.isEmpty() ? nobody + 1 : 0;
      lastSeen = inside.isEmpty() ? lastSeen : inside;
    }
    return nobody < 20 ? lastSeen : Map.of();
  }

  /** The threads inside the edge and where they are, but for the given ones. */
  private static Map<Thread, String> inside(Set<Thread> others) {
    Map<Thread, String> inside = new HashMap<>();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              String place = Arrays.toString(stack);
              if (place.contains("dev.edgefilter.internal.exchange.") && !others.contains(thread)) {
                inside.put(thread, place);
              }
            });
    return inside;
  }

  @ParameterizedTest
  @EnumSource
  void viewerWhoLeavesEndsTheExchange(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Edge edge = start(kind, Ending.COMPLETE);
    edge.get("/file");
    edge.clock.advance(Duration.ofSeconds(100));
    RawConnection viewer = edge.connect(4096);
    Edge.send(viewer, "GET", "/file");
    viewer.receiveHead();
    viewer.hangUp();
    assertEquals(2, edge.records(2).size());
    assertArrayEquals(body(), edge.get("/file").body());
  }
}
