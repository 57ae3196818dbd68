// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.NameSelection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameFilterTest {

  @ParameterizedTest(name = "{0} takes {1}: {2}")
  @CsvSource({
    "wp-*, wp-settings, true",
    "wp-*, wp-, true",
    "wp-*, WP-settings, false",
    "wp-*, awp-settings, false",
    "lang?, lang1, true",
    "lang?, lang, false",
    "lang?, lang12, false",
    "*a*b, xaxxb, true",
    "*a*b, xaxxbc, false",
    "*, anything, true",
    "plain, plain, true",
    "plain, plains, false"
  })
  void patternsMatchWholeNames(String pattern, String name, boolean taken) {
    NameSelection.Kind kind = NameSelection.Kind.WHITELIST;
    assertEquals(
        taken, new NameFilter(new NameSelection(kind, List.of(pattern), true)).takes(name));
    assertEquals(
        pattern.equals(name),
        new NameFilter(new NameSelection(kind, List.of(pattern))).takes(name));
  }
}
