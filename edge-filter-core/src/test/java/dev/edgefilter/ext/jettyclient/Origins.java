// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.http.Headers;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginRequest;
import java.io.InputStream;

/** Origins and requests as the tests need them. */
final class Origins {

  private Origins() {}

  /** An http origin on a local port, with one try and a read timeout of 20 seconds. */
  static Origin http(int port) {
    return http(port, 1, 20);
  }

  static Origin http(int port, int attempts, int readTimeoutSeconds) {
    return new JettyOriginConnector()
        .connect(
            config("localhost", port, OriginProtocolPolicy.HTTP_ONLY, readTimeoutSeconds)
                .connectionAttempts(attempts)
                .build());
  }

  static OriginConfig.Builder config(
      String host, int port, OriginProtocolPolicy policy, int readTimeoutSeconds) {
    return OriginConfig.builder("app", host)
        .connectionAttempts(1)
        .custom(new CustomOriginConfig(port, port, policy, readTimeoutSeconds, 5));
  }

  static OriginRequest get(String path) {
    return request("GET", path);
  }

  static OriginRequest request(String method, String path) {
    return new OriginRequest(
        method, "http", path, null, Headers.of("Host", "www.example.com"), null);
  }

  static OriginRequest post(InputStream body, String... headers) {
    Headers all =
        Headers.of("Host", "www.example.com").toBuilder().addAll(Headers.of(headers)).build();
    return new OriginRequest("POST", "http", "/upload", null, all, body);
  }
}
