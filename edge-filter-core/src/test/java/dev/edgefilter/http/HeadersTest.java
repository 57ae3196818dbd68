// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  private static final Headers SAMPLE =
      Headers.of("Vary", "Accept", "ETag", "\"a\"", "vary", "Origin", "X", "");

  @Test
  void linesKeepTheirOrderAndSpelling() {
    assertEquals(4, SAMPLE.size());
    assertEquals("vary", SAMPLE.name(2));
    assertEquals("Origin", SAMPLE.value(2));
    assertEquals("Vary: Accept\nETag: \"a\"\nvary: Origin\nX: \n", SAMPLE.toString());
    assertEquals(List.of("Vary", "ETag", "X"), SAMPLE.names());
  }

  @Test
  void namesAreFoundInAnyCase() {
    assertEquals("Accept", SAMPLE.first("VARY"));
    assertEquals(List.of("Accept", "Origin"), SAMPLE.all("vArY"));
    assertEquals("Accept, Origin", SAMPLE.joined("vary"));
    assertEquals("", SAMPLE.first("x"));
    assertTrue(SAMPLE.contains("etag"));
  }

  @Test
  void absentNamesGiveNothing() {
    assertNull(SAMPLE.first("Age"));
    assertNull(SAMPLE.joined("Age"));
    assertEquals(List.of(), SAMPLE.all("Age"));
    assertFalse(SAMPLE.contains("Age"));
    assertFalse(SAMPLE.contains("Var"));
  }

  @Test
  void onlyAsciiLettersLoseTheirCase() {
    // U+212A KELVIN SIGN becomes k in Unicode case folding.
    assertFalse(Headers.of("Keep", "1").contains("\u212aeep"));
    // "^" and "~" differ in the bit that tells the case of letters.
    assertFalse(Headers.of("a^", "1").contains("a~"));
  }

  @Test
  void oneLineIsJoinedWithoutACopy() {
    assertSame(SAMPLE.value(1), SAMPLE.joined("ETag"));
  }

  @Test
  void setReplacesAllLinesAtTheFirstPlace() {
    Headers changed = SAMPLE.toBuilder().set("VARY", "Cookie").build();
    assertEquals(Headers.of("VARY", "Cookie", "ETag", "\"a\"", "X", ""), changed);
    assertEquals("VARY", changed.name(0));
    assertEquals("Accept", SAMPLE.first("Vary"));
  }

  @Test
  void setAppendsWhenTheNameIsNew() {
    assertEquals(
        Headers.of("A", "1", "B", "2"), Headers.of("A", "1").toBuilder().set("B", "2").build());
  }

  @Test
  void removeTakesEveryLineOfTheName() {
    assertEquals(Headers.of("ETag", "\"a\"", "X", ""), SAMPLE.toBuilder().remove("vary").build());
    assertEquals(SAMPLE, SAMPLE.toBuilder().remove("nothing").build());
    assertSame(Headers.EMPTY, Headers.of("A", "1").toBuilder().remove("a").build());
  }

  @Test
  void builderGrowsAndStaysIndependentOfWhatItBuilt() {
    Headers.Builder builder = Headers.builder();
    for (int i = 0; i < 20; i++) {
      builder.add("N" + i, "v" + i);
    }
    Headers built = builder.build();
    builder.set("N0", "changed").addAll(SAMPLE);
    assertEquals("v0", built.first("n0"));
    assertEquals(20, built.size());
    assertEquals(24, builder.build().size());
    assertTrue(builder.contains("ETAG"));
  }

  @Test
  void equalityIgnoresTheCaseOfNamesOnly() {
    assertEquals(Headers.of("Age", "a"), Headers.of("AGE", "a"));
    assertEquals(Headers.of("Age", "a").hashCode(), Headers.of("AGE", "a").hashCode());
    assertNotEquals(Headers.of("Age", "a"), Headers.of("Age", "A"));
    assertNotEquals(Headers.of("A", "1", "B", "2"), Headers.of("B", "2", "A", "1"));
    assertNotEquals(Headers.of("A", "1"), Headers.of("A", "1", "B", "2"));
  }

  @Test
  void iterationGivesEveryLine() {
    List<String> seen = new ArrayList<>();
    for (Headers.Line line : SAMPLE) {
      seen.add(line.name() + "=" + line.value());
    }
    assertEquals(List.of("Vary=Accept", "ETag=\"a\"", "vary=Origin", "X="), seen);
    Iterator<Headers.Line> none = Headers.EMPTY.iterator();
    assertThrows(NoSuchElementException.class, none::next);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:", "a\r", "a\n", "é", "\u0000", "a\u007f", "(x)"})
  void namesThatAreNoTokensAreRefused(String name) {
    Headers.Builder builder = Headers.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.add(name, "v"));
    assertThrows(IllegalArgumentException.class, () -> builder.set(name, "v"));
    assertThrows(IllegalArgumentException.class, () -> new Headers.Line(name, "v"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "a\nb", "a\u0000", "x\r\nSet-Cookie: a=b"})
  void valuesThatCouldSplitAMessageAreRefusedWithoutBeingQuoted(String value) {
    Headers.Builder builder = Headers.builder().add("A", "1");
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> builder.add("X-Name", value));
    assertTrue(refused.getMessage().contains("X-Name"));
    assertFalse(refused.getMessage().contains("Set-Cookie"));
    assertThrows(IllegalArgumentException.class, () -> builder.set("A", value));
    assertEquals(Headers.of("A", "1"), builder.build());
  }

  @Test
  void otherOddCharactersMayStandInValues() {
    assertEquals("\té\u0001", Headers.of("A", "\té\u0001").first("a"));
  }

  @Test
  void aMissingValueIsNamed() {
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> Headers.of("A", "1", "Lost"));
    assertTrue(refused.getMessage().contains("Lost"));
  }
}
