// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.NameSelection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Malformed requests: the status that CloudFront gives, no exception in the log, nothing kept. */
@Tag("container")
class BadInputTest {
  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup -> {
          setup
              .policy(
                  EdgeSetup.policy("by-all")
                      .queryStrings(NameSelection.all())
                      .cookies(NameSelection.all())
                      .build())
              .defaultBehavior(behavior -> behavior.cachePolicy("by-all"))
              .app(
                  "/page",
                  (q, r) -> {
                    r.setHeader("ETag", "\"1\"");
                    r.setHeader("Last-Modified", "Wed, 01 May 2019 10:00:00 GMT");
                    r.getWriter().print("page");
                  });
        });
  }

  @ParameterizedTest
  @EnumSource
  void brokenAndAmbiguousPathsAreRefused(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    String[] targets = {
      "/%zz",
      "/%",
      "/%2",
      "/a%00b",
      "/a%01b",
      "/a%0ab",
      "/a%2fpage",
      "/a%5cpage",
      "/a/../page",
      "/a/%2e%2e/page",
      "/page;x=1",
      "/page;jsessionid=1",
      "/%c0%ae/page",
      "/%ff",
      "/%252e%252e/page",
      "/a\\page",
    };
    for (String target : targets) {
      assertEquals(400, edge.get(target).status(), target);
    }
    assertEquals(0, edge.runs("/page"));
    assertEquals(0, edge.engine.statistics().entries());
  }

  @ParameterizedTest
  @EnumSource
  void oversizeAddressIsRefused(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    String site = "http://www.example.test";
    String most = "/page?" + "x".repeat(8192 - site.length() - "/page?".length());
    assertEquals(200, edge.get(most).status());
    assertEquals(414, edge.get(most + "x").status());
    assertEquals(414, edge.get("/" + "y".repeat(20_000)).status());
  }

  @ParameterizedTest
  @EnumSource
  void malformedHeadersAreIgnored(ServletContainer.Kind kind) throws Exception {
    String[] headers = {
      "Range: bytes=",
      "Range: bytes=a-b",
      "Range: bytes=3-1",
      "Range: bytes=1-2-3",
      "Range: bites=1-2",
      "Range: bytes=99999999999999999999999-a",
      "Range: bytes=0-0" + ",0-0".repeat(2_000),
      "If-None-Match: 1",
      "If-None-Match: \"1",
      "If-None-Match: W/",
      "If-None-Match: \u0001",
      "If-Modified-Since: yesterday",
      "If-Modified-Since: Wed, 99 May 2019 99:99:99 GMT",
      "If-Modified-Since: -1",
      "If-Unmodified-Since: never",
      "If-Range: nonsense",
      "Accept-Encoding: ;;q=,,=",
      "Cache-Control: max-age=a",
    };
    for (String header : headers) {
      Edge edge = start(kind);
      RawResponse miss = edge.get("/page", header);
      if (miss.status() == 400) {
        assertEquals(0, edge.runs("/page"), header); // the container refuses it itself
        continue;
      }
      assertEquals("200 Miss page", miss.line(), header);
      assertEquals("200 Hit page", edge.get("/page", header).line(), header);
    }
  }

  @ParameterizedTest
  @EnumSource
  void malformedCookiesAndQueriesAreAKeyLikeAnyOther(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    String[][] table = {
      {"/page", "Cookie: ="},
      {"/page", "Cookie: ;;;"},
      {"/page", "Cookie: a"},
      {"/page", "Cookie: a=\"b"},
      {"/page", "Cookie: $Version=1; a=b"},
      {"/page", "Cookie: " + "a=b; ".repeat(500)},
      {"/page?%zz", "X-No: 1"},
      {"/page?a=%", "X-No: 1"},
      {"/page?=&&==&%00", "X-No: 1"},
      {"/page?a=%ff", "X-No: 1"},
    };
    for (String[] row : table) {
      RawResponse response = edge.get(row[0], row[1]);
      assertTrue(
          response.status() == 200 || response.status() == 400, row[0] + " " + response.status());
    }
    assertEquals("page", edge.get("/page").text());
  }

  @ParameterizedTest
  @EnumSource
  void unsatisfiableRangeIs416(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    for (String range : new String[] {"bytes=4-", "bytes=99999999999999999999999-", "bytes=-0"}) {
      RawResponse response = edge.get("/page", "Range: " + range);
      assertEquals(416, response.status(), range);
      assertEquals("bytes */4", response.header("Content-Range"), range);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusalsHaveThePageOfCloudFront(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    RawResponse refused = edge.ask("DELETE", "/page");
    assertEquals("403 Error", refused.status() + " " + refused.xCache());
    assertEquals("CloudFront", refused.header("Server"));
    assertTrue(refused.text().contains("<H1>403 ERROR</H1>"));
    assertTrue(refused.text().contains("Request ID: " + refused.header("X-Amz-Cf-Id")));
    assertEquals(refused.body().length, Integer.parseInt(refused.header("Content-Length")));
  }
}
