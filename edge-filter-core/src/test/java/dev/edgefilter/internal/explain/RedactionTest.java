// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a=1&b=&c                      | a=1&b=&c
          Signature=abc~&Key-Pair-Id=K1 | Signature=(4 characters)&Key-Pair-Id=K1
          Sig%6eature=abc&Expires=9     | Sig%6eature=(3 characters)&Expires=9
          Policy=eyJ9&Hash-Algorithm=x  | Policy=(4 characters)&Hash-Algorithm=x
          X-Amz-Signature=ff&x=y        | X-Amz-Signature=(2 characters)&x=y
          access_token=t&API_KEY=k      | access_token=(1 characters)&API_KEY=(1 characters)
          bad%zz=secret                 | bad%zz=(6 characters)
          """)
  void secretParametersAreHidden(String query, String shown) {
    assertEquals(shown, Redaction.query(query));
    assertEquals("https://a/b?" + shown, Redaction.url("https://a/b?" + query));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Accept              | text/html               | text/html
          Authorization       | Bearer abc              | (10 characters)
          Proxy-Authorization | Basic abc               | (9 characters)
          X-Auth-Token        | abc                     | (3 characters)
          x-api-key           | abc                     | (3 characters)
          Set-Cookie          | a=1                     | (3 characters)
          Cookie              | a=1; CloudFront-Policy=xyz | a=(1 characters); CloudFront-Policy=(3 characters)
          Cookie              | no pair                 | ''
          Referer             | https://a/?token=abc    | https://a/?token=(3 characters)
          """)
  void secretHeadersAreHidden(String name, String value, String shown) {
    assertEquals(shown, Redaction.header(name, value));
  }
}
