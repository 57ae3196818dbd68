// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.RangeSet;
import dev.edgefilter.http.ResponseHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ranges are worth slices, and which answers are slices; a slice has 100 bytes here. */
final class SliceRuleTest {

  @ParameterizedTest(name = "[{index}] {0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    bytes=0-99    | false | false | NEAR_RANGE      | -1
    bytes=0-100   | false | false | FAR_RANGE       | 0
    bytes=0-      | false | false | FAR_RANGE       | 0
    bytes=99-     | false | false | FAR_RANGE       | 0
    bytes=100-    | false | false | FAR_RANGE       | 1
    bytes=250-260 | false | false | FAR_RANGE       | 2
    bytes=-1      | false | false | FAR_RANGE       | 0
    bytes=0-99    | true  | false | LARGE           | 0
    bytes=250-260 | true  | false | LARGE           | 2
    bytes=250-260 | true  | true  | NOT_SLICEABLE   | -1
    bytes=250-260 | false | true  | NOT_SLICEABLE   | -1
    bytes=0-1,5-6 | true  | false | NO_SINGLE_RANGE | -1
    bytes=6-5     | true  | false | NO_SINGLE_RANGE | -1
    lines=0-200   | true  | false | NO_SINGLE_RANGE | -1
    """)
  void aRangeBehindTheFirstSliceIsSliced(
      String range, boolean large, boolean refused, SliceReason reason, long slice) {
    RangeSet ranges = RangeSet.parse(range);

    assertEquals(reason, SliceRule.decide(ranges, large, refused, 100));
    assertEquals(slice >= 0, reason.sliced());
    if (slice >= 0) {
      assertEquals(slice, SliceRule.firstSlice(ranges, 100));
    }
  }

  @ParameterizedTest(name = "[{index}] {0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    206 | Content-Range: bytes 200-299/1000 / ETag: "a"                        | true
    206 | Content-Range: bytes 200-299/300 / ETag: "a"                         | true
    206 | Content-Range: bytes 200-249/250 / ETag: "a"                         | true
    206 | Content-Range: bytes 200-299/1000 / Last-Modified: @0                | true
    206 | Content-Range: bytes 200-299/1000 / ETag: W/"a" / Last-Modified: @0  | true
    206 | Content-Range: bytes 200-299/1000 / ETag: "a" / Content-Length: 100  | true
    200 | Content-Range: bytes 200-299/1000 / ETag: "a"                        | false
    206 | Content-Range: bytes 200-299/1000 / ETag: "a" / Content-Length: 99   | false
    206 | Content-Range: bytes 200-299/1000 / ETag: W/"a"                      | false
    206 | Content-Range: bytes 200-299/1000                                    | false
    206 | Content-Range: bytes 200-249/1000 / ETag: "a"                        | false
    206 | Content-Range: bytes 200-399/1000 / ETag: "a"                        | false
    206 | Content-Range: bytes 100-199/1000 / ETag: "a"                        | false
    206 | Content-Range: bytes 200-299/299 / ETag: "a"                         | false
    206 | Content-Range: bytes 200-299/* / ETag: "a"                           | false
    206 | Content-Range: bytes */1000 / ETag: "a"                              | false
    206 | Content-Range: bytes 200-299 / ETag: "a"                             | false
    206 | Content-Range: bytes 200-299/1000x / ETag: "a"                       | false
    206 | Content-Range: 200-299/1000 / ETag: "a"                              | false
    206 | ETag: "a"                                                            | false
    """)
  void aSliceIsExactlyWhatWasAskedForAndHasAValidator(int status, String headers, boolean slice) {
    ResponseHead head = new ResponseHead(status, HeaderLines.of(headers, 0));

    assertEquals(slice, SliceRule.isSlice(head, 200, 100));
  }

  private static SliceValidator validator(String headers) {
    return SliceValidator.of(HeaderLines.of(headers, 0));
  }

  @Test
  void slicesAgreeOnlyByAStrongTagOrTheDateAndByTheLength() {
    SliceValidator tagged = validator("Content-Range: bytes 0-9/20 / ETag: \"a\"");

    assertEquals(tagged, validator("Content-Range: bytes 10-19/20 / ETag: \"a\""));
    assertEquals(
        tagged, validator("Content-Range: bytes 0-9/20 / ETag: \"a\" / Last-Modified: @0"));
    assertNotEquals(tagged, validator("Content-Range: bytes 0-9/21 / ETag: \"a\""));
    assertNotEquals(tagged, validator("Content-Range: bytes 0-9/20 / ETag: \"b\""));
    assertNotEquals(tagged, validator("Content-Range: bytes 0-9/20 / Last-Modified: @0"));
    assertEquals(
        validator("Content-Range: bytes 0-9/20 / Last-Modified: @0"),
        validator("Content-Range: bytes 10-19/20 / ETag: W/\"a\" / Last-Modified: @0"));
    assertNotEquals(
        validator("Content-Range: bytes 0-9/20 / Last-Modified: @0"),
        validator("Content-Range: bytes 0-9/20 / Last-Modified: @1"));
    assertNull(validator("Content-Range: bytes 0-9/20 / ETag: W/\"a\""));
    assertNull(validator("ETag: \"a\""));
  }

  @ParameterizedTest
  @CsvSource({
    "200, false",
    "302, false",
    "399, false",
    "400, true",
    "403, true",
    "404, false",
    "410, false",
    "416, false",
    "429, true",
    "451, false",
    "500, true",
    "599, true"
  })
  void errorsLeaveOtherSlicesAloneUnlessTheObjectIsGone(int status, boolean left) {
    assertEquals(left, SliceRule.leavesSlices(status));
  }
}
