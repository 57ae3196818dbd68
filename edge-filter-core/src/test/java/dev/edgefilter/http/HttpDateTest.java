// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final long NOW = Instant.parse("2026-11-25T12:00:00Z").toEpochMilli();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Sun, 06 Nov 1994 08:49:37 GMT     | 1994-11-06T08:49:37Z
          Sunday, 06-Nov-94 08:49:37 GMT    | 1994-11-06T08:49:37Z
          Sun Nov  6 08:49:37 1994          | 1994-11-06T08:49:37Z
          Wed Nov 16 08:49:37 1994          | 1994-11-16T08:49:37Z
          Sun Nov 06 08:49:37 1994          | 1994-11-06T08:49:37Z
          THU, 18 Aug 2050 02:01:18 GMT     | 2050-08-18T02:01:18Z
          Thu, 18 AUG 2050 02:01:18 GMT     | 2050-08-18T02:01:18Z
          Thu, 18 Aug 2050 02:01:18 gMT     | 2050-08-18T02:01:18Z
          wEDNESDAY, 18-aug-50 02:01:18 gmt | 2050-08-18T02:01:18Z
          Mon, 18 Aug 2050 02:01:18 GMT     | 2050-08-18T02:01:18Z
          Thu, 01 Jan 1970 00:00:00 GMT     | 1970-01-01T00:00:00Z
          Wed, 31 Dec 1969 23:59:59 GMT     | 1969-12-31T23:59:59Z
          Fri, 31 Dec 9999 23:59:59 GMT     | 9999-12-31T23:59:59Z
          Sat, 01 Jan 0000 00:00:00 GMT     | 0000-01-01T00:00:00Z
          Thu, 29 Feb 2024 00:00:00 GMT     | 2024-02-29T00:00:00Z
          Tue, 29 Feb 2000 00:00:00 GMT     | 2000-02-29T00:00:00Z
          Sat, 31 Dec 2016 23:59:60 GMT     | 2017-01-01T00:00:00Z
          """)
  void threeFormsAreRead(String text, Instant expected) {
    assertEquals(expected.toEpochMilli(), HttpDate.parseMillis(text, NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +00",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        " Sun, 06 Nov 1994 08:49:37 GMT",
        "Thu, 18 Aug 50 02:01:18 GMT",
        "Thu 18 Aug 2050 02:01:18 GMT",
        "Thu, 18  Aug  2050 02:01:18 GMT",
        "Thu, 18-Aug-2050 02:01:18 GMT",
        "Thu, 18 Aug 2050 02.01.18 GMT",
        "Thu, 18 Aug 2050 2:01:18 GMT",
        "Thu, 8 Aug 2050 02:01:18 GMT",
        "Thu,  8 Aug 2050 02:01:18 GMT",
        "Thursday, 18 Aug 2050 02:01:18 GMT",
        "Thu, 18-Aug-50 02:01:18 GMT",
        "Thursday, 18-Aug-2050 02:01:18 GMT",
        "Thursday, 18-Aug-50 02:01:18 UTC",
        "Thursday, 8-Aug-50 02:01:18 GMT",
        "Someday, 18-Aug-50 02:01:18 GMT",
        "Xyz, 18 Aug 2050 02:01:18 GMT",
        "Thu, 18 Xyz 2050 02:01:18 GMT",
        "Thu, 00 Aug 2050 02:01:18 GMT",
        "Thu, 32 Aug 2050 02:01:18 GMT",
        "Thu, 31 Apr 2050 02:01:18 GMT",
        "Thu, 31 Jun 2050 02:01:18 GMT",
        "Thu, 29 Feb 2023 02:01:18 GMT",
        "Thu, 29 Feb 1900 02:01:18 GMT",
        "Thu, 30 Feb 2024 02:01:18 GMT",
        "Thu, 18 Aug 2050 24:00:00 GMT",
        "Thu, 18 Aug 2050 02:60:00 GMT",
        "Thu, 18 Aug 2050 02:00:61 GMT",
        "Thu, 18 Aug -050 02:00:00 GMT",
        "Thu, 18 Aug 2050 -2:00:00 GMT",
        "Thu, 18 Aug ٢٠٥٠ 02:00:00 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov  6 08:49:37 94",
        "Sun, Nov  6 08:49:37 199",
        "Sun Nov  0 08:49:37 1994",
        "Sun Nov  6 08:49:37 1994 GMT",
        "2026-11-25T12:00:00Z"
      })
  void anythingElseIsInvalid(String text) {
    assertEquals(HttpDate.INVALID, HttpDate.parseMillis(text, NOW));
  }

  @Test
  void nullIsInvalid() {
    assertEquals(HttpDate.INVALID, HttpDate.parseMillis(null, NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-25T12:00:00Z | Sunday, 25-Nov-76 12:00:00 GMT | 2076-11-25T12:00:00Z
          2026-11-25T12:00:00Z | Sunday, 25-Nov-76 12:00:01 GMT | 1976-11-25T12:00:01Z
          2026-11-25T12:00:00Z | Sunday, 26-Nov-76 00:00:00 GMT | 1976-11-26T00:00:00Z
          2026-11-25T12:00:00Z | Sunday, 01-Jan-77 00:00:00 GMT | 1977-01-01T00:00:00Z
          2026-11-25T12:00:00Z | Sunday, 01-Jan-00 00:00:00 GMT | 2000-01-01T00:00:00Z
          2026-11-25T12:00:00Z | Sunday, 31-Dec-99 23:59:59 GMT | 1999-12-31T23:59:59Z
          2096-01-01T00:00:00Z | Sunday, 01-Jan-10 00:00:00 GMT | 2110-01-01T00:00:00Z
          1999-12-31T00:00:00Z | Sunday, 01-Jan-00 00:00:00 GMT | 2000-01-01T00:00:00Z
          2024-02-29T00:00:00Z | Sunday, 28-Feb-74 00:00:00 GMT | 2074-02-28T00:00:00Z
          """)
  void twoDigitYearIsAtMostFiftyYearsAhead(Instant now, String text, Instant expected) {
    assertEquals(expected.toEpochMilli(), HttpDate.parseMillis(text, now.toEpochMilli()));
  }

  @Test
  void everyDayOfFourCenturiesIsReadAndPrinted() {
    DateTimeFormatter fixdate =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", java.util.Locale.ENGLISH);
    LocalDate end = LocalDate.of(2300, 1, 2);
    for (LocalDate day = LocalDate.of(1899, 12, 31); day.isBefore(end); day = day.plusDays(1)) {
      long millis = day.atTime(23, 59, 58).toInstant(ZoneOffset.UTC).toEpochMilli();
      String text = fixdate.format(day.atTime(23, 59, 58));
      assertEquals(text, HttpDate.format(millis + 999));
      assertEquals(millis, HttpDate.parseMillis(text, NOW));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0               | Thu, 01 Jan 1970 00:00:00 GMT
          999             | Thu, 01 Jan 1970 00:00:00 GMT
          1000            | Thu, 01 Jan 1970 00:00:01 GMT
          -1              | Wed, 31 Dec 1969 23:59:59 GMT
          253402300799999 | Fri, 31 Dec 9999 23:59:59 GMT
          """)
  void millisecondsAreRoundedDown(long millis, String text) {
    assertEquals(text, HttpDate.format(millis));
  }

  @Test
  void oneSecondIsPrintedOnce() {
    assertSame(HttpDate.format(NOW), HttpDate.format(NOW + 999));
  }

  @ParameterizedTest
  @ValueSource(longs = {253402300800000L, Long.MAX_VALUE, Long.MIN_VALUE, -62167219200001L})
  void yearsBeyondFourDigitsAreRefused(long millis) {
    assertThrows(IllegalArgumentException.class, () -> HttpDate.format(millis));
  }
}
