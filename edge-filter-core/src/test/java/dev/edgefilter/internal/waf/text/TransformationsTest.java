// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.waf.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.waf.TextTransformation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each transformation does what AWS WAF says; {@code ¬} stands for a tab, {@code ·} for a space.
 */
class TransformationsTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          NONE                 | aB%20           | aB%20
          LOWERCASE            | ABcÄ            | abcÄ
          UPPERCASE            | abC             | ABC
          COMPRESS_WHITE_SPACE | a¬··b·c         | a·b·c
          REMOVE_WHITESPACE    | ·a¬b·           | ab
          TRIM                 | ··a·b··         | a·b
          TRIM_LEFT            | ··a·b··         | a·b··
          TRIM_RIGHT           | ··a·b··         | ··a·b
          URL_DECODE           | a%2Fb+c%zz%4    | a/b·c%zz%4
          URL_DECODE           | %u0041          | %u0041
          URL_DECODE_UNI       | %u0041%uff21%2f | AA/
          HTML_ENTITY_DECODE   | &lt;&#x3C;&#60;&#0000000000060;&LT | <<<<<
          HTML_ENTITY_DECODE   | &bogus;&;&#;    | &bogus;&;&#;
          BASE64_DECODE        | YWJj            | abc
          BASE64_DECODE        | YWI=            | ab
          BASE64_DECODE        | Y-Wj            | Y-Wj
          BASE64_DECODE_EXT    | Y-W.J·j         | abc
          HEX_DECODE           | 414243          | ABC
          HEX_DECODE           | 41424           | 41424
          SQL_HEX_DECODE       | x=0x414243;     | x=ABC;
          SQL_HEX_DECODE       | 0x4             | 0x4
          CMD_LINE             | C^mD·"/c",,a    | cmd/c·a
          CMD_LINE_WIN         | TYPE·(x)        | type(x)
          CMD_LINE_UNIX        | L\\S             | ls
          CSS_DECODE           | ja\\vascript     | javascript
          CSS_DECODE           | \\6a\\000061·vas  | javas
          JS_DECODE            | \\u0061\\x62\\143\\n | abc\u240a
          JS_DECODE_EXT        | \\uff21          | A
          ESCAPE_SEQ_DECODE    | \\x41\\101\\q\\\\   | AA\\q\\
          NORMALIZE_PATH       | /a/./b//../c    | /a/c
          NORMALIZE_PATH       | ../a/..         | ../
          NORMALIZE_PATH       | /../../etc      | /etc
          NORMALIZE_PATH_WIN   | \\a\\..\\b         | /b
          REMOVE_NULLS         | a¦b             | ab
          REPLACE_NULLS        | a¦b             | a·b
          REPLACE_COMMENTS     | a/*x*/b/*y      | a·b·
          REPLACE_COMMENTS     | a*/b            | a*/b
          REMOVE_COMMENTS_CHAR | a/*b*/--c#      | abc
          UTF8_TO_UNICODE      | a→b             | a%u2192b
          """)
  void textBecomesText(TextTransformation transformation, String before, String after) {
    assertEquals(bytes(after), Transformations.apply(List.of(transformation), bytes(before)));
  }

  private static String bytes(String shown) {
    String text =
        shown.replace('¬', '\t').replace('·', ' ').replace('¦', '\0').replace('\u240a', '\n');
    return Transformations.bytesOf(text);
  }

  @Test
  void digestsAreRawBytes() {
    String md5 = Transformations.apply(List.of(TextTransformation.MD5), "a");
    assertEquals(16, md5.length());
    assertEquals(
        "0cc175b9c0f1b6a831c399e269772661",
        java.util.HexFormat.of().formatHex(md5.getBytes(StandardCharsets.ISO_8859_1)));
    assertEquals(32, Transformations.apply(List.of(TextTransformation.SHA256), "a").length());
  }

  @Test
  void transformationsApplyInOrder() {
    List<TextTransformation> both =
        List.of(TextTransformation.URL_DECODE, TextTransformation.LOWERCASE);
    assertEquals("<s>", Transformations.apply(both, "%3CS%3E"));
  }

  @ParameterizedTest
  @EnumSource
  void noTransformationIsSlowOrLongOnTextMadeForIt(TextTransformation transformation) {
    for (String piece :
        List.of(
            "%", "%u", "&#", "\\", "\\u00", "/*", "../", "a/", "0x", "  ", "&", "é", "=", "^ ")) {
      String text = Transformations.bytesOf(piece.repeat(200_000 / piece.length()));
      assertTimeoutPreemptively(
          Duration.ofSeconds(5),
          () ->
              assertTrue(
                  Transformations.apply(List.of(transformation), text).length()
                      <= 3 * text.length() + 32));
    }
  }
}
