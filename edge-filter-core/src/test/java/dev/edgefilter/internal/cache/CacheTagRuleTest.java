// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.http.Headers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tags a header holds (CloudFront: Invalidate by cache tag). */
final class CacheTagRuleTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          one                | product:1        | product:1
          several            | a,b, c           | a b c
          blanks are trimmed | ~ \t a \t, b ~   | a b
          case is folded     | Red,RED,red      | red
          empty ones         | ~,,a,,~          | a
          a blank inside     | a b,c            | c
          outside of ASCII   | \u00e9,c         | c
          visible ASCII      | !#$%&'()*+-./:;  | !#$%&'()*+-./:;
          """)
  void tagsAreReadFromTheHeader(String name, String value, String tags) {
    List<String> expected = List.of(tags.split(" ", -1));
    assertEquals(expected, CacheTagRule.tags(Headers.of("Cache-Tag", value), "cache-tag"));
  }

  @Test
  void linesAddUp() {
    Headers headers = Headers.of("Cache-Tag", "a, b", "Cache-Tag", "b, c");
    assertEquals(List.of("a", "b", "c"), CacheTagRule.tags(headers, "Cache-Tag"));
  }

  @Test
  void withoutASettingOrTheHeaderThereIsNone() {
    Headers headers = Headers.of("Cache-Tag", "a");
    assertEquals(List.of(), CacheTagRule.tags(headers, ""));
    assertEquals(List.of(), CacheTagRule.tags(headers, "Surrogate-Key"));
  }

  @Test
  void longTagsAreLeftOut() {
    String longest = "x".repeat(256);
    Headers headers = Headers.of("T", longest + "y," + longest + ",z");
    assertEquals(List.of(longest, "z"), CacheTagRule.tags(headers, "T"));
  }

  @Test
  void fiftyTagsCount() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      many.add("t" + i);
    }
    Headers headers = Headers.of("T", "t0,t0," + String.join(",", many), "T", "last");
    assertEquals(many.subList(0, 50), CacheTagRule.tags(headers, "T"));
  }
}
