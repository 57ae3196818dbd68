// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an expression requires is in everything that it matches. */
class RequiredTextTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          abc            | abc
          ab             | null
          (a#b)+\\sfrom0  | from0
          abcd*          | abc
          abcd?efg       | abc
          abcd+efgh      | efgh
          abcd{2,3}efg   | abc
          [xyz]+script   | script
          a[^]b]defg     | defg
          ^/wp-admin$    | /wp-admin
          a\\.php         | a.php
          \\d\\d-abc-\\w    | -abc-
          (?i)select     | null
          abc\\x41def     | null
          abc[[:alpha:]] | null
          (abc)?         | null
          (abcdef)       | null
          """)
  void findsTheLongestCertainText(String regex, String expected) {
    assertEquals(expected, String.valueOf(RequiredText.of(regex.replace('#', '|'))));
    assertEquals("null", String.valueOf(RequiredText.of(regex.replace('#', '|') + "|x")));
  }

  @Test
  void isInWhateverRandomExpressionsMatch() {
    Random random = new Random(5);
    String[] pieces = {
      "a", "b", "c", "abc", "a*", "b+", "c?", "(", ")", "|", "[ab]", "[^c]", ".", "\\.", "{1,2}",
      "{2}", "^", "$", "\\w", "(a|b)", "-", "ab?c"
    };
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder regex = new StringBuilder();
      for (int k = 0; k <= random.nextInt(8); k++) {
        regex.append(pieces[random.nextInt(pieces.length)]);
      }
      String required = RequiredText.of(regex.toString());
      if (required == null) {
        continue;
      }
      Pattern pattern;
      try {
        pattern = Pattern.compile(regex.toString());
      } catch (PatternSyntaxException e) {
        continue;
      }
      StringBuilder text = new StringBuilder(required);
      for (int k = 0; k < 12; k++) {
        text.insert(random.nextInt(text.length() + 1), "abc-.".charAt(random.nextInt(5)));
      }
      Matcher matcher = pattern.matcher(text.toString());
      while (matcher.find()) {
        found++;
        assertTrue(matcher.group().contains(required), regex + " in " + text);
      }
    }
    assertTrue(found > 100, found + " matches");
  }
}
