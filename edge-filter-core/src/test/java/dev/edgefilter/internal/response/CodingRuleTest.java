// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conditions under which CloudFront compresses, each with the values on both sides. */
final class CodingRuleTest {
  private static final CodingSettings ON = new CodingSettings(true, true, true, true, false);
  private static final CodingFacts BOTH =
      new CodingFacts(false, "HTTP/1.1", "br,gzip", true, true, true);

  private static CodingReason reason(int status, String headers, long length) {
    ResponseHead head = new ResponseHead(status, HeaderLines.of(headers, 0));
    return CodingRule.decide(ON, BOTH, head, length).reason();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          both offered              | br,gzip | true  | true  | true  | br   | COMPRESSED
          both, without brotli      | br,gzip | true  | true  | false | gzip | COMPRESSED
          only gzip                 | gzip    | true  | true  | true  | gzip | COMPRESSED
          only brotli               | br      | true  | true  | true  | br   | COMPRESSED
          only brotli, without it   | br      | true  | true  | false |      | NO_CODER
          gzip flag alone           | gzip    | true  | false | true  | gzip | COMPRESSED
          brotli flag alone         | br      | false | true  | true  | br   | COMPRESSED
          nothing offered           |         | true  | true  | true  |      | NOT_OFFERED
          no flag                   |         | false | false | true  |      | NO_FLAG
          """)
  void codingIsBrotliBeforeGzipOfWhatBothSidesKnow(
      String name,
      @Nullable String offered,
      boolean gzip,
      boolean brotli,
      boolean available,
      @Nullable String coding,
      CodingReason reason) {
    CodingDecision decision =
        CodingRule.decide(
            new CodingSettings(true, gzip, brotli, true, false),
            new CodingFacts(false, "HTTP/1.1", offered, available, true, true),
            new ResponseHead(200, HeaderLines.of("Content-Type: text/html", 0)),
            5000);

    assertEquals(coding, decision.coding());
    assertEquals(reason, decision.reason());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Compress is off             | false | true  | false | HTTP/1.1 | true  | OFF
          all TTLs are 0              | true  | false | false | HTTP/1.1 | true  | CACHING_DISABLED
          past the store              | true  | true  | true  | HTTP/1.1 | true  | PASSED
          HTTP/1.0                    | true  | true  | false | HTTP/1.0 | true  | PROTOCOL
          HTTP/2                      | true  | true  | false | HTTP/2.0 | true  | COMPRESSED
          written by a WriteListener  | true  | true  | false | HTTP/1.1 | false | WRITE_LISTENER
          """)
  void requestAndSettingsMustAllowIt(
      String name,
      boolean compress,
      boolean cached,
      boolean passing,
      String protocol,
      boolean mayBlock,
      CodingReason reason) {
    CodingDecision decision =
        CodingRule.decide(
            new CodingSettings(compress, true, true, cached, false),
            new CodingFacts(passing, protocol, "br,gzip", true, mayBlock, true),
            new ResponseHead(200, HeaderLines.of("Content-Type: text/html", 0)),
            5000);

    assertEquals(reason, decision.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, COMPRESSED",
    "true, false, LENGTH_UNKNOWN",
    "false, true, LENGTH_UNKNOWN"
  })
  void anUnknownLengthFitsWhereTheSwitchIsOn(boolean on, boolean bodyWanted, CodingReason reason) {
    CodingDecision decision =
        CodingRule.decide(
            new CodingSettings(true, true, true, true, on),
            new CodingFacts(false, "HTTP/1.1", "br,gzip", true, true, bodyWanted),
            new ResponseHead(200, HeaderLines.of("Content-Type: text/html", 0)),
            -1);

    assertEquals(reason, decision.reason());
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | Content-Type: text/html                                   | 999      | TOO_SMALL
          200 | Content-Type: text/html                                   | 1000     | COMPRESSED
          200 | Content-Type: text/html                                   | 10000000 | COMPRESSED
          200 | Content-Type: text/html                                   | 10000001 | TOO_LARGE
          200 | Content-Type: text/html                                   | 0        | TOO_SMALL
          200 | Content-Type: text/html                                   | -1       | LENGTH_UNKNOWN
          403 | Content-Type: text/html                                   | 5000     | COMPRESSED
          404 | Content-Type: text/html                                   | 5000     | COMPRESSED
          203 | Content-Type: text/html                                   | 5000     | STATUS
          206 | Content-Type: text/html                                   | 5000     | STATUS
          301 | Content-Type: text/html                                   | 5000     | STATUS
          500 | Content-Type: text/html                                   | 5000     | STATUS
          200 | Content-Type: text/html / Content-Encoding: gzip          | 5000     | ENCODED
          200 | Content-Type: text/html / Content-Encoding: identity      | 5000     | ENCODED
          200 | Content-Type: text/html / Cache-Control: max-age=9, no-transform | 5000 | NO_TRANSFORM
          200 | Content-Type: TEXT/HTML; charset=utf-8                    | 5000     | COMPRESSED
          200 | Content-Type: text/html;charset=utf-8                     | 5000     | COMPRESSED
          200 | Content-Type: application/json                            | 5000     | COMPRESSED
          200 | Content-Type: application/wasm                            | 5000     | COMPRESSED
          200 | Content-Type: image/svg+xml                               | 5000     | COMPRESSED
          200 | Content-Type: vnd.apple.mpegurl                           | 5000     | COMPRESSED
          200 | Content-Type: application/vnd.apple.mpegurl               | 5000     | COMPRESSED
          200 | Content-Type: image/png                                   | 5000     | MEDIA_TYPE
          200 | Content-Type: font/woff2                                  | 5000     | MEDIA_TYPE
          200 | Content-Type: application/ld+json                         | 5000     | MEDIA_TYPE
          200 | Content-Type: application/problem+json                    | 5000     | MEDIA_TYPE
          200 | Content-Type: text/event-stream                           | 5000     | MEDIA_TYPE
          200 | Content-Type: text/markdown                               | 5000     | MEDIA_TYPE
          200 | Content-Type: text                                        | 5000     | MEDIA_TYPE
          200 | X-A: b                                                    | 5000     | MEDIA_TYPE
          """)
  void statusTypeEncodingAndLengthMustFit(
      int status, String headers, long length, CodingReason reason) {
    assertEquals(reason, reason(status, headers, length));
  }
}
