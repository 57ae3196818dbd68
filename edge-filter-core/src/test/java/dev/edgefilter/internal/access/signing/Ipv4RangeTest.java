// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Ipv4RangeTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          192.0.2.0/24, 192.0.2.0,            true
          192.0.2.0/24, 192.0.2.255,          true
          192.0.2.0/24, 192.0.1.255,          false
          192.0.2.0/24, 192.0.3.0,            false
          192.0.2.9/24, 192.0.2.77,           true
          192.0.2.10/32, 192.0.2.10,          true
          192.0.2.10/32, 192.0.2.11,          false
          192.0.2.10, 192.0.2.10,             true
          0.0.0.0/0, 203.0.113.255,           true
          0.0.0.0/0, 2001:db8::1,             false
          128.0.0.0/1, 127.255.255.255,       false
          128.0.0.0/1, 255.255.255.255,       true
          192.0.2.0/24, ::ffff:192.0.2.1,     true
          192.0.2.0/24, ::FFFF:192.0.2.1,     true
          192.0.2.0/24, ::ffff:192.0.3.1,     false
          192.0.2.0/24, 192.0.2.1:80,         false
          192.0.2.0/24, 192.0.2,              false
          192.0.2.0/24, '',                   false
          """)
  void containsItsOwnAddressesOnly(String range, String address, boolean expected) {
    Ipv4Range parsed = Ipv4Range.parse(range);
    assertNotNull(parsed);
    assertEquals(expected, parsed.contains(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/24",
        "192.0.2.0/",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "192.0.2.0/024",
        "192.0.2",
        "192.0.2.0.1",
        "192.0.2.256",
        "192.0.02.1",
        "192.0.2.0/24/24",
        " 192.0.2.0/24",
        "::1",
        "2001:db8::/32",
        "192.0.2.*",
        "192.0.2.0/24,192.0.3.0/24",
        "1e1.0.0.1",
        "..."
      })
  void readsNothingElse(String range) {
    assertNull(Ipv4Range.parse(range));
  }
}
