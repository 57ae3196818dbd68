// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.edgefilter.http.Cookies.Cookie;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookiesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      quoteCharacter = '`',
      textBlock =
          """
          b=2; a=1              | a=1; b=2
          b=2;a=1               | a=1; b=2
          a=2; a=1              | a=2; a=1
          A=1; a=2              | A=1; a=2
          b=; a="x y"           | a="x y"; b=
          a=b=c                 | a=b=c
          a=1,b=2               | a=1,b=2
          ;; a=1 ;\t            | a=1
          ` a = 1 `             | a=1
          novalue; a=1          | a=1
          =x; a=1               | a=1
          $Version=1; a=1; $Path=/ | a=1
          a$=1                  | a$=1
          novalue               | null
          $a=1                  | null
          ``                    | null
          """)
  void wellFormedPairsAreSortedByName(String line, String header) {
    assertEquals(header, Cookies.parse(List.of(line.replace("\\t", "\t"))).header(name -> true));
  }

  @Test
  void allLinesAreRead() {
    Cookies cookies = Cookies.parse(List.of("b=1; c=2", "a=3; b=4"));
    assertEquals("1", cookies.value("b"));
    assertNull(cookies.value("B"));
    assertEquals(
        List.of(
            new Cookie("b", "1"), new Cookie("c", "2"), new Cookie("a", "3"), new Cookie("b", "4")),
        cookies.list());
    assertEquals(
        List.of(
            new Cookie("a", "3"), new Cookie("b", "1"), new Cookie("b", "4"), new Cookie("c", "2")),
        cookies.sorted());
  }

  @Test
  void onlyKeptNamesAreForwarded() {
    Cookies cookies = Cookies.parse(List.of("b=1; c=2; a=3"));
    assertEquals("a=3; b=1", cookies.header(name -> !name.equals("c")));
    assertNull(cookies.header(name -> false));
  }

  @Test
  void nothingGivesNone() {
    assertSame(Cookies.NONE, Cookies.parse(List.of()));
    assertSame(Cookies.NONE, Cookies.parse(List.of("", "x")));
    assertEquals(true, Cookies.NONE.isEmpty());
    assertNull(Cookies.NONE.header(name -> true));
  }
}
