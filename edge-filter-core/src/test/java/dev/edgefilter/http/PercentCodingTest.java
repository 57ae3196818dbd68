// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentCodingTest {
  @ParameterizedTest
  @CsvSource({
    "a%20b, 'a b'",
    "a+b%2B, a+b+",
    "%41%7e, A~",
    "%c3%A9, é",
    "%e2%82%ac, €",
    "%F0%9F%98%80, 😀",
    "%25%34%31, %41",
    "é%41, éA",
    "%7f, \u007f",
    "%C2%80, \u0080",
    "%DF%BF, \u07ff",
    "%E0%A0%80, \u0800",
    "%ED%9F%BF, \ud7ff",
    "%EF%BF%BF, \uffff",
    "%F4%8F%BF%BF, \udbff\udfff"
  })
  void escapesAreDecodedOnce(String text, String decoded) {
    assertEquals(decoded, PercentCoding.decode(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%4",
        "a%4",
        "%zz",
        "%4g",
        "%%41",
        "%+1",
        "%80",
        "%BF",
        "%C0%80",
        "%C1%BF",
        "%C3",
        "%C3a",
        "%C3%41",
        "%C3%C3",
        "%E0%9F%BF",
        "%E2%82",
        "%ED%A0%80",
        "%ED%BF%BF",
        "%F0%8F%BF%BF",
        "%F4%90%80%80",
        "%F5%80%80%80",
        "%FF",
        "%C3é",
        "%c3%",
        "%٤1"
      })
  void brokenEscapesAndWrongUtf8AreNull(String text) {
    assertNull(PercentCoding.decode(text));
  }

  @Test
  void textWithoutEscapesIsTheSame() {
    String text = "plain+é";
    assertSame(text, PercentCoding.decode(text));
  }

  @ParameterizedTest
  @CsvSource({
    "a b, a%20b",
    "/?&=+;, %2F%3F%26%3D%2B%3B",
    "é, %C3%A9",
    "😀, %F0%9F%98%80",
    "%41, %2541",
    "a\ud800, a%3F"
  })
  void everythingButUnreservedIsEncoded(String text, String encoded) {
    assertEquals(encoded, PercentCoding.encode(text));
  }

  @Test
  void unreservedTextIsTheSame() {
    String text = "AZaz09-._~";
    assertSame(text, PercentCoding.encode(text));
    assertSame("", PercentCoding.encode(""));
  }
}
