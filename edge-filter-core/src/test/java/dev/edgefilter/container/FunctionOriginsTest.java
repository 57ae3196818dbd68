// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions in JavaScript that turn requests to real servers which no configuration names. */
@Tag("container")
final class FunctionOriginsTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();
  private RemoteServer first;
  private RemoteServer second;

  @BeforeEach
  void start() throws Exception {
    first = edges.closeLast(RemoteServer.start("first"));
    second = edges.closeLast(RemoteServer.start("second"));
  }

  private Edge start(ServletContainer.Kind kind, String calls, Consumer<EdgeSetup> more) {
    return edges.start(
        kind,
        setup -> {
          setup.config.function(
              FunctionConfig.builder(
                      "turn",
                      "import cf from 'cloudfront';\nfunction handler(event) {\n"
                          + "  const request = event.request;\n"
                          + calls
                          + "\n  return request;\n}")
                  .build());
          setup.defaultBehavior(
              b -> b.targetOrigin("app").function(FunctionEvent.VIEWER_REQUEST, "turn"));
          setup.app("/", (q, r) -> r.getWriter().print("app"));
          more.accept(setup);
        });
  }

  private String toSecond() {
    return "customOriginConfig: {port: "
        + second.port()
        + ", protocol: 'http', sslProtocols: ['TLSv1.2']}";
  }

  @ParameterizedTest
  @EnumSource
  void aRequestForTheApplicationGoesToAnAllowedHost(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            "if (request.uri.startsWith('/away')) cf.updateRequestOrigin({domainName: 'localhost',"
                + " originPath: '/base', customHeaders: {'x-member': 'fn'}, "
                + toSecond()
                + "});",
            setup -> setup.engine.functionOriginHosts(List.of("localhost")));
    assertEquals("200 Miss second", edge.get("/away?q=1").line());
    assertEquals("200 Hit second", edge.get("/away").line());
    assertEquals("200 Miss app", edge.get("/").line());
    assertEquals(List.of("GET /base/away fn"), second.asked());
  }

  @ParameterizedTest
  @EnumSource
  void aHostThatNobodyAllowedIsRefusedWithItsReason(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            "cf.updateRequestOrigin({domainName: 'localhost', " + toSecond() + "});",
            setup -> {});
    RawResponse refused = edge.get("/");
    assertEquals("503 FunctionValidationError", refused.status() + " " + refused.xCache());
    assertTrue(
        edge.records(1).get(0).trace().detail().contains("\"localhost\", which is no origin"),
        edge.records(1).get(0).trace().detail());
    assertEquals(List.of(), second.asked());
  }

  @ParameterizedTest
  @EnumSource
  void anotherPortOfTheSameHostHasItsOwnConnections(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            "if (request.uri === '/b') cf.updateRequestOrigin({" + toSecond() + "});",
            setup -> {
              setup.distribution.origin(first.origin().build());
              setup.defaultBehavior(
                  b -> b.targetOrigin("first").function(FunctionEvent.VIEWER_REQUEST, "turn"));
            });
    assertEquals("200 Miss first", edge.get("/a").line());
    assertEquals("200 Miss second", edge.get("/b").line());
    assertEquals("200 Miss first", edge.get("/c").line());
    assertEquals(List.of("GET /a", "GET /c"), first.asked());
  }

  @ParameterizedTest
  @EnumSource
  void aGroupThatAFunctionMadeFailsOver(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            "cf.createRequestOriginGroup({originIds: [{originId: 'first', originOverrides:"
                + " {originPath: '/one'}}, {originId: 'second'}], failoverCriteria:"
                + " {statusCodes: [503]}});",
            setup ->
                setup
                    .distribution
                    .origin(first.origin().build())
                    .origin(second.origin().originPath("/two").build()));
    first.status = 503;
    assertEquals("200 Miss second", edge.get("/x").line());
    assertEquals(List.of("GET /one/x"), first.asked());
    assertEquals(List.of("GET /two/x"), second.asked());
  }
}
