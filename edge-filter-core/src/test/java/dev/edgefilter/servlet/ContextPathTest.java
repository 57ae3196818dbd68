// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which part of a raw path is below a context path. */
class ContextPathTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          /shop/a                      | /a
          /shop                        | /
          /shop/                       | /
          /shop/caf%C3%A9              | /caf%C3%A9
          /shop//a                     | //a
          /%73hop/a                    | /a
          //shop/a                     | /a
          /./shop/a                    | /a
          /shop;x=1/a                  | /a
          /;x=1/shop;y/a               | /a
          /x/../shop/a                 | /a
          /x/%2e%2e/shop/a             | /a
          /shop/../shop/a              | /a
          /shop/b/../a                 | /a
          /shop/b;c/../a               | /a
          /shop/shop/../a              | /a
          /shop/shop/a                 | /shop/a
          /shop/a/..                   | /
          /shop/../a                   | /../a
          /shopping/a                  | -
          /other/a                     | -
          /shop%2fa                    | -
          /                            | -
          """)
  void belowShop(String uri, String expected) {
    assertEquals(expected, ContextPath.below(uri, "/shop"));
  }

  @Test
  void deeperContextsAndLongPaths() {
    assertEquals("/c", ContextPath.below("/a/%62/c", "/a/b"));
    assertEquals("/c", ContextPath.below("/%C3%A9/c", "/\u00e9"));
    assertEquals("/..", ContextPath.below("/a" + "/b/..".repeat(1000) + "/..", "/a"));
  }
}
