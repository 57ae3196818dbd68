// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodedHeadersTest {

  private static Headers lines(String headers) {
    return HeaderLines.of(headers, 0);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          strong    | "abc"    | W/"abc"
          weak      | W/"abc"  | W/"abc"
          no quotes | abc      |
          none      |          |
          """)
  void strongTagsBecomeWeakAndBrokenOnesGo(
      String name, @Nullable String given, @Nullable String sent) {
    Headers headers = lines(given == null ? "X-A: b" : "ETag: " + given);

    assertEquals(sent, CodedHeaders.encoded(headers, "gzip").first("ETag"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none            | X-A: b                        | Accept-Encoding
          another         | Vary: Origin                  | Origin, Accept-Encoding
          the same        | Vary: Origin, accept-encoding | Origin, accept-encoding
          anything        | Vary: *                       | *
          """)
  void viewersAreToldThatItVaries(String name, String headers, String vary) {
    assertEquals(vary, CodedHeaders.encoded(lines(headers), "gzip").joined("Vary"));
  }

  @Test
  void whatIsSaidOfTheBytesGoes() {
    Headers encoded =
        CodedHeaders.encoded(
            lines(
                "Content-Length: 9 / Content-MD5: x / Digest: a=b / Content-Digest: a=:b:"
                    + " / Repr-Digest: a=:b: / Content-Type: text/css / Accept-Ranges: bytes"),
            "br");

    assertEquals("br", encoded.joined("Content-Encoding"));
    assertEquals("text/css", encoded.joined("Content-Type"));
    assertEquals("bytes", encoded.joined("Accept-Ranges"));
    for (String name :
        new String[] {"Content-Length", "Content-MD5", "Digest", "Content-Digest", "Repr-Digest"}) {
      assertFalse(encoded.contains(name), name);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the edge's own   | "a"   | ETag: W/"a" / Content-Encoding: gzip / Vary: Accept-Encoding | ETag: "a" / Vary: Origin / Content-MD5: x | W/"a" | Origin, Accept-Encoding
          without a tag    |       | Content-Encoding: gzip / Vary: Accept-Encoding               | Vary: Origin                              |       | Origin, Accept-Encoding
          the origin's own | "a"   | ETag: "a" / Content-Encoding: gzip / Vary: Accept-Encoding   | ETag: "a"                                 | "a"   | Accept-Encoding
          not encoded      | "a"   | ETag: "a"                                                    | ETag: "a" / Vary: Origin                  | "a"   | Origin
          """)
  void whatA304SaysIsMadeTrueOfTheEncodedBytes(
      String name,
      @Nullable String tag,
      String stored,
      String merged,
      @Nullable String expectedTag,
      String expectedVary) {
    Headers headers =
        CodedHeaders.confirmed(
            lines(stored),
            EntityTag.parse(tag),
            lines(
                merged + (stored.contains("Content-Encoding") ? " / Content-Encoding: gzip" : "")));

    assertEquals(expectedTag, headers.first("ETag"));
    assertEquals(expectedVary, headers.joined("Vary"));
    assertFalse(headers.contains("Content-MD5"));
  }
}
