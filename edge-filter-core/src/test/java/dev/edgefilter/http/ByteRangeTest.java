// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bytes=0-0              | 10 | 0-0
          bytes=0-9              | 10 | 0-9
          bytes=0-10             | 10 | 0-9
          bytes=9-9              | 10 | 9-9
          bytes=9-               | 10 | 9-9
          bytes=10-              | 10 | ``
          bytes=10-20            | 10 | ``
          bytes=0-               | 10 | 0-9
          bytes=-1               | 10 | 9-9
          bytes=-10              | 10 | 0-9
          bytes=-11              | 10 | 0-9
          bytes=-0               | 10 | ``
          bytes=-0, 1-1          | 10 | 1-1
          BYTES=007-008          | 10 | 7-8
          bytes=0-0,-1           | 10 | 0-0 9-9
          bytes=0-0 , 2-3\t,     | 10 | 0-0 2-3
          bytes=, ,5-6           | 10 | 5-6
          bytes=5-6,1-2          | 10 | 5-6 1-2
          bytes=1-2,50-60        | 10 | 1-2
          bytes=0-               | 0  | ``
          bytes=-5               | 0  | ``
          bytes=0-9223372036854775807      | 10 | 0-9
          bytes=0-99999999999999999999999  | 10 | 0-9
          bytes=99999999999999999999999-   | 10 | ``
          bytes=-99999999999999999999999   | 10 | 0-9
          bytes=0-9223372036854775807 | 9223372036854775807 | 0-9223372036854775806
          bytes=-9223372036854775807  | 9223372036854775807 | 0-9223372036854775806
          """)
  void specsResolveAgainstTheLength(String header, long length, String expected) {
    StringBuilder ranges = new StringBuilder();
    for (ByteRange range : ByteRange.parse(header.replace("\\t", "\t")).resolve(length)) {
      ranges.append(ranges.isEmpty() ? "" : " ");
      ranges.append(range.first()).append('-').append(range.last());
    }
    assertEquals(expected, ranges.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=,",
        "bytes=-",
        "bytes=a-b",
        "bytes=1",
        "bytes=2-1",
        "bytes=--1",
        "bytes=1--2",
        "bytes=-1-2",
        "bytes=0-1-2",
        "bytes=0 - 1",
        "bytes=0-1;2-3",
        "bytes=0-1,x",
        "bytes=+1-2",
        "bytes =0-1",
        " bytes=0-1",
        "items=0-1",
        "bytes:0-1",
        "bytes=0x1-2",
        "bytes=٣-٤",
        "bytes=1 2-3",
        "bytes=0-1 2"
      })
  void whatIsNotUnderstoodIsIgnored(String header) {
    assertSame(RangeSet.NONE, ByteRange.parse(header));
  }

  @Test
  void absentHeaderAsksForNothing() {
    assertEquals(true, ByteRange.parse(null).isNone());
    assertEquals(List.of(), RangeSet.NONE.resolve(10));
  }

  @Test
  void atMostTwentyRangesAreHonoured() {
    String twenty = "bytes=" + "0-0,".repeat(20);
    assertEquals(20, ByteRange.parse(twenty).size());
    assertEquals(20, ByteRange.parse(twenty).resolve(1).size());
    RangeSet flood = ByteRange.parse(twenty + "0-0");
    assertSame(RangeSet.TOO_MANY, flood);
    assertEquals(true, flood.isNone() && flood.isTooMany());
    assertEquals(false, ByteRange.parse(twenty).isTooMany() || RangeSet.NONE.isTooMany());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bytes=0-1           | true
          bytes=0-1,2-3,9-    | true
          bytes=0-2,2-3       | false
          bytes=5-6,0-1       | false
          bytes=0-9,-1        | false
          """)
  void ascendingRangesNeitherOverlapNorGoBack(String header, boolean ascending) {
    assertEquals(ascending, RangeSet.ascend(ByteRange.parse(header).resolve(10)));
  }

  @Test
  void rangeKnowsItsLengthAndContentRange() {
    ByteRange range = new ByteRange(2, 5);
    assertEquals(4, range.length());
    assertEquals("bytes 2-5/10", range.contentRange(10));
  }

  @Test
  void impossibleRangesAndLengthsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ByteRange(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ByteRange(1, 0));
    assertThrows(IllegalArgumentException.class, () -> RangeSet.NONE.resolve(-1));
  }
}
