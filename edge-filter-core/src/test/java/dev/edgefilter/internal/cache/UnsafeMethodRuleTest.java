// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change invalidates (RFC 9111, 4.4). */
final class UnsafeMethodRuleTest {

  @ParameterizedTest
  @CsvSource({
    "POST, 200, true",
    "PUT, 204, true",
    "DELETE, 399, true",
    "PATCH, 303, true",
    "PURGE, 200, true",
    "POST, 199, false",
    "POST, 400, false",
    "POST, 500, false",
    "GET, 200, false",
    "HEAD, 200, false",
    "OPTIONS, 200, false",
    "TRACE, 200, false"
  })
  void successOfAnUnsafeMethodInvalidates(String method, int status, boolean invalidates) {
    assertEquals(invalidates, UnsafeMethodRule.invalidates(method, status));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          /b                         | https://www.example.com/b
          b?c=1                      | https://www.example.com/list/b?c=1
          ../b                       | https://www.example.com/b
          https://www.example.com/b  | https://www.example.com/b
          https://WWW.example.com/b  | https://WWW.example.com/b
          https://www.example.com:443/b | https://www.example.com:443/b
          //www.example.com/b        | https://www.example.com/b
          http://www.example.com/b   | -
          https://www.example.com:8443/b | -
          https://elsewhere.com/b    | -
          //elsewhere.com/b          | -
          mailto:a@b                 | -
          not a reference %          | -
          """)
  void onlyTheSameHostIsReached(String reference, String target) {
    RequestHead request =
        RequestHead.of("POST", "https://www.example.com/list/a?q=1", Headers.EMPTY);
    URI found = UnsafeMethodRule.target(request, reference);
    assertEquals(target, found == null ? null : found.toString());
  }
}
