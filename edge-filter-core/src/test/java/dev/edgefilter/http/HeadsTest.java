// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          http://Example.com               | http  | example.com      | /        | null
          HTTPS://a.example:8443/b/C?d=E   | https | a.example:8443   | /b/C     | d=E
          http://h?q                       | http  | h                | /        | q
          http://h/?                       | http  | h                | /        | null
          http://h/a?b?c                   | http  | h                | /a       | b?c
          http://h/a#frag?no               | http  | h                | /a       | null
          http://h/a?b#frag                | http  | h                | /a       | b
          http://h/a?#b                    | http  | h                | /a       | null
          http://h#x/y                     | http  | h                | /        | null
          http://[::1]:80/a%2Fb;c/../      | http  | [::1]:80         | /a%2Fb;c/../ | null
          """)
  void urlIsTakenApartWithoutChangingPathOrQuery(
      String url, String scheme, String host, String path, String query) {
    RequestHead head = RequestHead.of("GET", url, Headers.EMPTY);
    assertEquals(scheme, head.scheme());
    assertEquals(host, head.host());
    assertEquals(path, head.path());
    assertEquals(query, head.query());
    assertEquals("HTTP/1.1", head.protocol());
    assertEquals("GET", head.method());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "ftp://h/", "http://", "http:///a", "http://u:p@h/", "h/a"})
  void urlsWithoutSchemeOrPlainHostAreRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> RequestHead.of("GET", url, Headers.EMPTY));
  }

  @Test
  void methodMustBeAToken() {
    assertThrows(
        IllegalArgumentException.class, () -> RequestHead.of("G T", "http://h/", Headers.EMPTY));
  }

  @Test
  void hostLineWinsOverTheUrl() {
    Headers headers = Headers.of("Cookie", "a=1", "host", "WWW.example.com:81", "cookie", "b=2");
    RequestHead head = RequestHead.of("GET", "http://other/", headers);
    assertEquals("www.example.com:81", head.host());
    assertEquals("WWW.example.com:81", head.header("Host"));
    assertEquals(List.of("Cookie", "host"), head.headerNames());
    assertEquals(List.of("a=1", "b=2"), head.headers("COOKIE"));
    assertEquals("a=1, b=2", head.joined("cookie"));
    assertNull(head.header("x"));
  }

  @Test
  void missingHostLineIsAdded() {
    RequestHead head = RequestHead.of("GET", "http://H:1/", Headers.EMPTY);
    assertEquals("H:1", head.header("host"));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 999})
  void statusOfThreeDigitsIsKept(int status) {
    assertEquals(status, new ResponseHead(status, Headers.EMPTY).status());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 1000})
  void otherStatusIsRefused(int status) {
    ResponseHead head = new ResponseHead(200, Headers.EMPTY);
    assertThrows(IllegalArgumentException.class, () -> head.withStatus(status));
  }

  @Test
  void copiesChangeOnePart() {
    Headers headers = Headers.of("A", "1");
    ResponseHead head = new ResponseHead(200, Headers.EMPTY);
    assertEquals(new ResponseHead(200, headers), head.withHeaders(headers));
    assertEquals(new ResponseHead(404, Headers.EMPTY), head.withStatus(404));
  }
}
