// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Content-Range} as an origin writes it. */
final class ContentRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes 0-9/10, 0, 9, 10",
    "BYTES  5-5/6 , 5, 5, 6",
    "bytes 0-0/9223372036854775807, 0, 0, 9223372036854775807"
  })
  void aRangeOfAKnownLengthIsRead(String value, long first, long last, long length) {
    assertEquals(new ContentRange(new ByteRange(first, last), length), ContentRange.parse(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes 0-9",
        "bytes 0-9/",
        "bytes 0-9/*",
        "bytes */10",
        "bytes 9-0/10",
        "bytes 0-10/10",
        "bytes -9/10",
        "bytes 0-/10",
        "bytes 0 - 9/10",
        "bytes 0-9/1x",
        "bytes=0-9/10",
        "lines 0-9/10",
        "0-9/10"
      })
  void anythingElseIsNone(String value) {
    assertNull(ContentRange.parse(value));
  }

  @Test
  void absenceIsNone() {
    assertNull(ContentRange.parse(null));
  }

  @Test
  void aRangeIsWithinTheWhole() {
    ByteRange range = new ByteRange(0, 9);
    assertThrows(IllegalArgumentException.class, () -> new ContentRange(range, 9));
  }
}
