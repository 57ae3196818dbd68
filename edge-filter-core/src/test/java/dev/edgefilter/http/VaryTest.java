// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          *                     | true  | ``
          *, *                  | true  | ``
          , *                   | true  | ``
          *,                    | true  | ``
          ` *\t`                | true  | ``
          *, Foo                | true  | foo
          Foo, *                | true  | foo
          Foo,*                 | true  | foo
          Origin, Accept ,      | false | accept,origin
          a, A, a               | false | a
          ``                    | false | ``
          , ,                   | false | ``
          X-*                   | false | x-*
          """)
  void membersAreSortedAndAsterisksFound(String line, boolean any, String names) {
    Vary vary = Vary.parse(List.of(line.replace("\\t", "\t")));
    assertEquals(any, vary.any());
    assertEquals(names, String.join(",", vary.names()));
    assertEquals(!any && names.isEmpty(), vary.isEmpty());
  }

  @Test
  void linesAreReadAsOneList() {
    Vary vary = Vary.parse(List.of("", "B, a", "*", "b"));
    assertEquals(true, vary.any());
    assertEquals(List.of("a", "b"), vary.names());
    assertSame(Vary.NONE, Vary.parse(List.of()));
  }
}
