// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access.signing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyEncodingTest {
  @Test
  void standsInForTheThreeSymbolsThatUrlsReserve() {
    byte[] bytes = {(byte) 0xfb, (byte) 0xff, (byte) 0xfe, 0};
    assertEquals("-~~-AA__", PolicyEncoding.encode(bytes));
    assertArrayEquals(bytes, PolicyEncoding.decode("-~~-AA__"));
    assertArrayEquals(bytes, PolicyEncoding.decode("-~~-AA"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!!",
        "+//+",
        "AA==",
        "A",
        "AAAAA",
        "AA_A",
        "A A=",
        "AA\nAA",
        "_",
        "AA___",
        "é",
        "AA%3D",
        "AB",
        "AAB",
        "AA____",
        "____",
        "AAAA_",
        "AAAA__",
        "A___",
        "AAA__",
        "AA_",
        "\u2141AAA"
      })
  void readsNoOtherSpelling(String text) {
    assertNull(PolicyEncoding.decode(text));
  }
}
