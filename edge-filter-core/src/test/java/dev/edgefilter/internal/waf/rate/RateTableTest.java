// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** Counting over a sliding window, in bounded memory. */
class RateTableTest {
  private static final long T = 1_700_000_000_000L - 1_700_000_000_000L % 60_000;

  @Test
  void requestsAreForgottenWithTheirSlot() {
    RateTable table = new RateTable(60);
    assertEquals(1, table.count("a", T));
    assertEquals(2, table.count("a", T + 10_000));
    assertEquals(3, table.count("a", T + 53_999));
    assertEquals(4, table.count("a", T + 59_999)); // the first slot is the oldest of ten
    assertEquals(4, table.count("a", T + 60_000)); // the request of T is forgotten
    assertEquals(2, table.count("a", T + 114_000));
    assertEquals(1, table.count("a", T + 1_000_000));
    assertEquals(1, table.count("b", T + 1_000_000));
  }

  @Test
  void peekingCountsNothing() {
    RateTable table = new RateTable(60);
    table.count("a", T);
    assertEquals(2, table.peek("a", T));
    assertEquals(2, table.peek("a", T));
    assertEquals(1, table.peek("b", T));
    assertEquals(1, table.size());
  }

  @Test
  void saysWhenTheLimitIsKeptAgain() {
    RateTable table = new RateTable(60);
    table.count("a", T);
    table.count("a", T + 30_000);
    assertEquals(0, table.secondsOver("a", 2, T + 30_000));
    assertEquals(30, table.secondsOver("a", 1, T + 30_000));
    assertEquals(60, table.secondsOver("a", 0, T + 30_000));
    assertEquals(0, table.secondsOver("b", 0, T));
  }

  @Test
  void clocksThatCrossLoseNothing() {
    RateTable table = new RateTable(60);
    table.count("a", T + 6_000);
    assertEquals(2, table.count("a", T));
    assertEquals(3, table.count("a", T + 6_000));
  }

  @Test
  void aMillionAddressesAreCountedInBoundedMemory() {
    RateTable table = new RateTable(300);
    StringBuilder key = new StringBuilder();
    int lost = 0;
    for (int round = 1; round <= 2; round++) {
      for (int i = 0; i < 1_000_000; i++) {
        key.setLength(0);
        lost += table.count(key.append(i), T) == round ? 0 : 1;
      }
    }
    assertTrue(lost < 1_000, () -> "kinds that were forgotten");
    assertTrue(table.bytes() <= 112L << 20, () -> table.bytes() + " bytes");
  }

  @Test
  void floodsOfNewAddressesDoNotFreeThoseOverTheLimit() {
    RateTable table = new RateTable(300, 4096, new SecureRandom());
    for (int i = 0; i < 100; i++) {
      table.count("attacker", T);
    }
    for (int i = 0; i < 200_000; i++) {
      table.count("flood" + i, T + i / 1000);
    }
    assertEquals(101, table.count("attacker", T + 200));
    assertTrue(table.size() <= 4096);
  }
}
