// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that come again, found the same way among few and among many. */
final class RepeatsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 12, 13, 500})
  void eachNameLeadsToWhereItComesAgain(int others) {
    List<String> names = new ArrayList<>(List.of("a", "b", "a"));
    for (int i = 0; i < others; i++) {
      names.add("other" + i);
    }
    names.add("a");
    Repeats repeats = Repeats.of(names.toArray(new String[0]));
    int last = names.size() - 1;
    assertEquals(2, repeats.next(0));
    assertEquals(last, repeats.next(2));
    assertTrue(repeats.next(1) < 0 && repeats.next(last) < 0);
    for (int i = 0; i < names.size(); i++) {
      assertEquals(i == 2 || i == last, repeats.isRepeated(i), names.get(i) + " at " + i);
    }
  }
}
