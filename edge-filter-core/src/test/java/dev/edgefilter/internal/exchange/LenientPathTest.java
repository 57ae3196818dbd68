// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How lenient readers take a path. */
class LenientPathTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a/b             | /a/b
          /a;x=1/b;y       | /a/b
          /a%3bx/b         | /a/b
          /a%2Fb           | /a/b
          /a%252fb         | /a/b
          /a\\b             | /a/b
          /x/%2e%2e/a      | /a
          /x/..;/a         | /a
          /x%2f..%5Ca      | /a
          /x/%c0%ae./a     | /a
          /a%20b/%C3%A9    | /a%20b/%C3%A9
          /a%              | /a%
          """)
  void everythingHiddenIsShown(String raw, String expected) {
    assertEquals(expected, LenientPath.of(raw));
  }
}
