// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedOrigin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginMatcherTest {

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                       | https://any.example              | true
          *                       | null                             | true
          https://www.example.com | https://www.example.com          | true
          https://www.example.com | HTTPS://WWW.Example.Com          | true
          https://www.example.com | http://www.example.com           | false
          https://www.example.com | https://www.example.com:444      | false
          https://www.example.com | https://example.com              | false
          https://www.example.com | https://evil-www.example.com     | false
          https://www.example.com | https://www.example.com.evil.net | false
          https://www.example.com | null                             | false
          http://*.example.org    | http://www.example.org           | true
          http://*.example.org    | https://www.example.org          | false
          http://*.example.org    | http://www.example.org:80        | false
          *.example.org           | http://test.example.org          | true
          *.example.org           | http://a.b.example.org           | true
          *.example.org           | https://test.example.org:123     | true
          *.example.org           | https://.example.org             | false
          *.example.org           | https://example.org              | false
          *.example.org           | https://notexample.org           | false
          *.example.org           | https://a..example.org           | false
          *.example.org           | https://evil.net/.example.org    | false
          *.example.org           | ftp://test.example.org           | false
          *.example.org           | test.example.org                 | false
          example.org             | http://example.org               | true
          example.org             | https://example.org              | true
          example.org             | https://example.org:8443         | false
          http://example.org      | http://example.org               | true
          http://example.org      | https://example.org              | false
          http://example.org      | http://example.org:123           | false
          http://example.org:*    | http://example.org:1             | true
          http://example.org:*    | http://example.org               | false
          http://example.org:*    | http://example.org:              | false
          http://example.org:1*3  | http://example.org:123           | true
          http://example.org:1*3  | http://example.org:1893          | true
          http://example.org:1*3  | http://example.org:13            | true
          http://example.org:1*3  | http://example.org:3             | false
          http://example.org:1*1  | http://example.org:1             | false
          http://example.org:8080 | http://example.org:8080          | true
          http://example.org:8080 | http://example.org:80            | false
          *.example.org:1*        | https://test.example.org:123     | true
          *.example.org:1*        | http://test.example.org:123      | true
          *.example.org:1*        | http://test.example.org:223      | false
          *.example.org:1*        | http://test.example.org          | false
          http://[::1]:8080       | http://[::1]:8080                | true
          http://[::1]            | http://[::1]                     | true
          http://[::1]            | http://[::2]                     | false
          """)
  void comparesAsCloudFrontDoes(String item, String origin, boolean matches) {
    assertEquals(matches, new OriginMatcher(AllowedOrigin.of(item)).matches(origin));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          example.*             | *
          test.*.example.org    | *
          *test.example.org     | *
          exa*mple.org          | *
          ftp://example.org     | ftp
          http://example.org:8x | 8x
          http://example.org:** | **
          http://example.org:   | port
          https://              | host
          *.                    | host
          https://a b           | host
          https://a/path        | host
          """)
  void refusesStarsElsewhereAndWhatIsNoOrigin(String item, String named) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> AllowedOrigin.of(item));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(named) && message.contains("expected"), message);
  }
}
