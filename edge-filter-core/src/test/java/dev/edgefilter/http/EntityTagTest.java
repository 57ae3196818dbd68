// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "abcdef"     | abcdef  | false
          W/"abcdef"   | abcdef  | true
          ""           | ``      | false
          W/""         | ``      | true
          ` "a"\t`     | a       | false
          "a,b"        | a,b     | false
          "W/"         | W/      | false
          "abcü"       | abcü    | false
          "a'\\b"      | a'\\b   | false
          """)
  void wellFormedTagsAreReadAndPrinted(String value, String opaque, boolean weak) {
    EntityTag tag = EntityTag.parse(value.replace("\\t", "\t"));
    assertEquals(new EntityTag(opaque, weak), tag);
    assertEquals(value.trim().replace("\\t", ""), String.valueOf(tag));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "abc",
        "\"",
        "\"abc",
        "abc\"",
        "w/\"a\"",
        "W\"a\"",
        "W\\\"a\"",
        "W/ \"a\"",
        "W/",
        "W/a",
        "\"a\"b",
        "\"a\" \"b\"",
        "\"a b\"",
        "\"a\u007f\"",
        "\"a\u0001\"",
        "\"a\",\"b\"",
        "*"
      })
  void malformedTagsAreNull(String value) {
    assertNull(EntityTag.parse(value));
  }

  @Test
  void absentTagIsNull() {
    assertNull(EntityTag.parse(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a b", "a\n", "\u007f"})
  void textThatCannotBeSentIsRefused(String opaque) {
    assertThrows(IllegalArgumentException.class, () -> new EntityTag(opaque, false));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          W/"1", W/"1", false, true
          W/"1", W/"2", false, false
          W/"1", "1",   false, true
          "1",   W/"1", false, true
          "1",   "1",   true,  true
          "a",   "A",   false, false
          """)
  void comparisonFollowsTheTableOfRfc9110(String a, String b, boolean strong, boolean weak) {
    EntityTag left = EntityTag.parse(a);
    EntityTag right = EntityTag.parse(b);
    assertEquals(strong, left.matchesStrongly(right));
    assertEquals(weak, left.matchesWeakly(right));
    assertEquals(strong, EntityTags.parse(a).stronglyContains(right));
    assertEquals(weak, EntityTags.parse(a).weaklyContains(right));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "a"                    | "a"
          "a", "b" ,W/"c"        | "a" "b" W/"c"
          , ,"a",,               | "a"
          "a,b", "c"             | "a,b" "c"
          abc, "a"               | "a"
          w/"x", "a"             | "a"
          "a" b, "c"             | "c"
          "a" "b", "c"           | "c"
          "unclosed,"c"          | ``
          "un closed", "c"       | "c"
          *, "a"                 | "a"
          "a", *                 | "a"
          abc                    | ``
          ``                     | ``
          """)
  void listSkipsWhatIsMalformed(String header, String expected) {
    EntityTags tags = EntityTags.parse(header);
    assertEquals(false, tags.any());
    assertEquals(
        expected, String.join(" ", tags.list().stream().map(EntityTag::toString).toList()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", " * "})
  void asteriskMatchesEverything(String header) {
    EntityTags tags = EntityTags.parse(header);
    EntityTag weak = new EntityTag("x", true);
    assertTrue(tags.any());
    assertTrue(tags.weaklyContains(weak));
    assertTrue(tags.stronglyContains(weak));
    assertEquals(List.of(), tags.list());
  }

  @Test
  void onlyAnAbsentHeaderIsNull() {
    assertNull(EntityTags.parse(null));
    assertNotNull(EntityTags.parse(""));
  }
}
