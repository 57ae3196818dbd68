// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.FunctionConfig;
import dev.edgefilter.config.FunctionEvent;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What CloudFront Functions see of an exchange, and what they make of its response. */
@Tag("container")
class FunctionResponsesTest {
  private static final String ON_REQUEST =
      """
      function handler(event) {
        var request = event.request;
        switch (request.uri) {
          case '/event%20of/request':
            return {statusCode: 200, body: JSON.stringify([event.version, event.context, event.viewer, request.uri])};
          case '/letters':
            return {statusCode: 200, body: request.headers['x-letters'].value + request.cookies.c.value};
          case '/copied':
            request.headers['x-copy'] = {value: request.headers['x-letters'].value};
            return request;
          case '/address':
            request.headers['true-client-ip'] = {value: event.viewer.ip};
        }
        return request;
      }
      """;

  private static final String ON_RESPONSE =
      """
      function handler(event) {
        var response = event.response;
        switch (event.request.uri) {
          case '/event':
            response.headers['x-seen'] = {value: JSON.stringify([event.context, response.statusCode, typeof response.body])};
            return response;
          case '/empty': response.body = ''; return response;
          case '/text': response.body = 'text'; return response;
          case '/object': response.body = {encoding: 'text', data: 'object'}; return response;
          case '/base64': response.body = {encoding: 'base64', data: 'Ynl0ZXM='}; return response;
          case '/broken': response.body = {encoding: 'base64', data: '***'}; return response;
          case '/status': response.statusCode = Number(event.request.querystring.is.value); return response;
          case '/request': return event.request;
          case '/nothing': return;
          case '/new': return {statusCode: 203, statusDescription: 'Mine', headers: {'x-new-header': {value: '1'}}};
        }
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
          setup.distribution.domainName("d1.cloudfront.net").customError(404, "/sorry", 404, 10);
          setup
              .defaultBehavior(
                  b ->
                      b.originRequestPolicy("Managed-AllViewer")
                          .function(FunctionEvent.VIEWER_REQUEST, "on-request")
                          .function(FunctionEvent.VIEWER_RESPONSE, "on-response"))
              .app("/address", (q, r) -> r.getWriter().print(q.getHeader("True-Client-IP")))
              .app(
                  "/copied",
                  (q, r) -> {
                    r.setHeader("X-Kept", q.getHeader("X-Letters"));
                    r.setHeader("X-Copied", q.getHeader("X-Copy"));
                  })
              .app(
                  Edge.ANY_PATH,
                  (q, r) -> {
                    r.setHeader("Content-Encoding", "identity");
                    r.setHeader("X-App", "1");
                    r.getWriter().print("the page");
                  });
        });
  }

  private static String outcome(RawResponse response) {
    return response.status() + " " + response.xCache();
  }

  private static String context(String event, RawResponse response) {
    return "{\"distributionDomainName\":\"d1.cloudfront.net\",\"distributionId\":\"test\","
        + "\"eventType\":\""
        + event
        + "\",\"requestId\":\""
        + response.header("X-Amz-Cf-Id")
        + "\"}";
  }

  @ParameterizedTest
  @EnumSource
  void theEventNamesDistributionEventRequestAndViewer(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    RawResponse request = edge.get("/event%20of/request", "X-Forwarded-For: 192.0.2.7");
    assertEquals(
        "[\"1.0\","
            + context("viewer-request", request)
            + ",{\"ip\":\"127.0.0.1\"},\"/event%20of/request\"]",
        request.text());
    RawResponse response = edge.get("/event");
    assertEquals(
        "[" + context("viewer-response", response) + ",200,\"undefined\"]",
        response.header("X-Seen"));
  }

  @ParameterizedTest
  @EnumSource
  void theAddressOfTheViewerMayBeCopiedForTheOrigin(ServletContainer.Kind kind) throws Exception {
    assertEquals("127.0.0.1", start(kind).get("/address", "X-Forwarded-For: 192.0.2.7").text());
  }

  @ParameterizedTest
  @EnumSource
  void valuesAreReadAsUtf8OrElseLatinOne(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    assertEquals(
        "gr\u00fcn\u00fc",
        edge.get("/letters", "X-Letters: gr\u00c3\u00bcn", "Cookie: c=\u00c3\u00bc").text());
    assertEquals(
        "gr\u00fcn\u00fc", edge.get("/letters", "X-Letters: gr\u00fcn", "Cookie: c=\u00fc").text());
  }

  @ParameterizedTest
  @EnumSource
  void valuesThatStayKeepTheirBytesAndOthersAreUtf8(ServletContainer.Kind kind) throws Exception {
    RawResponse response = start(kind).get("/copied", "X-Letters: gr\u00fcn");
    assertEquals("gr\u00fcn", response.header("X-Kept"));
    assertEquals("gr\u00c3\u00bcn", response.header("X-Copied"));
  }

  @ParameterizedTest
  @EnumSource
  void aBodyIsReplacedForTheViewerWithALengthThatFits(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    for (String made : List.of("text", "object", "base64", "empty")) {
      String body = made.equals("empty") ? "" : made.equals("base64") ? "bytes" : made;
      for (String cached : List.of("Miss", "Hit")) {
        RawResponse response = edge.get("/" + made);
        assertEquals("200 " + cached + " " + body, response.line());
        assertEquals(body.length() + "", response.header("Content-Length"));
        assertEquals("", response.header("Content-Encoding"));
        assertEquals("1", response.header("X-App"));
      }
      assertEquals("", edge.head("/" + made).text());
    }
    RawResponse kept = edge.get("/kept");
    assertEquals("the page identity", kept.text() + " " + kept.header("Content-Encoding"));
  }

  @ParameterizedTest
  @EnumSource
  void anyStatusMayBeMadeOfAResponseAndNoErrorPageStandsInForIt(ServletContainer.Kind kind)
      throws Exception {
    Edge edge = start(kind);
    for (int status : new int[] {200, 299, 404, 503, 599}) {
      assertEquals(status + " the page", line(edge.get("/status?is=" + status)));
    }
    for (int status : new int[] {0, 100, 199, 600}) {
      assertEquals("503 FunctionValidationError", outcome(edge.get("/status?is=" + status)));
    }
    assertEquals(0, edge.runs("/sorry"));
  }

  private static String line(RawResponse response) {
    return response.status() + " " + response.text();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoResponseIsAnError(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    for (String path : List.of("/request", "/nothing", "/broken")) {
      RawResponse response = edge.get(path);
      assertEquals("503 FunctionValidationError", outcome(response), path);
      assertEquals("", response.header("X-App"), path);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewResponseLeavesOfTheOldOneItsBodyOnly(ServletContainer.Kind kind) throws Exception {
    RawResponse response = start(kind).get("/new");
    assertEquals("203 Miss the page", response.line());
    assertEquals("1", response.header("X-New-Header"));
    assertEquals("", response.header("X-App"));
    assertEquals("X-New-Header", nameOf(response, "x-new-header"));
  }

  /** How a header is spelt on the wire. */
  private static String nameOf(RawResponse response, String name) {
    for (int i = 0; i < response.headers().size(); i++) {
      if (response.headers().name(i).equalsIgnoreCase(name)) {
        return response.headers().name(i);
      }
    }
    return "";
  }
}
