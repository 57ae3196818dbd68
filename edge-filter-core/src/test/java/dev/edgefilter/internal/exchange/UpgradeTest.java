// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as leaving HTTP. */
class UpgradeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | websocket      | Upgrade             | X              | 1 | true
          GET  | WebSocket      | keep-alive, upgrade | X              | 1 | true
          GET  | echo           | Upgrade             | Content-Length | 0 | true
          GET  | websocket      | upgraded            | X              | 1 | false
          GET  | websocket      | close               | X              | 1 | false
          GET  | websocket, h2c | Upgrade             | X              | 1 | false
          GET  | h2c            | Upgrade             | X              | 1 | false
          GET  | H2             | Upgrade             | X              | 1 | false
          GET  | HTTP/2.0       | Upgrade             | X              | 1 | false
          GET  | TLS/1.0        | Upgrade             | X              | 1 | false
          GET  | websocket      | Upgrade             | Content-Length | 4 | false
          GET  | websocket      | Upgrade             | Transfer-Encoding | chunked | false
          POST | websocket      | Upgrade             | X              | 1 | false
          HEAD | websocket      | Upgrade             | X              | 1 | false
          """)
  void onlyAGetWithoutABodyLeavesHttp(
      String method, String protocol, String connection, String name, String value, boolean asks) {
    RequestHead request =
        RequestHead.of(
            method,
            "http://www.example.test/",
            Headers.of("Upgrade", protocol, "Connection", connection, name, value));
    assertEquals(asks, Upgrade.asked(request));
  }
}
