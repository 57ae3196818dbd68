// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.ViewerProtocolPolicy;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What CloudFront documents that a function may touch, and when it does not run. */
@Tag("container")
class FunctionRulesTest {
  /** CloudFront: Restrictions on edge functions, disallowed headers; one for each prefix. */
  private static final List<String> DISALLOWED =
      List.of(
          "connection",
          "expect",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "trailer",
          "upgrade",
          "x-accel-buffering",
          "x-accel-charset",
          "x-accel-limit-rate",
          "x-accel-redirect",
          "x-amz-cf-any",
          "x-amzn-auth",
          "x-amzn-cf-billing",
          "x-amzn-cf-id",
          "x-amzn-cf-xff",
          "x-amzn-errortype",
          "x-amzn-fle-profile",
          "x-amzn-header-count",
          "x-amzn-header-order",
          "x-amzn-lambda-integration-tag",
          "x-amzn-requestid",
          "x-cache",
          "x-edge-any",
          "x-forwarded-proto",
          "x-real-ip");

  private static final String ON_REQUEST =
      """
      function handler(event) {
        var request = event.request;
        var query = request.querystring;
        if (query.set) { request.headers[query.set.value] = {value: 'set'}; }
        if (query.remove) { delete request.headers[query.remove.value]; }
        switch (request.uri) {
          case '/names':
            return {statusCode: 200, body: Object.keys(request.headers).sort().join()};
          case '/made':
            return {statusCode: 404, body: event.context.requestId};
          case '/query':
            request.uri = '/page';
            request.querystring = decodeURIComponent(query.to.value);
            return request;
          case '/long':
            request.uri = '/page';
            request.querystring = 'q'.repeat(Number(query.by.value) - request.uri.length);
            return request;
        }
        return request;
      }
      """;

  private static final String ON_RESPONSE =
      """
      function handler(event) {
        var response = event.response;
        var query = event.request.querystring;
        response.headers['x-ran'] = {value: event.request.uri};
        if (query.answer) { response.headers[query.answer.value] = {value: 'set'}; }
        if (query.fresh) { return {statusCode: 200}; }
        return response;
      }
      """;

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup -> {
          setup.config.function(FunctionConfig.builder("on-request", ON_REQUEST).build());
          setup.config.function(FunctionConfig.builder("on-response", ON_RESPONSE).build());
          setup.distribution.customError(404, "/missing", 404, 10);
          setup
              .defaultBehavior(
                  b ->
                      b.function(FunctionEvent.VIEWER_REQUEST, "on-request")
                          .function(FunctionEvent.VIEWER_RESPONSE, "on-response"))
              .behavior(
                  "/secure",
                  b ->
                      b.viewerProtocol(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                          .function(FunctionEvent.VIEWER_REQUEST, "on-request")
                          .function(FunctionEvent.VIEWER_RESPONSE, "on-response"))
              .app("/page", (q, r) -> r.getWriter().print("page"))
              .app(
                  "/warned",
                  (q, r) -> {
                    r.setHeader("Warning", "199 - \"old\"");
                    r.getWriter().print("warned");
                  })
              .app("/missing", (q, r) -> r.getWriter().print("the page of 404"))
              .app("/none", (q, r) -> r.setStatus(404));
        });
  }

  private static String outcome(RawResponse response) {
    return response.status() + " " + response.xCache();
  }

  @ParameterizedTest
  @EnumSource
  void disallowedHeadersAreNeitherSeenNorSet(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    String seen =
        edge.get(
                "/names",
                "X-Real-IP: 192.0.2.1",
                "X-Amz-Cf-Id: 1",
                "X-Amzn-Auth: 1",
                "X-Edge-Location: 1",
                "X-Cache: 1",
                "X-Forwarded-Proto: https",
                "X-Accel-Redirect: /x",
                "Keep-Alive: 5",
                "Proxy-Authorization: Basic x",
                "X-Forwarded-For: 192.0.2.2",
                "Via: 1.1 proxy")
            .text();
    assertEquals("host,via,x-forwarded-for", seen);
    for (String name : DISALLOWED) {
      assertEquals(
          "502 FunctionValidationError", outcome(edge.get("/page?set=" + name)), name + " asked");
      assertEquals(
          "502 FunctionValidationError",
          outcome(edge.get("/page?answer=" + name)),
          name + " answered");
    }
  }

  @ParameterizedTest
  @EnumSource
  void readOnlyHeadersAreSeenAndNeitherSetNorRemoved(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    for (String name : List.of("cdn-loop", "content-length", "host", "transfer-encoding", "via")) {
      assertEquals(
          "502 FunctionValidationError", outcome(edge.get("/page?set=" + name, "Via: 1.1 a")));
    }
    for (String name : List.of("cdn-loop", "host", "via")) {
      assertEquals(
          "502 FunctionValidationError",
          outcome(edge.get("/page?remove=" + name, "Via: 1.1 a", "CDN-Loop: other")));
    }
    assertEquals("502 FunctionValidationError", outcome(edge.get("/page?answer=warning")));
    assertEquals("502 FunctionValidationError", outcome(edge.get("/page?answer=via")));
    assertEquals("502 FunctionValidationError", outcome(edge.get("/warned?fresh=1")));
    assertEquals("200 Miss", outcome(edge.get("/page?set=x-forwarded-for")));
  }

  @ParameterizedTest
  @EnumSource
  void aQueryHasNoBlanksAndFitsIntoAUrl(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    for (String bad : List.of("a%20b", "a%23b", "a%0Ab", "a%7Fb")) {
      assertEquals("503 FunctionValidationError", outcome(edge.get("/query?to=" + bad)), bad);
    }
    assertEquals("200 Miss page", edge.get("/query?to=a%3Db").line());
    assertEquals("200", edge.get("/long?by=8191").status() + "");
    assertEquals("503 FunctionValidationError", outcome(edge.get("/long?by=8192")));
  }

  @ParameterizedTest
  @EnumSource
  void whatAFunctionGeneratesIsNotStoredNorChangedByTheOtherOne(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind);
    RawResponse first = edge.get("/made");
    RawResponse second = edge.get("/made");
    assertEquals("404 FunctionGeneratedResponse", outcome(first));
    assertEquals(first.header("X-Amz-Cf-Id"), first.text());
    assertNotEquals(first.text(), second.text());
    assertEquals("", first.header("X-Ran"));
    assertEquals(0, edge.runs("/missing"));
  }

  @ParameterizedTest
  @EnumSource
  void theViewerResponseFunctionRunsOnNoErrorAndNoRedirectToHttps(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind);
    assertEquals("/page", edge.get("/page").header("X-Ran"));
    RawResponse page = edge.get("/none");
    assertTrue(page.text().contains("the page of 404"), page.text());
    assertEquals("404 ", page.status() + " " + page.header("X-Ran"));
    assertEquals("404 ", edge.get("/none").status() + " " + edge.get("/none").header("X-Ran"));
    RawResponse redirect = edge.get("/secure?set=host");
    assertEquals("301 Redirect", outcome(redirect));
    assertEquals("", redirect.header("X-Ran"));
  }
}
