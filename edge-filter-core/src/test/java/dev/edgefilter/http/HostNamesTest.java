// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host name is, and what is looked up as an address instead. */
final class HostNamesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "www.example.com, true, false",
    "localhost, true, false",
    "_acme.example.com, true, false",
    "1.example.com, true, false",
    "0x.example, true, false",
    "10.0.0.1, true, true",
    "127.1, true, true",
    "2130706433, true, true",
    "0x7f000001, true, true",
    "0X7F.1, true, true",
    "127.0.0.0x1, true, true",
    "0177.0.0.01, true, true",
    "a.7f, true, false",
    "-a.example.com, false, false",
    "a-.example.com, false, false",
    "a..b, false, false",
    "a., false, false",
    "a b, false, false",
    "a:80, false, false"
  })
  void namesAreToldFromAddresses(String name, boolean isName, boolean isNumber) {
    assertEquals(isName, HostNames.isHostName(name));
    assertEquals(isName && isNumber, isName && HostNames.endsInNumber(name));
  }

  @Test
  void labelsAndNamesHaveALength() {
    assertEquals(true, HostNames.isHostName("a".repeat(63) + ".com"));
    assertEquals(false, HostNames.isHostName("a".repeat(64) + ".com"));
    assertEquals(true, HostNames.isHostName("a.".repeat(126) + "b"));
    assertEquals(false, HostNames.isHostName("a.".repeat(126) + "bc"));
    assertEquals(false, HostNames.isHostName(""));
  }
}
