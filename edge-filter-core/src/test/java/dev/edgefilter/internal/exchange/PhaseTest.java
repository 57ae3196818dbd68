// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The diagram of the phases. */
final class PhaseTest {
  @RegisterExtension final TestEdge edge = new TestEdge();

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
  void everyPhaseIsReachable() {
    assertEquals(EnumSet.allOf(Phase.class), reachableFrom(Phase.RECEIVE));
  }

  /**
   * The next slice, or the whole for want of slices, is looked up again; nothing else goes round.
   */
  private static boolean goesRound(Phase from, Phase to) {
    return to == Phase.LOOKUP && (from == Phase.TRANSFER || from == Phase.ORIGIN_RESPONSE);
  }

  @ParameterizedTest
  @EnumSource
  void everyPhaseComesToAnEndAndOnlySlicesGoRound(Phase phase) {
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
