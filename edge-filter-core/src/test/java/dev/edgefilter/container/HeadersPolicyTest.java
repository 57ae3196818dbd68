// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.CorsConfig;
import dev.edgefilter.config.ResponseHeadersPolicyConfig;
import dev.edgefilter.config.SecurityHeadersConfig.FrameOption;
import jakarta.servlet.ServletException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Response headers policies on the wire, whoever writes the response. */
@Tag("container")
class HeadersPolicyTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private static final Handler PLAIN =
      (q, r) -> {
        r.setHeader("X-Powered-By", "app");
        r.setHeader("X-Custom", "app");
        r.setHeader("ETag", "\"a\"");
        r.getOutputStream().print("0123456789");
      };

  private static void describe(EdgeSetup setup) {
    setup.config.responseHeadersPolicy(
        ResponseHeadersPolicyConfig.builder("p")
            .cors(
                CorsConfig.builder()
                    .allowOrigins("https://a.example")
                    .allowHeaders("X-A")
                    .allowMethods("GET")
                    .build())
            .frameOptions(FrameOption.DENY, false)
            .customHeader("X-Custom", "policy", true)
            .removeHeader("X-Powered-By")
            .serverTiming(0.0)
            .build());
    setup.engine.sampler(() -> 0.5);
    setup
        .defaultBehavior(
            b -> b.responseHeadersPolicy("p").allowedMethods(AllowedMethods.GET_HEAD_OPTIONS))
        .app("/plain", PLAIN)
        .app(
            "/late",
            (q, r) -> {
              r.setHeader("X-Powered-By", "app");
              r.setHeader("X-Custom", "app");
              r.flushBuffer();
              r.getOutputStream().print("body");
            })
        .app(
            "/send-error",
            (q, r) -> {
              r.setHeader("X-Powered-By", "app");
              r.setHeader("X-Custom", "app");
              r.sendError(404);
            })
        .app(
            "/throws",
            (q, r) -> {
              r.setHeader("X-Custom", "app");
              throw new ServletException("as asked");
            })
        .app("/redirect", (q, r) -> r.sendRedirect("/plain"))
        .app("/preflight", (q, r) -> r.setStatus(204));
  }

  private static void assertChanged(RawResponse response) {
    assertEquals(List.of("policy"), response.headers().all("X-Custom"));
    assertEquals(List.of("DENY"), response.headers().all("X-Frame-Options"));
    assertEquals(List.of(), response.headers().all("X-Powered-By"));
  }

  @ParameterizedTest
  @EnumSource
  void everyResponseOfTheApplicationIsChangedOnce(ServletContainer.Kind kind) throws Exception {
    edges.expectLoggedExceptions();
    Edge edge = edges.start(kind, HeadersPolicyTest::describe);

    for (String path : List.of("/plain", "/late", "/redirect", "/send-error")) {
      RawResponse first = edge.get(path);
      assertChanged(first);
      if (!path.equals("/send-error")) { // Jetty removes Vary from its own error pages
        assertEquals(List.of("Origin"), first.headers().all("Vary"));
      }
      assertChanged(edge.get(path));
      assertChanged(edge.head(path));
    }
    assertChanged(edge.get("/throws"));
    assertEquals("Hit", edge.get("/plain").xCache());
    RawResponse unchanged = edge.get("/plain", "If-None-Match: \"a\"");
    assertEquals(304, unchanged.status());
    assertChanged(unchanged);
    RawResponse part = edge.get("/plain", "Range: bytes=2-3");
    assertEquals("206 Hit 23", part.line());
    assertChanged(part);
  }

  @ParameterizedTest
  @EnumSource
  void crossOriginRequestsGetTheirHeaders(ServletContainer.Kind kind) throws Exception {
    Edge edge = edges.start(kind, HeadersPolicyTest::describe);
    edge.get("/plain");

    RawResponse hit = edge.get("/plain", "Origin: https://a.example");
    assertEquals("Hit", hit.xCache());
    assertEquals(List.of("https://a.example"), hit.headers().all("Access-Control-Allow-Origin"));
    assertEquals("", edge.get("/plain", "Origin: http://b").header("Access-Control-Allow-Origin"));

    RawResponse preflight =
        edge.ask(
            "OPTIONS",
            "/preflight",
            "Origin: https://a.example",
            "Access-Control-Request-Method: GET",
            "Access-Control-Request-Headers: x-a");
    assertEquals(204, preflight.status());
    assertEquals("GET", preflight.header("Access-Control-Allow-Methods"));
    assertEquals("X-A", preflight.header("Access-Control-Allow-Headers"));
  }

  @ParameterizedTest
  @EnumSource
  void serverTimingIsSentToThoseWhoAsk(ServletContainer.Kind kind) throws Exception {
    Edge edge = edges.start(kind, HeadersPolicyTest::describe);

    assertEquals("", edge.get("/plain").header("Server-Timing"));
    String hit = edge.get("/plain", "Pragma: server-timing").header("Server-Timing");
    assertEquals("cdn-cache-hit", hit.substring(0, hit.indexOf(',')));
  }
}
