// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a viewer gets of a stored answer: headers, conditions, ranges. */
@Tag("container")
class StoredAnswersTest {
  private static final String DIGITS = "0123456789";
  private static final String MODIFIED = "Wed, 01 May 2019 10:00:00 GMT";
  private static final String LATER = "Wed, 01 May 2019 10:00:01 GMT";
  private static final String EARLIER = "Wed, 01 May 2019 09:59:59 GMT";

  @RegisterExtension final EdgeExtension edges = new EdgeExtension();

  private Edge start(ServletContainer.Kind kind) {
    return edges.start(
        kind,
        setup ->
            setup.app(
                "/page",
                (request, response) -> {
                  response.setContentType("text/plain");
                  response.setHeader("ETag", "\"v1\"");
                  response.setHeader("Last-Modified", MODIFIED);
                  response.getOutputStream().print(DIGITS);
                }));
  }

  @ParameterizedTest
  @EnumSource
  void secondViewerIsAnsweredFromTheStore(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    RawResponse miss = edge.get("/page");
    edge.clock.advance(Duration.ofSeconds(7));
    RawResponse hit = edge.get("/page");

    assertEquals("200 Miss " + DIGITS, miss.line());
    assertEquals("200 Hit " + DIGITS, hit.line());
    assertEquals(1, edge.runs("/page"));
    assertFalse(miss.headers().contains("Age"));
    assertEquals("7", hit.header("Age"));
    assertEquals("10", miss.header("Content-Length"));
    assertEquals("10", hit.header("Content-Length"));
    assertEquals("\"v1\"", hit.header("ETag"));
    assertEquals(miss.header("Content-Type"), hit.header("Content-Type"));
    assertTrue(hit.header("Via").endsWith(".cloudfront.net (CloudFront)"), hit.header("Via"));
    assertEquals(56, hit.header("X-Amz-Cf-Id").length());
    assertEquals(
        "EdgeFilter; fwd=uri-miss; stored; ttl=60; detail=stored", miss.header("Cache-Status"));
    assertEquals("EdgeFilter; hit; ttl=53; detail=fresh", hit.header("Cache-Status"));
    assertEquals(1, hit.headers().all("Date").size());
    assertEquals(1, hit.headers().all("Content-Type").size());
  }

  @ParameterizedTest
  @EnumSource
  void answerIsAskedForAgainWhenItsTimeIsOver(ServletContainer.Kind kind) throws Exception {
    Edge edge = edges.start(kind, setup -> setup.app("/page", (q, r) -> r.getWriter().print("x")));
    edge.get("/page");
    edge.clock.advance(Duration.ofSeconds(59));
    assertEquals("Hit", edge.get("/page").xCache());
    edge.clock.advance(Duration.ofSeconds(1));
    assertEquals("Miss", edge.get("/page").xCache());
    assertEquals(2, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void headIsAnsweredFromTheStoredGet(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    edge.get("/page");
    RawResponse head = edge.head("/page");
    assertEquals("200 Hit ", head.line());
    assertEquals("10", head.header("Content-Length"));
    assertEquals(1, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void headAloneReachesTheApplicationAndIsNotStored(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    RawResponse head = edge.head("/page");
    assertEquals("200 Miss ", head.line());
    assertEquals("\"v1\"", head.header("ETag"));
    assertEquals("Miss", edge.get("/page").xCache());
    assertEquals(2, edge.runs("/page"));
  }

  @ParameterizedTest
  @EnumSource
  void conditionsAreAnsweredFromTheStoreAndOnAMiss(ServletContainer.Kind kind) throws Exception {
    String[][] table = {
      {"If-None-Match: \"v1\"", "304"},
      {"If-None-Match: W/\"v1\"", "304"},
      {"If-None-Match: \"v0\", \"v1\"", "304"},
      {"If-None-Match: *", "304"},
      {"If-None-Match: \"v0\"", "200"},
      {"If-Modified-Since: " + MODIFIED, "304"},
      {"If-Modified-Since: " + LATER, "304"},
      {"If-Modified-Since: " + EARLIER, "200"},
      {"If-Match: \"v1\"", "200"},
      {"If-Match: \"v0\"", "412"},
      {"If-Match: W/\"v1\"", "412"},
      {"If-Unmodified-Since: " + MODIFIED, "200"},
      {"If-Unmodified-Since: " + EARLIER, "412"},
    };
    for (String[] row : table) {
      Edge edge = start(kind);
      RawResponse cold = edge.get("/page", row[0]);
      RawResponse warm = edge.get("/page", row[0]);
      String body = row[1].equals("200") ? DIGITS : "";
      assertEquals(row[1] + " Miss " + body, cold.line(), row[0]);
      assertEquals(row[1] + " Hit " + body, warm.line(), row[0]);
      assertEquals("200 Hit " + DIGITS, edge.get("/page").line(), row[0]);
      assertEquals("\"v1\"", warm.header("ETag"), row[0]);
      if (row[1].equals("304")) {
        assertFalse(warm.headers().contains("Content-Type"), row[0]);
      }
      assertTrue(cold.complete() && warm.complete(), row[0]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneRangeIsCutOutOfTheStoreAndOutOfAMiss(ServletContainer.Kind kind) throws Exception {
    String[][] table = {
      {"bytes=2-4", "206", "234", "bytes 2-4/10"},
      {"bytes=0-0", "206", "0", "bytes 0-0/10"},
      {"bytes=7-", "206", "789", "bytes 7-9/10"},
      {"bytes=-2", "206", "89", "bytes 8-9/10"},
      {"bytes=8-99", "206", "89", "bytes 8-9/10"},
      {"bytes=10-", "416", "", "bytes */10"},
      {"bytes=4-2", "200", DIGITS, ""},
      {"bytes=4-5,0-1", "200", DIGITS, ""},
      {"bytes=0-4,4-5", "200", DIGITS, ""},
      {"octets=0-1", "200", DIGITS, ""},
    };
    for (String[] row : table) {
      Edge edge = start(kind);
      RawResponse cold = edge.get("/page", "Range: " + row[0]);
      RawResponse warm = edge.get("/page", "Range: " + row[0]);
      assertEquals(row[1] + " Miss " + row[2], cold.line(), row[0]);
      assertEquals(row[1] + " Hit " + row[2], warm.line(), row[0]);
      assertEquals(row[3], cold.header("Content-Range"), row[0]);
      assertEquals(row[3], warm.header("Content-Range"), row[0]);
      assertEquals("200 Hit " + DIGITS, edge.get("/page").line(), row[0]);
      assertEquals(1, edge.runs("/page"), row[0]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rangeNeedsTheValidatorOfIfRange(ServletContainer.Kind kind) throws Exception {
    Edge edge = start(kind);
    edge.get("/page");
    String range = "Range: bytes=2-4";
    assertEquals("206 Hit 234", edge.get("/page", range, "If-Range: \"v1\"").line());
    assertEquals("206 Hit 234", edge.get("/page", range, "If-Range: " + MODIFIED).line());
    assertEquals("200 Hit " + DIGITS, edge.get("/page", range, "If-Range: \"v0\"").line());
    assertEquals("200 Hit " + DIGITS, edge.get("/page", range, "If-Range: W/\"v1\"").line());
    assertEquals("200 Hit " + DIGITS, edge.get("/page", range, "If-Range: " + LATER).line());
  }

  @ParameterizedTest
  @EnumSource
  void rangeOfALargeBodyIsTheSameColdAndWarm(ServletContainer.Kind kind) throws Exception {
    byte[] body = new byte[300_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i % 251);
    }
    Edge edge =
        edges.start(
            kind,
            setup ->
                setup.app(
                    "/file",
                    (request, response) -> {
                      response.setContentLength(body.length);
                      response.getOutputStream().write(body);
                    }));
    RawResponse cold = edge.get("/file", "Range: bytes=65530-196620");
    RawResponse warm = edge.get("/file", "Range: bytes=65530-196620");
    assertEquals("206 Miss", cold.status() + " " + cold.xCache());
    assertEquals("206 Hit", warm.status() + " " + warm.xCache());
    assertEquals(131_091, warm.body().length);
    for (int i = 0; i < warm.body().length; i++) {
      assertEquals(body[65_530 + i], warm.body()[i], "byte " + i);
      assertEquals(body[65_530 + i], cold.body()[i], "byte " + i);
    }
  }
}
