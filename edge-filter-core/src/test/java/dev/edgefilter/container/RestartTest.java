// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was stored before the application was stopped answers after it is started again. */
@Tag("container")
class RestartTest {
  private static final byte[] SMALL = bytes(3_000);
  private static final byte[] LARGE = bytes(20_000_000);

  @RegisterExtension private final EdgeExtension edges = new EdgeExtension();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void firstRequestsAfterARestartAreHits(ServletContainer.Kind kind) throws Exception {
    Edge before = start(kind);
    assertEquals("Miss", before.get("/small").xCache());
    assertEquals("Miss", before.get("/large").xCache());
    assertEquals("Miss", before.get("/gone").xCache());
    assertEquals("Miss", before.get("/wild/gone").xCache());
    before.engine.invalidate(EdgeSetup.ID, "/gone", "/wild/*");
    before.records(4);
    before.engine.close();

    Edge after = start(kind);
    while (after.engine.statistics().rescanning()) {
      Thread.onSpinWait();
    }
    RawResponse small = after.get("/small");
    assertEquals("Hit", small.xCache());
    assertArrayEquals(SMALL, small.body());
    for (int i = 0; i < 2; i++) {
      RawResponse large = after.get("/large");
      assertEquals("Hit", large.xCache());
      assertArrayEquals(LARGE, large.body());
    }
    assertEquals(206, after.get("/large", "Range: bytes=9000000-9000009").status());
    assertEquals("Miss", after.get("/gone").xCache());
    assertEquals("Miss", after.get("/wild/gone").xCache());
    assertEquals(0, after.runs("/small") + after.runs("/large"));
  }

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup -> {
          setup
              .app("/small", (request, response) -> response.getOutputStream().write(SMALL))
              .app(
                  "/large",
                  (request, response) -> {
                    response.setContentLength(LARGE.length);
                    response.getOutputStream().write(LARGE);
                  })
              .app("/gone", (request, response) -> response.getOutputStream().write(SMALL))
              .app("/wild/gone", (request, response) -> response.getOutputStream().write(SMALL));
          setup.engine.memoryBytes(16 << 20).storeDirectory(folder).diskBytes(256 << 20);
        });
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
