// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.explain.ResultType;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stored body that is confirmed where a WriteListener owns the connection. */
final class PacedTransferTest {
  private static final String BODY = "0123456789".repeat(9_000);

  @RegisterExtension final TestEdge edge = new TestEdge();

  /** A viewer who takes so many writes before it is not ready, of an answer that is confirmed. */
  private FakeViewer confirmed(int writesTaken) {
    edge.app.answers(200, "Cache-Control: max-age=60 / ETag: \"v\"", BODY);
    edge.get("/a");
    edge.passSeconds(60);
    edge.app.answers(304, "Cache-Control: max-age=60 / ETag: \"v\"", "");
    FakeViewer viewer = edge.viewer("GET", "/a", "-");
    viewer.mayBlock = false;
    viewer.writesTaken.set(writesTaken);
    return viewer;
  }

  @Test
  void severalRangesAreAnsweredWithTheWholeBody() throws IOException {
    edge.app.answers(200, "Cache-Control: max-age=60 / ETag: \"v\"", BODY);
    edge.get("/a");
    FakeViewer viewer = edge.viewer("GET", "/a", "Range: bytes=0-1,5-6");
    viewer.mayBlock = false;
    viewer.writesTaken.set(100);
    begin(viewer);

    assertEquals(200, viewer.head.status());
    assertEquals(BODY, viewer.bodyText());
  }

  private Exchange begin(FakeViewer viewer) throws IOException {
    Exchange exchange = edge.begin(viewer);
    edge.driver.advance(exchange);
    return exchange;
  }

  @Test
  void nothingIsWrittenBeforeTheViewerIsReady() throws IOException {
    FakeViewer viewer = confirmed(0);
    Exchange exchange = begin(viewer);
    assertTrue(exchange.isSending());
    assertEquals("", viewer.bodyText());

    viewer.writesTaken.set(100);
    assertTrue(edge.driver.resume(exchange));
    assertEquals(BODY, viewer.bodyText());
    assertEquals(Phase.DONE, exchange.phase());
    assertFalse(exchange.isSending());
    assertFalse(edge.driver.resume(exchange), "nothing waits any more");
  }

  @Test
  void oneWriteIsMadeEachTimeTheViewerIsReady() throws IOException {
    FakeViewer viewer = confirmed(1);
    Exchange exchange = begin(viewer);
    for (int turns = 0; exchange.isSending(); turns++) {
      assertTrue(turns < 10, "it does not end");
      viewer.writesTaken.set(1);
      edge.driver.resume(exchange);
    }
    assertEquals(BODY, viewer.bodyText());
    assertEquals(ResultType.REFRESH_HIT, edge.log.get(1).result());
  }

  @Test
  void whatTheApplicationStillWritesGoesNowhere() throws IOException {
    FakeViewer viewer = confirmed(0);
    edge.app.does(
        (request, sink) -> {
          edge.app.send(sink, 304, "ETag: \"v\"", "");
          sink.body(ByteBuffer.wrap(new byte[10]));
          sink.flush();
          sink.end();
        });
    Exchange exchange = begin(viewer);
    viewer.writesTaken.set(100);
    edge.driver.resume(exchange);

    assertEquals(BODY, viewer.bodyText());
  }

  @Test
  void containerThatGivesUpEndsTheWait() throws IOException {
    FakeViewer viewer = confirmed(0);
    Exchange exchange = begin(viewer);
    edge.driver.release(exchange, true);

    viewer.writesTaken.set(100);
    edge.driver.resume(exchange);
    assertEquals("", viewer.bodyText());
    assertEquals(ResultType.ERROR, edge.log.get(1).finalResult());
  }

  @Test
  void failureThatTheContainerReportsEndsTheWait() throws IOException {
    FakeViewer viewer = confirmed(0);
    Exchange exchange = begin(viewer);
    edge.driver.broke(exchange);

    assertFalse(exchange.isSending(), "whoever completes now need not wait");
    assertTrue(exchange.isFinished());
    assertEquals(ResultType.ERROR, edge.log.get(1).finalResult());
  }

  @Test
  void viewerWhoLeavesEndsTheExchange() throws IOException {
    FakeViewer viewer = confirmed(0);
    Exchange exchange = begin(viewer);
    viewer.writesTaken.set(100);
    viewer.hangsUpAfter = 10;

    assertThrows(IOException.class, () -> edge.driver.resume(exchange));
    assertTrue(exchange.isFinished());
    assertEquals(ResultType.ERROR, edge.log.get(1).finalResult());
  }
}
