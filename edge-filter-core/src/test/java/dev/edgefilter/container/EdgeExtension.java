// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts edges for a test, and checks after it that every exchange has ended, that no fetch is
 * left, and that nothing logged an exception the test did not expect.
 */
final class EdgeExtension implements BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(EdgeExtension.class);

  /** What tells containers apart. */
  private record Place(ServletContainer.Kind kind, boolean http2) {}

  private final List<Edge> edges = new ArrayList<>();
  private final List<AutoCloseable> origins = new ArrayList<>();
  private ExtensionContext.Store containers;
  private LogCapture log;
  private boolean exceptionsExpected;

  Edge start(ServletContainer.Kind kind, Consumer<EdgeSetup> settings) {
    return start(new Place(kind, false), settings);
  }

  /** The same where viewers may speak HTTP/2 as well. */
  Edge startHttp2(ServletContainer.Kind kind, Consumer<EdgeSetup> settings) {
    return start(new Place(kind, true), settings);
  }

  private Edge start(Place place, Consumer<EdgeSetup> settings) {
    EdgeSetup setup = new EdgeSetup();
    settings.accept(setup);
    SharedContainer container =
        containers.getOrComputeIfAbsent(
            place, it -> new SharedContainer(it.kind(), it.http2()), SharedContainer.class);
    Edge edge = container.use(setup);
    edges.add(edge);
    return edge;
  }

  /**
   * Closes an origin of the test when nothing is looked for in the log any more. A client has the
   * last byte of an answer before its server is through with it, and one that is stopped in between
   * logs an exception.
   */
  <T extends AutoCloseable> T closeLast(T origin) {
    origins.add(origin);
    return origin;
  }

  /** The application of this test fails, which containers log. */
  void expectLoggedExceptions() {
    exceptionsExpected = true;
  }

  /** What was logged so far. */
  String log() {
    return log.text();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    containers = context.getRoot().getStore(NAMESPACE);
    exceptionsExpected = false;
    edges.clear();
    origins.clear();
    log = LogCapture.start();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    try {
      for (Edge edge : edges) {
        edge.assertNothingIsLeft();
      }
    } finally {
      log.close();
      for (Edge edge : edges) {
        edge.engine.close();
      }
      for (AutoCloseable origin : origins) {
        origin.close();
      }
    }
    if (!exceptionsExpected) {
      assertEquals("", log.exceptions(), "exceptions in the log");
    }
  }
}
