// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedMembersTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.1                | 192.0.2.1    | 0
          192.0.2.1:4711           | 192.0.2.1    | 4711
          192.0.2.1:0              | 192.0.2.1    | 0
          192.0.2.1:70000          | 192.0.2.1    | 0
          192.0.2.1:_hidden        | 192.0.2.1    | 0
          2001:db8::1              | 2001:db8::1  | 0
          [2001:db8::1]            | 2001:db8::1  | 0
          [2001:db8::1]:443        | 2001:db8::1  | 443
          [2001:db8::1             | [2001:db8::1 | 0
          unknown                  | unknown      | 0
          _SEVKISEK                | _SEVKISEK    | 0
          """)
  void nodesAreTakenApart(String node, String address, int port) {
    assertEquals(address, ForwardedMembers.address(node));
    assertEquals(port, ForwardedMembers.port(node));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "none",
      textBlock =
          """
          for=192.0.2.43                          | for   | 192.0.2.43
          For="[2001:db8:cafe::17]:4711"          | for   | [2001:db8:cafe::17]:4711
          for=192.0.2.60;proto=http;by=203.0.113.43 | proto | http
          for=192.0.2.60; PROTO = https           | proto | https
          by="a;for=1.2.3.4"; for=192.0.2.1       | for   | 192.0.2.1
          for="a\\"b"                             | for   | a"b
          proto=https                             | for   | none
          for                                     | for   | none
          """)
  void parametersAreFound(String element, String name, String value) {
    assertEquals(value, ForwardedMembers.parameter(element, name));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a, b ,c                 | 3
          a,,b,                   | 2
          for="a,b", for=c        | 2
          for="a\\",b", for=c     | 2
          for="a, b               | 2
          for="a, for="b"         | 2
          for="a\\, for="b"        | 2
          """)
  void membersAreSplitOutsideOfQuotes(String list, int count) {
    List<String> members = ForwardedMembers.split(list);
    assertEquals(count, members.size(), members::toString);
    assertEquals(List.of(), ForwardedMembers.split(""));
  }
}
