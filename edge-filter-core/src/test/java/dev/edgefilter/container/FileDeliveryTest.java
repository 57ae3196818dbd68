// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies too long for memory, out of the store's files: mapped on Jetty, by Tomcat's sendfile. */
@Tag("container")
final class FileDeliveryTest {
  private static final int LENGTH = 20_000_000;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void wholeBodiesAndRangesOfAFileAreByteForByteTheSame(ServletContainer.Kind kind)
      throws Exception {
    byte[] body = PatternOrigin.bytes(0, LENGTH - 1);
    Edge edge =
        edges.start(
            kind,
            setup -> {
              setup.engine.storeDirectory(directory.resolve("store")).diskBytes(1L << 30);
              setup.app(
                  "/film",
                  (request, response) -> {
                    response.setContentLength(LENGTH);
                    response.getOutputStream().write(body);
                  });
            });
    edge.get("/film");
    try (RawConnection connection = edge.connect()) {
      for (int i = 0; i < 3; i++) {
        RawResponse whole = Edge.send(connection, "GET", "/film").receive();
        assertEquals("200 Hit", whole.status() + " " + whole.xCache());
        assertTrue(Arrays.equals(body, whole.body()));
        RawResponse range =
            Edge.send(connection, "GET", "/film", "Range: bytes=1234567-9876543").receive();
        assertEquals("206 Hit", range.status() + " " + range.xCache());
        assertTrue(Arrays.equals(PatternOrigin.bytes(1_234_567, 9_876_543), range.body()));
        RawResponse small = Edge.send(connection, "GET", "/film", "Range: bytes=7-8").receive();
        assertTrue(Arrays.equals(PatternOrigin.bytes(7, 8), small.body()));
      }
    }
    assertEquals(1, edge.runs("/film"));
    edge.engine.close();
  }
}
