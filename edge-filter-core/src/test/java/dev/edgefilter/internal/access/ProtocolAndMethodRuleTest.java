// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.ViewerProtocolPolicy;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProtocolAndMethodRuleTest {
  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          ALLOW_ALL,         http,  POST,    HTTP/1.0, 0,   OPEN,                -
          HTTPS_ONLY,        https, GET,     HTTP/1.1, 0,   OPEN,                -
          HTTPS_ONLY,        http,  GET,     HTTP/1.1, 403, PROTOCOL_HTTPS_ONLY, -
          HTTPS_ONLY,        http,  POST,    HTTP/2.0, 403, PROTOCOL_HTTPS_ONLY, -
          REDIRECT_TO_HTTPS, https, GET,     HTTP/1.1, 0,   OPEN,                -
          REDIRECT_TO_HTTPS, http,  GET,     HTTP/1.1, 301, PROTOCOL_REDIRECT,   https://h.example/p%20q?a=%7E&b
          REDIRECT_TO_HTTPS, http,  HEAD,    HTTP/1.0, 301, PROTOCOL_REDIRECT,   https://h.example/p%20q?a=%7E&b
          REDIRECT_TO_HTTPS, http,  POST,    HTTP/1.1, 307, PROTOCOL_REDIRECT,   https://h.example/p%20q?a=%7E&b
          REDIRECT_TO_HTTPS, http,  PUT,     HTTP/2.0, 307, PROTOCOL_REDIRECT,   https://h.example/p%20q?a=%7E&b
          REDIRECT_TO_HTTPS, http,  PATCH,   HTTP/2,   307, PROTOCOL_REDIRECT,   https://h.example/p%20q?a=%7E&b
          REDIRECT_TO_HTTPS, http,  DELETE,  HTTP/3,   307, PROTOCOL_REDIRECT,   https://h.example/p%20q?a=%7E&b
          REDIRECT_TO_HTTPS, http,  OPTIONS, HTTP/1.1, 307, PROTOCOL_REDIRECT,   https://h.example/p%20q?a=%7E&b
          REDIRECT_TO_HTTPS, http,  POST,    HTTP/1.0, 403, PROTOCOL_HTTP10,     -
          REDIRECT_TO_HTTPS, http,  DELETE,  HTTP/0.9, 403, PROTOCOL_HTTP10,     -
          REDIRECT_TO_HTTPS, http,  TRACE,   HTTP/1.1, 403, METHOD_UNKNOWN,      -
          REDIRECT_TO_HTTPS, http,  get,     HTTP/1.1, 403, METHOD_UNKNOWN,      -
          """)
  void protocolPolicyDecidesByMethodAndVersion(
      ViewerProtocolPolicy policy,
      String scheme,
      String method,
      String protocol,
      int status,
      AccessReason reason,
      @Nullable String location) {
    RequestHead request =
        RequestHead.of(method, scheme + "://h.example:8080/p%20q?a=%7E&b", Headers.EMPTY);
    AccessDecision decision = ProtocolRule.decide(policy, new Versioned(request, protocol));
    assertEquals(status, decision.status());
    assertEquals(reason, decision.reason());
    assertEquals(location, decision.location());
  }

  @ParameterizedTest
  @CsvSource({
    "h.example, https://h.example/",
    "h.example:80, https://h.example/",
    "[2001:db8::1], https://[2001:db8::1]/",
    "[2001:db8::1]:8080, https://[2001:db8::1]/"
  })
  void theRedirectDropsThePort(String host, String location) {
    RequestHead request = RequestHead.of("GET", "http://" + host + "/", Headers.EMPTY);
    assertEquals(
        location, ProtocolRule.decide(ViewerProtocolPolicy.REDIRECT_TO_HTTPS, request).location());
  }

  @Test
  void withoutAHostThereIsNowhereToRedirectTo() {
    RequestHead request = RequestHead.of("GET", "http://x/", Headers.of("Host", ""));
    AccessDecision decision = ProtocolRule.decide(ViewerProtocolPolicy.REDIRECT_TO_HTTPS, request);
    assertEquals(403, decision.status());
    assertEquals(AccessReason.PROTOCOL_NO_HOST, decision.reason());
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          GET_HEAD,         GET,      -,                 -,       OPEN
          GET_HEAD,         HEAD,     -,                 -,       OPEN
          GET_HEAD,         OPTIONS,  -,                 -,       METHOD_NOT_ALLOWED
          GET_HEAD,         POST,     -,                 -,       METHOD_NOT_ALLOWED
          GET_HEAD_OPTIONS, OPTIONS,  -,                 -,       OPEN
          GET_HEAD_OPTIONS, DELETE,   -,                 -,       METHOD_NOT_ALLOWED
          ALL,              POST,     Content-Length,    5,       OPEN
          ALL,              DELETE,   Content-Length,    5,       OPEN
          ALL,              PATCH,    Transfer-Encoding, chunked, OPEN
          ALL,              TRACE,    -,                 -,       METHOD_UNKNOWN
          ALL,              CONNECT,  -,                 -,       METHOD_UNKNOWN
          ALL,              PROPFIND, -,                 -,       METHOD_UNKNOWN
          ALL,              get,      -,                 -,       METHOD_UNKNOWN
          ALL,              GET,      Content-Length,    0,       OPEN
          ALL,              GET,      Content-Length,    00,      OPEN
          ALL,              GET,      Content-Length,    1,       BODY_WITH_GET
          ALL,              HEAD,     Content-Length,    10,      BODY_WITH_GET
          ALL,              GET,      Content-Length,    '',      BODY_WITH_GET
          ALL,              GET,      Content-Length,    '0, 5',  BODY_WITH_GET
          GET_HEAD,         GET,      Transfer-Encoding, chunked, BODY_WITH_GET
          """)
  void methodsAndBodies(
      AllowedMethods allowed,
      String method,
      @Nullable String name,
      @Nullable String value,
      AccessReason reason) {
    Headers headers = name == null || value == null ? Headers.EMPTY : Headers.of(name, value);
    RequestHead request = RequestHead.of(method, "https://h.example/", headers);
    AccessDecision decision = MethodRule.decide(allowed, request);
    assertEquals(reason, decision.reason());
    assertEquals(reason == AccessReason.OPEN ? 0 : 403, decision.status());
  }

  /** A request of another protocol version. */
  private record Versioned(RequestHead request, String protocol) implements RequestHead {
    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String scheme() {
      return request.scheme();
    }

    @Override
    public String host() {
      return request.host();
    }

    @Override
    public String path() {
      return request.path();
    }

    @Override
    public @Nullable String query() {
      return request.query();
    }

    @Override
    public @Nullable String header(String name) {
      return request.header(name);
    }

    @Override
    public List<String> headers(String name) {
      return request.headers(name);
    }

    @Override
    public List<String> headerNames() {
      return request.headerNames();
    }
  }
}
