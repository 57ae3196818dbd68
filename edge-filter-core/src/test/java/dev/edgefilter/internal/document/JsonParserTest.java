// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonNumber;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonParserTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"a": 1,}          | 1:9 found "}"; expected a field name in double quotes; remove the comma before it
          [1, 2,]            | 1:7 found "]"; expected a value; remove the comma before it
          {"a" 1}            | 1:6 found "1"; expected a colon after "a"
          {"a": 1 "b": 2}    | 1:9 found a double quote; expected a comma or "}"
          {a: 1}             | 1:2 found "a"; expected a field name in double quotes
          {'a': 1}           | 1:2 found "'"; expected a field name in double quotes; JSON has only double quotes
          {"a": yes}         | 1:7 found "yes"; expected a JSON value
          {"a": True}        | 1:7 found "True"; expected a JSON value
          {"a": 1 # note~}   | 1:9 found "#"; expected a comma or "}"; JSON has no comments, remove it
          {~// note~}        | 2:1 found "/"; expected a field name in double quotes; JSON has no comments, remove it
          {"a": 1} x         | 1:10 found "x"; expected the end of the file; one file holds one JSON value
          {"a": 1}~{"b": 2}  | 2:1 found "{"; expected the end of the file; one file holds one JSON value
          {"a": 01}          | 1:7 found a number with a leading zero; remove the zero
          {"a": +1}          | 1:7 found "+"; expected a JSON value
          {"a": 1.}          | 1:9 found "}"; expected a digit
          {"a": -}           | 1:8 found "}"; expected a digit
          {"a": 1e}          | 1:9 found "}"; expected a digit
          {"a": "b           | 1:7 found a string without its closing quote; close it, write line breaks as \\n
          {"a": "b~c"}       | 1:7 found a string without its closing quote; close it, write line breaks as \\n
          {"a": "b→c"}       | 1:9 found the control character 9; expected an escape such as \\t: a string has no control characters
          {"a": "\\x"}       | 1:8 found an escape that JSON does not have; write a backslash as \\\\
          {"a": "\\u12g4"}   | 1:8 found a broken \\u escape; expected four hex digits
          {"a": "\\ud800"}   | 1:7 found half a surrogate pair in a string
          {"a":              | 1:6 found the end of the file; expected a JSON value
          {"a": &x 1}        | 1:7 found "&"; expected a JSON value
          {"a": !!str 1}     | 1:7 found "!"; expected a JSON value
          Resources:         | 1:1 found "Resources"; expected a JSON value
          """)
  void refusesWhatIsNotJsonAndSaysWhere(String text, String expected) {
    String json = text.replace('~', '\n').replace('→', '\t');

    SyntaxException thrown =
        assertThrows(SyntaxException.class, () -> parse(json, new ArrayList<>()));

    assertEquals(
        expected, thrown.at().line() + ":" + thrown.at().column() + " " + thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n"})
  void emptyTextIsNotJson(String text) {
    assertThrows(SyntaxException.class, () -> parse(text, new ArrayList<>()));
  }

  @Test
  void keepsThePositionOfEveryValue() throws Exception {
    JsonObject root =
        (JsonObject) parse("\t{\n\t\"a\"\r\n : [ -1.5e+3,\n\"\\u00e9\\/\" ]}", new ArrayList<>());

    JsonArray list = (JsonArray) root.members().get(0).value();
    assertEquals(new Position(1, 2), root.at());
    assertEquals(new Position(2, 2), root.members().get(0).nameAt());
    assertEquals(new Position(3, 4), list.at());
    assertEquals(new JsonNumber(new Position(3, 6), "-1.5e+3"), list.items().get(0));
    assertEquals(new JsonString(new Position(4, 1), "é/"), list.items().get(1));
  }

  @Test
  void namesThatOccurTwiceDoNotStopTheParser() throws Exception {
    List<String> problems = new ArrayList<>();

    parse("{\"a\": 1,\n \"a\": 2, \"b\": {\"a\": 3, \"a\": 4}}", problems);

    assertEquals(
        List.of(
            "2:2 found \"a\" again, first in line 1; remove one of them",
            "2:24 found \"a\" again, first in line 2; remove one of them"),
        problems);
  }

  @Test
  void nestingAndSizeAreBounded() throws Exception {
    parse("[".repeat(64) + "]".repeat(64), new ArrayList<>());
    assertThrows(
        SyntaxException.class, () -> parse("[".repeat(65) + "]".repeat(65), new ArrayList<>()));

    String blank = " ".repeat(JsonParser.MAX_CHARS - 2);
    parse("[]" + blank, new ArrayList<>());
    SyntaxException thrown =
        assertThrows(SyntaxException.class, () -> parse("[] " + blank, new ArrayList<>()));
    assertTrue(thrown.text().contains("expected at most 4194304"), thrown.text());
  }

  private static JsonValue parse(String text, List<String> problems) throws SyntaxException {
    return JsonParser.parse(
        text, (at, message) -> problems.add(at.line() + ":" + at.column() + " " + message));
  }
}
