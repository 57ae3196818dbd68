// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.edgefilter.http.QueryString.Parameter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryStringTest {
  private static final Set<String> NAMES = Set.of("name", "n");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          a=1               | a=1        | null
          name=1            | null       | name=1
          name              | null       | name
          name=             | null       | name=
          a=1&name=2&b=3    | a=1&b=3    | name=2
          name=1&a=2        | a=2        | name=1
          a=2&name=1        | a=2        | name=1
          n=2&a=1&name=3&n=1| a=1        | n=2&name=3&n=1
          na%6De=1&a=1      | a=1        | na%6De=1
          na%6de=1&a        | a          | na%6de=1
          %6E=1             | null       | %6E=1
          na%256De=1        | na%256De=1 | null
          na%6=1            | na%6=1     | null
          Name=1            | Name=1     | null
          names=1&nam=2     | names=1&nam=2 | null
          a;name=1          | a;name=1   | null
          a=name            | a=name     | null
          a=%6E             | a=%6E      | null
          name=a=b&c        | c          | name=a=b
          name=1&&a         | &a         | name=1
          &name=1           | null       | name=1
          a=1&              | a=1&       | null
          """)
  void parametersAreKeptOrRemovedRaw(String query, String without, String only) {
    assertEquals(without, QueryString.without(query, NAMES));
    assertEquals(only, QueryString.only(query, NAMES));
  }

  @Test
  void unchangedQueryIsTheSameText() {
    String query = "a=1&&b";
    assertSame(query, QueryString.without(query, NAMES));
    assertSame(query, QueryString.without(query, Set.of()));
    assertSame(query, QueryString.only(query, Set.of("a", "b", "")));
  }

  @Test
  void absentAndEmptyQueriesStayNothing() {
    assertNull(QueryString.without(null, NAMES));
    assertNull(QueryString.without("", NAMES));
    assertNull(QueryString.only(null, NAMES));
    assertNull(QueryString.only("a=1", Set.of()));
    assertEquals(List.of(), QueryString.parse(null));
    assertEquals(List.of(), QueryString.parse(""));
    assertNull(QueryString.firstValue(null, "a"));
    assertNull(QueryString.firstValue("", "a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      quoteCharacter = '`',
      textBlock =
          """
          n=1           | 1
          n=1&n=2       | 1
          a=0&n=b=c&d   | b=c
          n             | ``
          n=            | ``
          n&n=1         | ``
          %6e=1         | 1
          a=n           | null
          nn=1          | null
          x=%6e&n=%41   | %41
          &&n=1         | 1
          """)
  void firstValueIsRaw(String query, String value) {
    assertEquals(value, QueryString.firstValue(query, "n"));
  }

  @Test
  void parametersAreListedInOrderWithDuplicates() {
    assertEquals(
        List.of(
            new Parameter("a", "1"),
            new Parameter("b", null),
            new Parameter("a", ""),
            new Parameter("", "x"),
            new Parameter("c%20", "d=e;f")),
        QueryString.parse("a=1&b&&a=&=x&c%20=d=e;f&"));
  }

  @Test
  void visitorSeesPositionsOfEmptyParametersToo() {
    StringBuilder seen = new StringBuilder();
    QueryString.visit(
        "a=1&&b", (start, nameEnd, end) -> seen.append(start).append(nameEnd).append(end));
    assertEquals("013" + "444" + "566", seen.toString());
  }
}
