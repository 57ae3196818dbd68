// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.store.StoredHead;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditional requests to the origin, and what a 304 changes (RFC 9111, 4.3). */
final class ValidationRuleTest {
  private static final long NOW = 1_800_000_000_000L;

  private static StoredHead stored(int status, String lines) {
    Headers headers = HeaderLines.of(lines, NOW);
    String modified = headers.first("Last-Modified");
    return new StoredHead(
        status,
        headers,
        List.of(),
        List.of(),
        NOW,
        0,
        0,
        0,
        0,
        false,
        false,
        EntityTag.parse(headers.first("ETag")),
        modified == null ? HttpDate.INVALID : HttpDate.parseMillis(modified, NOW),
        List.of());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
    -                                    | false | none    | false
    ETag: "a"                            | true  | "a"     | false
    ETag: W/"a"                          | true  | W/"a"   | false
    Last-Modified: @-60                  | true  | none    | true
    ETag: "a" / Last-Modified: @-60      | true  | "a"     | true
    ETag: a                              | false | none    | false
    Last-Modified: yesterday             | false | none    | false
    """)
  void theStoredValidatorsBecomeConditions(
      String lines, boolean validates, String ifNoneMatch, boolean dated) {
    StoredHead head = stored(200, lines);

    Headers sent = ValidationRule.conditional(Headers.of("If-None-Match", "\"viewer's\""), head);

    assertEquals(validates, ValidationRule.hasValidator(head));
    if (validates) {
      assertEquals(ifNoneMatch == null ? "\"viewer's\"" : ifNoneMatch, sent.first("If-None-Match"));
    }
    assertEquals(dated, sent.contains("If-Modified-Since"));
    assertEquals(
        dated ? head.headers().first("Last-Modified") : null, sent.first("If-Modified-Since"));
  }

  @Test
  void aConfirmationReplacesHeadersButNotThoseOfTheBody() {
    StoredHead head =
        stored(
            200,
            "Content-Type: text/plain / Content-Length: 5 / Content-Encoding: gzip / X-A: 1"
                + " / X-A: 2 / X-B: old / Cache-Control: max-age=1");
    ResponseHead confirmed =
        new ResponseHead(
            304,
            HeaderLines.of(
                "X-A: 3 / x-a: 4 / Content-Length: 0 / Content-Encoding: br"
                    + " / Content-Range: bytes 0-1/2 / Cache-Control: max-age=9 / ETag: \"n\"",
                NOW));

    ResponseHead merged = ValidationRule.merged(head, confirmed);

    Headers headers = merged.headers();
    assertEquals(200, merged.status());
    assertEquals(List.of("3", "4"), headers.all("X-A"));
    assertEquals("old", headers.first("X-B"));
    assertEquals(List.of("max-age=9"), headers.all("Cache-Control"));
    assertEquals("5", headers.first("Content-Length"));
    assertEquals("gzip", headers.first("Content-Encoding"));
    assertFalse(headers.contains("Content-Range"));
    assertEquals("text/plain", headers.first("Content-Type"));
    assertEquals("\"n\"", headers.first("ETag"));
  }

  @Test
  void aConfirmationWithoutDateDoesNotLeaveTheOldOne() {
    StoredHead head = stored(200, "Date: @-3600 / Cache-Control: max-age=60");

    ResponseHead merged = ValidationRule.merged(head, new ResponseHead(304, Headers.EMPTY));

    assertNull(merged.headers().first("Date"), "else it would be an hour old again at once");
  }

  @Test
  void theDateOfAConfirmationCounts() {
    StoredHead head = stored(200, "Date: @-3600");
    ResponseHead confirmed = new ResponseHead(304, HeaderLines.of("Date: @-1", NOW));

    assertEquals(
        List.of(HttpDate.format(NOW - 1000)),
        ValidationRule.merged(head, confirmed).headers().all("Date"));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    text/html;charset=utf-8 | text/html                    | text/html;charset=utf-8
    text/html;charset=utf-8 | TEXT/HTML                    | text/html;charset=utf-8
    text/html;charset=utf-8 | text/html;charset=iso-8859-1 | text/html;charset=iso-8859-1
    text/html;charset=utf-8 | text/plain                   | text/plain
    text/htmlx              | text/html                    | text/html
    """)
  void aConfirmationDoesNotTakeTheCharsetAway(String before, String update, String after) {
    StoredHead head = stored(200, "Content-Type: " + before);
    ResponseHead confirmed = new ResponseHead(304, Headers.of("Content-Type", update));

    assertEquals(after, ValidationRule.merged(head, confirmed).headers().joined("Content-Type"));
  }
}
