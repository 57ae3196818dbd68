// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of an origin's headers a viewer gets (CloudFront: HTTP responses). */
final class ViewerHeadersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "X-Cache",
        "x-amz-cf-pop",
        "X-Amz-Cf-Id",
        "X-Amz-Cf-Anything",
        "X-Edge-Location"
      })
  void headersOfTheConnectionAndOfTheEdgeAreDropped(String name) {
    Headers kept = ViewerHeaders.endToEnd(HeaderLines.of("X-A: 1 / " + name + ": x", 0));

    assertEquals(Headers.of("X-A", "1"), kept);
  }

  @Test
  void whatConnectionNamesIsDropped() {
    Headers kept =
        ViewerHeaders.endToEnd(
            HeaderLines.of(
                "Connection: close, X-Hop / Connection: x-other / X-Hop: 1 / X-Other: 2"
                    + " / X-Hop-Not: 3",
                0));

    assertEquals(Headers.of("X-Hop-Not", "3"), kept);
  }

  @Test
  void everythingElsePassesUnchangedAndWithoutACopy() {
    Headers headers =
        HeaderLines.of(
            "Server: app / Date: @0 / Cache-Control: max-age=1 / Set-Cookie: a=1"
                + " / Set-Cookie: b=2 / Vary: * / Location: /x / X-Amz-Meta-A: 1 / Age: 5",
            0);

    assertSame(headers, ViewerHeaders.endToEnd(headers));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length",
        "Content-Type",
        "Content-Encoding",
        "Content-Language",
        "Content-Range",
        "Accept-Ranges"
      })
  void headersOfTheBodyDoNotBelongOnA304(String name) {
    assertEquals(true, ViewerHeaders.describesBody(name));
    for (String kept : new String[] {"ETag", "Last-Modified", "Expires", "Vary", "Date"}) {
      assertFalse(ViewerHeaders.describesBody(kept));
    }
  }
}
