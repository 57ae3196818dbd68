// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and ranges are read from literals only. */
class IpAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.1               | false | 0                | c0000201
          0.0.0.0                 | false | 0                | 0
          255.255.255.255         | false | 0                | ffffffff
          ::                      | true  | 0                | 0
          ::1                     | true  | 0                | 1
          1::                     | true  | 1000000000000    | 0
          2001:db8::8:800:200c:417a | true | 20010db800000000 | 8 0800 200c 417a
          2001:db8:0:0:8:800:200C:417A | true | 20010db800000000 | 8 0800 200c 417a
          ::ffff:192.0.2.1        | false | 0                | c0000201
          ::ffff:c000:201         | false | 0                | c0000201
          0:0:0:0:0:ffff:c000:201 | false | 0                | c0000201
          64:ff9b::192.0.2.1      | true  | 0064ff9b00000000 | c0000201
          fe80::1%eth0            | true  | fe80000000000000 | 1
          [::1]                   | true  | 0                | 1
          1:2:3:4:5:6:7::         | true  | 0001000200030004 | 5000600070000
          """)
  void literalsAreRead(String text, boolean ipv6, String high, String low) {
    assertEquals(
        new IpAddress(
            ipv6,
            Long.parseUnsignedLong(high, 16),
            Long.parseUnsignedLong(low.replace(" ", ""), 16)),
        IpAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4.",
        ".1.2.3.4",
        "1..2.3",
        "1.2.3.4:80",
        ":",
        ":::",
        "1:2",
        "::1::",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "::1.2.3",
        "::1.2.3.4.5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "localhost",
        "fe80::1%",
        "%eth0",
        "1.2.3.4%eth0",
        "[1.2.3.4]",
        "[::1",
        "::1]",
        "1:2:3:4:5:6:7:",
        ":1:2:3:4:5:6:7",
        "a.b.c.d",
        "0x7f.1.1.1",
        "127.1",
        " 1.2.3.4",
        "1.2.3.4 ",
        "::ffff:1.2.3.4.5",
        "1:2:3:4:5:6:7:8%"
      })
  void everythingElseIsNone(String text) {
    assertNull(IpAddress.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24,192.0.2.255,true",
    "192.0.2.0/24,192.0.3.0,false",
    "192.0.2.77/24,192.0.2.0,true",
    "192.0.2.7/32,192.0.2.7,true",
    "192.0.2.7/32,192.0.2.6,false",
    "192.0.2.7,192.0.2.7,true",
    "0.0.0.0/0,203.0.113.9,true",
    "0.0.0.0/0,::1,false",
    "::/0,203.0.113.9,false",
    "::/0,ffff::,true",
    "2001:db8::/32,2001:db8:ffff::1,true",
    "2001:db8::/32,2001:db9::,false",
    "2001:db8::/64,2001:db8::ffff:0:0:1,true",
    "2001:db8::/64,2001:db8:0:1::,false",
    "2001:db8::1/127,2001:db8::,true",
    "2001:db8::1/128,2001:db8::,false",
    "10.0.0.0/8,::ffff:10.9.9.9,true"
  })
  void rangesHoldTheirAddresses(String range, String address, boolean held) {
    IpRange read = IpRange.parse(range);
    IpAddress parsed = IpAddress.parse(address);
    assertEquals(held, read.contains(parsed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", "1.2.3.4/08", "::/129", "/8", "1.2.3/8"})
  void brokenRangesAreNone(String text) {
    assertNull(IpRange.parse(text));
  }
}
