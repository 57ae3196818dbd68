// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The diagram of the phases. */
final class PhaseTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

  private static final Path DESIGN = Path.of("../src/site/markdown/design/architecture.md");

  private static Set<Phase> reachableFrom(Phase start) {
    Set<Phase> seen = EnumSet.of(start);
    Deque<Phase> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      Phase from = next.remove();
      for (Phase phase : from.successors()) {
        if (!goesRound(from, phase) && seen.add(phase)) {
          next.add(phase);
        }
      }
    }
    return seen;
  }

  @Test
  void designNotesShowWhatFollowsEachPhase() throws IOException {
    Map<String, Set<String>> written = new TreeMap<>();
    StringBuilder overview = new StringBuilder();
    for (String line : Files.readAllLines(DESIGN)) {
      int arrow = line.indexOf(" -> ");
      if (arrow > 0 && line.matches("[A-Z_]+ +-> .*")) {
        String next = line.substring(arrow + 4).strip();
        Set<String> names = next.equals("nothing") ? Set.of() : Set.of(next.split(", ", -1));
        assertNull(written.put(line.substring(0, arrow).strip(), names), line);
      } else {
        overview.append(line).append('\n');
      }
    }
    Map<String, Set<String>> coded = new TreeMap<>();
    for (Phase phase : Phase.values()) {
      Set<String> names = new HashSet<>();
      phase.successors().forEach(next -> names.add(next.name()));
      coded.put(phase.name(), names);
      assertTrue(overview.indexOf(phase.name()) >= 0, phase + " is not in the overview");
    }

    assertEquals(coded, written);
  }

  @Test
  void everyPhaseIsReachable() {
    assertEquals(EnumSet.allOf(Phase.class), reachableFrom(Phase.RECEIVE));
  }

  /**
   * The next slice, or the whole for want of slices, is looked up again, and so is what a parked
   * viewer waited for; the other origin of a group is asked. Nothing else goes round.
   */
  private static boolean goesRound(Phase from, Phase to) {
    boolean slice = to == Phase.LOOKUP && (from == Phase.TRANSFER || from == Phase.ORIGIN_RESPONSE);
    boolean failover =
        to == Phase.ORIGIN_REQUEST && (from == Phase.FETCH || from == Phase.ORIGIN_RESPONSE);
    boolean waited = to == Phase.LOOKUP && from == Phase.PARKED;
    return slice || failover || waited;
  }

  @ParameterizedTest
  @EnumSource
  void everyPhaseComesToAnEndAndOnlySlicesFailoverAndWaitsGoRound(Phase phase) {
    assertTrue(reachableFrom(phase).contains(Phase.DONE));
    for (Phase next : phase.successors()) {
      assertTrue(
          goesRound(phase, next) || !reachableFrom(next).contains(phase),
          phase + " again after " + next);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlySuccessorsMayFollow(Phase phase) {
    Exchange exchange = edge.begin(edge.viewer("GET", "/a", "-"));

    if (Phase.RECEIVE.successors().contains(phase)) {
      exchange.moveTo(phase);
      assertEquals(phase, exchange.phase());
    } else {
      assertThrows(IllegalStateException.class, () -> exchange.moveTo(phase));
    }
    edge.driver.release(exchange, true);
  }
}
