// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.store.StoreStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Viewers that stop reading cost a bounded amount of memory and keep nobody else waiting. */
@Tag("container")
final class StalledViewersTest {
  /** So many that the pool of the largest segments still has one to spare. */
  private static final int STALLED = 3;

  private static final int LENGTH = 6 << 20;
  private static final int OTHER_LENGTH = 1 << 20;
  private static final long MEMORY = 64L << 20;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup -> {
          setup.engine.memoryBytes(MEMORY).maxBodyBytes(LENGTH);
          for (int i = 0; i < STALLED; i++) {
            setup.app("/large" + i, writes(LENGTH, i));
          }
          for (int i = 0; i < 60; i++) {
            setup.app("/other" + i, writes(OTHER_LENGTH, i));
          }
        });
  }

  private static Handler writes(int length, int seed) {
    return (request, response) -> {
      byte[] piece = new byte[1 << 16];
      response.setContentLength(length);
      for (int at = 0; at < length; at += piece.length) {
        fill(piece, at, seed);
        response.getOutputStream().write(piece);
      }
    };
  }

  private static void fill(byte[] piece, int position, int seed) {
    for (int i = 0; i < piece.length; i++) {
      piece[i] = at(position + i, seed);
    }
  }

  private static byte at(int position, int seed) {
    return (byte) (position * 31 + (position >>> 13) + seed);
  }

  private static void assertBytes(byte[] body, int seed) {
    for (int i = 0; i < body.length; i++) {
      if (body[i] != at(i, seed)) {
        assertEquals(at(i, seed), body[i], "byte " + i + " of " + seed);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theStoreEvictsAndServesOthersMeanwhile(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions(); // the evicted bodies break those connections
    Edge edge = start(kind);
    List<RawConnection> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < STALLED; i++) {
        assertBytes(edge.get("/large" + i).body(), i);
        RawConnection connection = edge.connect(4 * 1024);
        Edge.send(connection, "GET", "/large" + i);
        assertEquals("Hit", connection.receiveHead().xCache());
        stalled.add(connection); // and reads no more
      }
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 60; i++) {
          RawResponse other = edge.get("/other" + i);
          assertTrue(other.complete());
          assertBytes(other.body(), i);
          assertTrue(edge.engine.statistics().memoryBytes() <= MEMORY);
        }
      }
      StoreStatistics now = edge.engine.statistics();
      long gone = now.evicted() + now.bodiesLost() + now.notAdmitted();
      assertTrue(gone > 0, () -> "the store was under pressure: " + now);
      // What is asked for again and again is let in, whatever the viewers that stand still hold.
      String seen = "";
      for (int i = 0; i < 20 && !seen.equals("Hit"); i++) {
        seen = edge.get("/other59").xCache();
      }
      assertEquals("Hit", seen, "and still stores");
      edge.engine.invalidate(EdgeSetup.ID, "/*");
      assertEquals("Miss", edge.get("/other59").xCache());
      for (int i = 0; i < STALLED; i++) {
        assertNeverWrong(stalled.get(i), i);
      }
    } finally {
      for (RawConnection connection : stalled) {
        connection.close();
      }
    }
  }

  /** What was pinned is right; what was evicted meanwhile breaks the connection. */
  private static void assertNeverWrong(RawConnection connection, int seed) {
    StringBuilder text = new StringBuilder();
    try {
      for (int at = 0; at < LENGTH; at += 1 << 14) {
        text.append(connection.receiveText(1 << 14));
      }
    } catch (IOException e) {
      assertTrue(text.length() < LENGTH, "the body was cut off");
    }
    for (int i = 0; i < text.length(); i++) {
      if ((byte) text.charAt(i) != at(i, seed)) {
        assertEquals(at(i, seed), (byte) text.charAt(i), "byte " + i + " of " + seed);
      }
    }
  }
}
