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
      for (Phase phase : next.remove().successors()) {
        if (seen.add(phase)) {
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

  @ParameterizedTest
  @EnumSource
  void everyPhaseComesToAnEndAndNeverBackToItself(Phase phase) {
    assertTrue(reachableFrom(phase).contains(Phase.DONE));
    for (Phase next : phase.successors()) {
      assertTrue(!reachableFrom(next).contains(phase), phase + " again after " + next);
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
