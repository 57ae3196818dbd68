// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.AllowedMethods;
import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.waf.CustomResponse;
import dev.edgefilter.config.waf.CustomResponseBody;
import dev.edgefilter.config.waf.FieldToMatch;
import dev.edgefilter.config.waf.WafAction;
import dev.edgefilter.config.waf.WafStatement.ByteMatch;
import dev.edgefilter.config.waf.WafStatement.RateBased;
import dev.edgefilter.config.waf.WebAclConfig;
import dev.edgefilter.explain.Trace.Step;
import dev.edgefilter.http.Headers;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A web ACL stands before everything else. */
@Tag("container")
class WebAclsTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(
      ServletContainer.Kind kind, Consumer<WebAclConfig.Builder> rules, Consumer<EdgeSetup> more) {
    return edges.start(
        kind,
        setup -> {
          WebAclConfig.Builder acl = WebAclConfig.builder("acl");
          rules.accept(acl);
          setup.config.webAcl(acl.build());
          setup.distribution.webAcl("acl");
          setup.app("/page", (q, r) -> r.getWriter().print("page"));
          more.accept(setup);
        });
  }

  private static ByteMatch path(String text) {
    return ByteMatch.of(FieldToMatch.uriPath(), ByteMatch.Position.CONTAINS, text);
  }

  private static ByteMatch query(String text) {
    return ByteMatch.of(FieldToMatch.queryString(), ByteMatch.Position.CONTAINS, text);
  }

  @ParameterizedTest
  @EnumSource
  void storedAnswersAreProtectedToo(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind, acl -> acl.rule("bad", query("bad"), WafAction.block()), setup -> {});
    assertEquals("200 Miss page", edge.get("/page").line());
    assertEquals("200 Hit page", edge.get("/page?good").line());
    RawResponse blocked = edge.get("/page?bad");
    assertEquals("403 Error", blocked.status() + " " + blocked.xCache());
    assertTrue(blocked.text().contains("Request blocked."), blocked.text());
    assertEquals("200 Hit page", edge.get("/page").line());
    var record =
        edge.records(4).stream().filter(ended -> ended.status() == 403).findFirst().orElseThrow();
    assertEquals("web-acl-blocked", record.trace().reason(Step.FIREWALL).token());
    assertEquals("web ACL rule: bad", record.trace().detail());
    var sample = edge.engine.sampledRequests(EdgeSetup.ID).get(0);
    assertEquals("bad /page 403", sample.rule() + " " + sample.path() + " " + sample.status());
    assertEquals(1, edge.engine.sampledRequests(EdgeSetup.ID).size());
  }

  @ParameterizedTest
  @EnumSource
  void customResponsesWinOverErrorPages(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            acl ->
                acl.customResponseBody(
                        "sorry",
                        new CustomResponseBody(CustomResponseBody.Type.TEXT_PLAIN, "sorry"))
                    .rule(
                        "custom",
                        query("custom"),
                        WafAction.block(
                            new CustomResponse(403, "sorry", Headers.of("X-Why", "waf"))))
                    .rule("plain", query("plain"), WafAction.block())
                    .rule(
                        "redirect",
                        query("redirect"),
                        WafAction.block(
                            new CustomResponse(302, "", Headers.of("Location", "/page")))),
            setup -> {
              setup.distribution.customError(403, "/error-page", 403, 10);
              setup.app("/error-page", (q, r) -> r.getWriter().print("our page"));
            });
    RawResponse custom = edge.get("/page?custom");
    assertEquals("403 Error sorry waf", custom.line() + " " + custom.header("X-Why"));
    assertEquals("text/plain;charset=utf-8", custom.header("Content-Type"));
    assertEquals("403 Error our page", edge.get("/page?plain").line());
    RawResponse redirect = edge.get("/page?redirect");
    assertEquals("302 /page", redirect.status() + " " + redirect.header("Location"));
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheWebAclInsertsItsHeaders(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            acl ->
                acl.rule(
                    "mark",
                    query("mark"),
                    WafAction.count().inserting(Headers.of("x-amzn-waf-mark", "true"))),
            setup ->
                setup
                    .defaultBehavior(
                        b ->
                            b.cachePolicy("Managed-CachingDisabled")
                                .originRequestPolicy("Managed-AllViewer"))
                    .app(
                        "/seen",
                        (q, r) ->
                            r.getWriter()
                                .print(
                                    q.getHeader("X-Amzn-Waf-Mark")
                                        + q.getHeader("x-amzn-waf-other"))));
    String forged = "X-Amzn-WAF-Mark: forged";
    assertEquals("200 Miss nullnull", edge.get("/seen", forged, "x-amzn-waf-other: 1").line());
    assertEquals("200 Miss truenull", edge.get("/seen?mark", forged).line());
  }

  @ParameterizedTest
  @EnumSource
  void functionsSeeWhatItInserts(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            acl ->
                acl.rule(
                    "mark",
                    query("mark"),
                    WafAction.count().inserting(Headers.of("x-amzn-waf-mark", "true"))),
            setup -> {
              setup.config.function(
                  FunctionConfig.builder(
                          "look",
                          "function handler(e) { return {statusCode: 200, body:"
                              + " JSON.stringify(e.request.headers['x-amzn-waf-mark'] || null)}; }")
                      .build());
              setup.defaultBehavior(b -> b.function(FunctionEvent.VIEWER_REQUEST, "look"));
            });
    assertEquals("{\"value\":\"true\"}", edge.get("/seen?mark").text());
    assertEquals("null", edge.get("/seen", "X-Amzn-WAF-Mark: forged").text());
  }

  @ParameterizedTest
  @EnumSource
  void ratesAreLimitedUntilTheyFall(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            acl ->
                acl.rule(
                    "rate", RateBased.byAddress(10, 60), WafAction.block(CustomResponse.of(429))),
            setup -> {});
    for (int i = 0; i < 10; i++) {
      assertEquals(200, edge.get("/page").status());
    }
    RawResponse limited = edge.get("/page");
    assertEquals(429, limited.status());
    long wait = Long.parseLong(limited.header("Retry-After"));
    assertTrue(wait > 50 && wait <= 60, () -> wait + " seconds");
    edge.clock.advance(Duration.ofSeconds(wait));
    assertEquals(200, edge.get("/page").status());
  }

  @ParameterizedTest
  @EnumSource
  void explainSaysWhichRuleBlocksAndCountsNothing(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            acl ->
                acl.rule("rate", RateBased.byAddress(10, 60), WafAction.block())
                    .rule("path", path("page"), WafAction.block()),
            setup -> {});
    for (int i = 0; i < 20; i++) {
      var request =
          dev.edgefilter.http.RequestHead.of("GET", "http://www.example.test/page", Headers.EMPTY);
      String text = edge.engine.explain(request, "127.0.0.1").toString();
      assertTrue(text.contains("web-acl-blocked"), text);
      assertTrue(text.contains("path"), text);
    }
    assertEquals(403, edge.get("/page").status());
    assertNotNull(edge.records(1));
  }

  @ParameterizedTest
  @EnumSource
  void badMethodsAndPathsAreSeenAsTheViewerSentThem(ServletContainer.Kind kind) throws Exception {
    Edge edge =
        start(
            kind,
            acl ->
                acl.rule(
                    "method",
                    ByteMatch.of(
                        FieldToMatch.of(FieldToMatch.Kind.METHOD),
                        ByteMatch.Position.EXACTLY,
                        "DELETE"),
                    WafAction.block(CustomResponse.of(405))),
            setup -> setup.defaultBehavior(b -> b.allowedMethods(AllowedMethods.ALL)));
    assertEquals(405, edge.ask("DELETE", "/page").status());
    assertEquals(200, edge.ask("PUT", "/page", "Content-Length: 0").status());
  }
}
