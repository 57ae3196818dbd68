// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.edgefilter.http.UriPath.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriPathTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a/b/..               | /a/
          /a/b/../c             | /a/c
          /a/./b                | /a/b
          /a/.                  | /a/
          /.                    | /
          /..                   | /
          /../../a              | /a
          /a/../../b            | /b
          /a//b                 | /a/b
          ///                   | /
          /a///                 | /a/
          /a//../b              | /a/b
          /%61%2D%7e            | /a-~
          /a%2fb%c3%a9          | /a%2Fb%C3%A9
          /%2e%2E/a             | /a
          /a/%2e./b             | /b
          /a/.%2e               | /
          /%252e/               | /%252e/
          /%25%32e/             | /%252e/
          /%2%65/               | /%2e/
          /%zz%61/              | /%zza/
          /%61%                 | /a%
          /a/.../b//            | /a/.../b/
          /a/..;x/b//c          | /a/..;x/b/c
          """)
  void pathIsNormalizedForMatching(String raw, String normal) {
    assertEquals(normal, UriPath.normalize(raw));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a/b.c",
        "/.well-known/x",
        "/a/..b",
        "/a/b..",
        "/...",
        "/%2F%C3%A9",
        "/a%20b",
        "/%zz",
        "/%",
        "/a/",
        "*",
        "",
        "a//b",
        "/é"
      })
  void normalPathIsTheSameText(String path) {
    assertSame(path, UriPath.normalize(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /                | NONE
          /a/b.c?          | NONE
          /.well-known/a   | NONE
          /a/..b/c..       | NONE
          /...             | NONE
          /a//b            | NONE
          /a%20b%C3%A9     | NONE
          /é/€/😀          | NONE
          `/a b`           | NONE
          /100%25          | NONE
          /100%25ab        | NONE
          /%E2%82%AC       | NONE
          /%2E             | DOT_SEGMENT
          /..              | DOT_SEGMENT
          /a/./b           | DOT_SEGMENT
          /a/../b          | DOT_SEGMENT
          /a/%2e%2E/b      | DOT_SEGMENT
          /a/.%2e          | DOT_SEGMENT
          /..;/a           | DOT_SEGMENT PATH_PARAMETER
          /.%3bx/a         | DOT_SEGMENT PATH_PARAMETER
          /a;/../b         | DOT_SEGMENT PATH_PARAMETER
          /a;b=..          | PATH_PARAMETER
          /a%3Bb           | PATH_PARAMETER
          /a%2fb           | ENCODED_SLASH
          /a%2F..%2fb      | DOT_SEGMENT ENCODED_SLASH
          /a%5cb           | ENCODED_BACKSLASH
          /a\\b            | BACKSLASH
          /a/..\\b         | BACKSLASH DOT_SEGMENT
          /a%5C..          | ENCODED_BACKSLASH DOT_SEGMENT
          /%               | MALFORMED_PERCENT
          /%4              | MALFORMED_PERCENT
          /%zz             | MALFORMED_PERCENT
          /%u002e          | MALFORMED_PERCENT
          /%00             | NUL
          /%01             | CONTROL
          /%1f%7F          | CONTROL
          /%C2%85          | CONTROL
          /a%0d%0ab        | CONTROL
          /%c0%80          | OVERLONG_OR_BROKEN_UTF8
          /%c0%ae          | OVERLONG_OR_BROKEN_UTF8
          /%e0%80%af       | OVERLONG_OR_BROKEN_UTF8
          /%ff             | OVERLONG_OR_BROKEN_UTF8
          /%C3             | OVERLONG_OR_BROKEN_UTF8
          /%ED%A0%80       | OVERLONG_OR_BROKEN_UTF8
          /%252e%252e/     | DOUBLE_ENCODED
          /%252F           | DOUBLE_ENCODED
          /%255c           | DOUBLE_ENCODED
          /%253b           | DOUBLE_ENCODED
          /%2500           | DOUBLE_ENCODED
          /%25252e         | DOUBLE_ENCODED
          /%25%32%65       | DOUBLE_ENCODED
          /%25c0%25ae      | DOUBLE_ENCODED
          /%257f           | DOUBLE_ENCODED
          /%2520           | NONE
          /%2541           | NONE
          /%252            | NONE
          /%00%01%zz/..;   | NUL CONTROL MALFORMED_PERCENT DOT_SEGMENT PATH_PARAMETER
          """)
  void faultsAreFoundGravestFirst(String path, String expected) {
    List<String> found = new ArrayList<>();
    for (Fault fault : UriPath.faults(path)) {
      found.add(fault.name());
    }
    assertEquals(expected, found.isEmpty() ? "NONE" : String.join(" ", found));
    assertEquals(found.isEmpty() ? "NONE" : found.get(0), UriPath.check(path).name());
  }

  @Test
  void rawControlCharactersAndBrokenTextAreFaults() {
    assertEquals(Fault.NUL, UriPath.check("/a\u0000"));
    assertEquals(Fault.CONTROL, UriPath.check("/a\u0001"));
    assertEquals(Fault.CONTROL, UriPath.check("/a\r\n"));
    assertEquals(Fault.CONTROL, UriPath.check("/a\u007f"));
    assertEquals(Fault.CONTROL, UriPath.check("/a\u0085"));
    assertEquals(Fault.OVERLONG_OR_BROKEN_UTF8, UriPath.check("/a\ufffd"));
    assertEquals(Fault.OVERLONG_OR_BROKEN_UTF8, UriPath.check("/a\ud800/"));
  }
}
