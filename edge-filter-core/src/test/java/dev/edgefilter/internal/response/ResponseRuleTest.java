// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.http.EntityTag;
import dev.edgefilter.http.HeaderLines;
import dev.edgefilter.http.HttpDate;
import dev.edgefilter.http.RequestHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions in the order of RFC 9110, 13.2.2, and ranges. */
final class ResponseRuleTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long MODIFIED = NOW - 60_000;
  private static final Representation TAGGED =
      new Representation(200, new EntityTag("a", false), MODIFIED, 100);
  private static final Representation WEAK =
      new Representation(200, new EntityTag("a", true), MODIFIED, 100);
  private static final Representation BARE = new Representation(200, null, HttpDate.INVALID, 100);

  private static ResponsePlan decide(String method, String headers, Representation response) {
    RequestHead request = RequestHead.of(method, "http://h/p", HeaderLines.of(headers, NOW));
    return ResponseRule.decide(request, response, NOW);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    -                                                  | 200 | WHOLE
    If-None-Match: "a"                                 | 304 | NOT_MODIFIED_ETAG
    If-None-Match: W/"a"                               | 304 | NOT_MODIFIED_ETAG
    If-None-Match: "b", "a"                            | 304 | NOT_MODIFIED_ETAG
    If-None-Match: "b" / If-None-Match: "a"            | 304 | NOT_MODIFIED_ETAG
    If-None-Match: *                                   | 304 | NOT_MODIFIED_ETAG
    If-None-Match: "b"                                 | 200 | WHOLE
    If-None-Match: a                                   | 200 | WHOLE
    If-None-Match: "A"                                 | 200 | WHOLE
    If-Modified-Since: @-61                            | 200 | WHOLE
    If-Modified-Since: @-60                            | 304 | NOT_MODIFIED_DATE
    If-Modified-Since: @-59                            | 304 | NOT_MODIFIED_DATE
    If-Modified-Since: yesterday                       | 200 | WHOLE
    If-None-Match: "b" / If-Modified-Since: @0         | 200 | WHOLE
    If-None-Match: "a" / If-Modified-Since: @-99       | 304 | NOT_MODIFIED_ETAG
    If-Match: "a"                                      | 200 | WHOLE
    If-Match: *                                        | 200 | WHOLE
    If-Match: "b", "a"                                 | 200 | WHOLE
    If-Match: "b"                                      | 412 | FAILED_MATCH
    If-Match: W/"a"                                    | 412 | FAILED_MATCH
    If-Match: a                                        | 412 | FAILED_MATCH
    If-Unmodified-Since: @-61                          | 412 | FAILED_UNMODIFIED
    If-Unmodified-Since: @-60                          | 200 | WHOLE
    If-Unmodified-Since: never                         | 200 | WHOLE
    If-Match: "a" / If-Unmodified-Since: @-99          | 200 | WHOLE
    If-Match: "a" / If-None-Match: "a"                 | 304 | NOT_MODIFIED_ETAG
    If-Match: "b" / If-None-Match: "a"                 | 412 | FAILED_MATCH
    If-Unmodified-Since: @-99 / If-None-Match: "a"     | 412 | FAILED_UNMODIFIED
    If-Match: "b" / Range: bytes=0-1                   | 412 | FAILED_MATCH
    If-None-Match: "a" / Range: bytes=0-1              | 304 | NOT_MODIFIED_ETAG
    """)
  void conditionsAreEvaluatedInOrder(String headers, int status, ResponseReason reason) {
    ResponsePlan plan = decide("GET", headers, TAGGED);

    assertEquals(status, plan.status());
    assertEquals(reason, plan.reason());
    assertEquals(status == 200, plan.bodySent());
    assertEquals(plan, decide("HEAD", headers, TAGGED), "the same for HEAD, before its body goes");
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    If-None-Match: *          | 304 | NOT_MODIFIED_ETAG
    If-None-Match: "a"        | 200 | WHOLE
    If-Modified-Since: @0     | 200 | WHOLE
    If-Match: *               | 200 | WHOLE
    If-Match: "a"             | 412 | FAILED_MATCH
    If-Unmodified-Since: @-99 | 200 | WHOLE
    """)
  void withoutValidatorsOnlyTheAsteriskMatches(String headers, int status, ResponseReason reason) {
    ResponsePlan plan = decide("GET", headers, BARE);

    assertEquals(status, plan.status());
    assertEquals(reason, plan.reason());
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    bytes=0-0        | 206 | 0  | 0
    bytes=0-99       | 206 | 0  | 99
    bytes=99-99      | 206 | 99 | 99
    bytes=99-        | 206 | 99 | 99
    bytes=0-100      | 206 | 0  | 99
    bytes=10-        | 206 | 10 | 99
    bytes=-1         | 206 | 99 | 99
    bytes=-100       | 206 | 0  | 99
    bytes=-101       | 206 | 0  | 99
    bytes=100-       | 416 | 0  | -1
    bytes=100-200    | 416 | 0  | -1
    bytes=-0         | 416 | 0  | -1
    bytes=2-1        | 200 | 0  | -1
    bytes=a-b        | 200 | 0  | -1
    bytes=-          | 200 | 0  | -1
    items=0-1        | 200 | 0  | -1
    bytes=0-1,100-   | 206 | 0  | 1
    bytes=100-,-0    | 416 | 0  | -1
    """)
  void oneRangeIsCutFromTheWhole(String range, int status, long first, long last) {
    ResponsePlan plan = decide("GET", "Range: " + range, TAGGED);

    assertEquals(status, plan.status());
    assertEquals(first, plan.first());
    assertEquals(last, plan.last());
    assertEquals(status == 206, plan.partial());
    assertEquals(status != 416, plan.bodySent());
    assertEquals(ResponseReason.WHOLE, decide("HEAD", "Range: " + range, TAGGED).reason());
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    bytes=0-1,5-6       | 206 | RANGES               | 0-1 5-6
    bytes=0-1, 2-3 ,99- | 206 | RANGES               | 0-1 2-3 99-99
    bytes=0-1,-1        | 206 | RANGES               | 0-1 99-99
    bytes=0-1,5-6,100-  | 206 | RANGES               | 0-1 5-6
    bytes=5-6,0-1       | 200 | RANGES_NOT_ASCENDING | -
    bytes=0-5,5-6       | 200 | RANGES_NOT_ASCENDING | -
    bytes=0-,5-6        | 200 | RANGES_NOT_ASCENDING | -
    bytes=0-9,-100      | 200 | RANGES_NOT_ASCENDING | -
    bytes=0-1,6-5       | 200 | RANGE_INVALID        | -
    bytes=0-1,--5       | 200 | RANGE_INVALID        | -
    bytes=2-1           | 200 | RANGE_INVALID        | -
    items=0-1           | 200 | RANGE_INVALID        | -
    """)
  void severalRangesAreAnsweredWhenTheyAscend(
      String range, int status, ResponseReason reason, String parts) {
    ResponsePlan plan = decide("GET", "Range: " + range, TAGGED);

    assertEquals(status, plan.status());
    assertEquals(reason, plan.reason());
    StringBuilder planned = new StringBuilder();
    plan.parts().forEach(part -> planned.append(part.first() + "-" + part.last() + " "));
    assertEquals(parts.equals("-") ? "" : parts, planned.toString().strip());
    assertFalse(plan.partial());
    assertTrue(plan.bodySent());
    assertEquals(ResponsePlan.whole(200), decide("HEAD", "Range: " + range, TAGGED));
  }

  @Test
  void moreThanTwentyRangesAreAnsweredWithTheWhole() {
    StringBuilder twenty = new StringBuilder("bytes=0-0");
    for (int i = 1; i < 20; i++) {
      twenty.append(",").append(i * 2).append("-").append(i * 2);
    }

    assertEquals(20, decide("GET", "Range: " + twenty, TAGGED).parts().size());
    ResponsePlan flood = decide("GET", "Range: " + twenty + ",99-", TAGGED);
    assertEquals(200, flood.status());
    assertEquals(ResponseReason.TOO_MANY_RANGES, flood.reason());
  }

  @Test
  void severalRangesOfACodedResponseAreAnsweredWithTheWhole() {
    Representation coded = new Representation(200, new EntityTag("a", false), MODIFIED, 100, true);

    assertEquals(206, decide("GET", "Range: bytes=0-1", coded).status());
    ResponsePlan several = decide("GET", "Range: bytes=0-1,5-6", coded);
    assertEquals(200, several.status());
    assertEquals(ResponseReason.RANGES_OF_CODED, several.reason());
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
    "a"    | 206 | 200
    W/"a"  | 200 | 200
    "b"    | 200 | 200
    @-60   | 206 | 206
    @-59   | 200 | 200
    @-61   | 200 | 200
    soon   | 200 | 200
    """)
  void ifRangeNeedsTheSameRepresentation(String condition, int tagged, int weak) {
    String headers = "Range: bytes=0-1 / If-Range: " + condition;

    assertEquals(tagged, decide("GET", headers, TAGGED).status());
    assertEquals(weak, decide("GET", headers, WEAK).status());
    ResponseReason reason = tagged == 206 ? ResponseReason.RANGE : ResponseReason.IF_RANGE;
    assertEquals(reason, decide("GET", headers, TAGGED).reason());
  }

  @Test
  void anUnknownLengthHasNoRanges() {
    Representation endless = new Representation(200, null, HttpDate.INVALID, -1);

    assertEquals(ResponsePlan.whole(200), decide("GET", "Range: bytes=0-1", endless));
  }

  @Test
  void anEmptyBodyHasNoRangeThatCanBeSatisfied() {
    Representation empty = new Representation(200, null, HttpDate.INVALID, 0);

    assertEquals(416, decide("GET", "Range: bytes=0-", empty).status());
  }

  @ParameterizedTest
  @CsvSource({"204", "301", "404", "500", "206", "304"})
  void onlyA200IsConditional(int status) {
    Representation response = new Representation(status, new EntityTag("a", false), MODIFIED, 100);

    assertEquals(
        ResponsePlan.whole(status),
        decide("GET", "If-None-Match: \"a\" / If-Match: \"b\" / Range: bytes=0-1", response));
  }

  @Test
  void otherMethodsLeaveConditionsToTheOrigin() {
    assertEquals(ResponsePlan.whole(200), decide("POST", "If-None-Match: \"a\"", TAGGED));
    assertEquals(ResponsePlan.whole(200), decide("OPTIONS", "If-Match: \"b\"", TAGGED));
  }

  @Test
  void aHeadHasNoBody() {
    assertTrue(ResponsePlan.whole(200).bodySent());
    assertFalse(ResponsePlan.whole(200).asHead().bodySent());
  }
}
