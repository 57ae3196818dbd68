// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonBoolean;
import dev.edgefilter.internal.document.JsonValue.JsonNumber;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import java.util.regex.Pattern;

/** Scalars of templates, where {@code "80"} may stand for 80 and {@code 404} for a text. */
final class Scalars {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

  private Scalars() {}

  /** What a field wants. */
  enum Type {
    TEXT,
    FLAG,
    NUMBER;

    /** The value in this type; the value itself when it does not stand for one. */
    JsonValue of(JsonValue value) {
      return switch (this) {
        case TEXT -> text(value);
        case FLAG -> flag(value);
        case NUMBER -> number(value);
      };
    }
  }

  private static JsonValue text(JsonValue value) {
    if (value instanceof JsonNumber number) {
      return new JsonString(value.at(), number.text());
    }
    return value instanceof JsonBoolean flag
        ? new JsonString(value.at(), String.valueOf(flag.value()))
        : value;
  }

  private static JsonValue flag(JsonValue value) {
    if (value instanceof JsonString string) {
      if (string.text().equalsIgnoreCase("true") || string.text().equalsIgnoreCase("false")) {
        return new JsonBoolean(value.at(), string.text().equalsIgnoreCase("true"));
      }
    }
    return value;
  }

  private static JsonValue number(JsonValue value) {
    return value instanceof JsonString string && NUMBER.matcher(string.text()).matches()
        ? new JsonNumber(value.at(), string.text())
        : value;
  }
}
