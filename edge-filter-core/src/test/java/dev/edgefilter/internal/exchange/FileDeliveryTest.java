// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.edgefilter.internal.exchange.TestEdge.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bodies that lie in a file are left to containers that send files themselves. */
final class FileDeliveryTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  @BeforeEach
  void store() {
    edge.app.answers(200, "Cache-Control: max-age=60 / Content-Length: 10", "0123456789");
    edge.get("/a");
    edge.store.file = Path.of("/store/a");
    edge.store.fileOffset = 4096;
  }

  private Answer ask(String method, String headers, boolean prefersFiles) {
    FakeViewer viewer = edge.viewer(method, "/a", headers);
    viewer.prefersFiles = prefersFiles;
    return edge.ask(viewer);
  }

  @Test
  void aWholeBodyIsHandedOver() {
    Answer answer = ask("GET", "-", true);

    assertEquals("/store/a 4096 10", answer.viewer().sentFile);
    assertEquals("", answer.body());
    assertEquals("10", answer.header("Content-Length"));
    assertEquals(10, edge.log.get(1).bodyBytes());
  }

  @Test
  void aRangeIsHandedOver() {
    Answer answer = ask("GET", "Range: bytes=2-4", true);

    assertEquals("/store/a 4098 3", answer.viewer().sentFile);
    assertEquals("206 bytes 2-4/10", answer.status() + " " + answer.header("Content-Range"));
  }

  @Test
  void severalRangesAndBodilessAnswersAreNot() {
    assertNull(ask("GET", "Range: bytes=2-4,6-7", true).viewer().sentFile);
    assertNull(ask("GET", "Range: bytes=20-", true).viewer().sentFile);
    assertNull(ask("HEAD", "-", true).viewer().sentFile);
  }

  @Test
  void aViewerThatDoesNotTakeFilesGetsBytes() {
    Answer answer = ask("GET", "-", false);

    assertNull(answer.viewer().sentFile);
    assertEquals("0123456789", answer.body());
  }

  @Test
  void aBodyThatIsInNoFileIsWritten() {
    edge.store.file = null;
    Answer answer = ask("GET", "-", true);

    assertNull(answer.viewer().sentFile);
    assertEquals("0123456789", answer.body());
  }
}
