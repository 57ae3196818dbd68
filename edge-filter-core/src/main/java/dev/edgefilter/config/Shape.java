// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonBoolean;
import dev.edgefilter.internal.document.JsonValue.JsonNumber;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import dev.edgefilter.internal.document.NearestName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the value of a field that we do not act on must look like, and when it counts as not set.
 *
 * @param kind which kind of value
 * @param names the allowed words, or the allowed fields of an object
 * @param path the field of an object that tells whether it is set; empty for the value itself
 * @param unset the value that counts as not set; null when only emptiness does
 */
record Shape(Kind kind, List<String> names, String path, @Nullable String unset) {
  /** The kinds of values. */
  enum Kind {
    ANY("a value"),
    TEXT("a string"),
    WORDS("a string"),
    FLAG("true or false"),
    NUMBER("a number"),
    LIST("a list"),
    OBJECT("an object");

    private final String expected;

    Kind(String expected) {
      this.expected = expected;
    }
  }

  static Shape any() {
    return new Shape(Kind.ANY, List.of(), "", null);
  }

  /** A string; the empty one counts as not set. */
  static Shape text() {
    return new Shape(Kind.TEXT, List.of(), "", "");
  }

  static Shape words(String... words) {
    return new Shape(Kind.WORDS, List.of(words), "", null);
  }

  /** True or false; false counts as not set. */
  static Shape flag() {
    return new Shape(Kind.FLAG, List.of(), "", "false");
  }

  static Shape number() {
    return new Shape(Kind.NUMBER, List.of(), "", null);
  }

  /** A list; the empty one counts as not set. */
  static Shape list() {
    return new Shape(Kind.LIST, List.of(), "", null);
  }

  /** An object with these fields; the empty one counts as not set. */
  static Shape object(String... fields) {
    return new Shape(Kind.OBJECT, List.of(fields), "", null);
  }

  Shape unset(String value) {
    return new Shape(kind, names, path, value);
  }

  /** An object that counts as not set when the field at a dotted path has a value. */
  Shape unsetWhen(String dottedPath, String value) {
    return new Shape(kind, names, dottedPath, value);
  }

  /** A scalar of a template in the type of this shape. */
  JsonValue converted(JsonValue value) {
    return switch (kind) {
      case TEXT, WORDS -> Scalars.Type.TEXT.of(value);
      case FLAG -> Scalars.Type.FLAG.of(value);
      case NUMBER -> Scalars.Type.NUMBER.of(value);
      case ANY, LIST, OBJECT -> value;
    };
  }

  /** What is wrong with a value of this shape; null when it is well formed. */
  @Nullable String complaint(JsonValue value) {
    if (!fits(value)) {
      return "found " + value.describe() + "; expected " + kind.expected;
    }
    if (value instanceof JsonString word && kind == Kind.WORDS && !names.contains(word.text())) {
      return "found " + word.describe() + "; expected one of " + String.join(", ", names);
    }
    if (value instanceof JsonObject object && kind == Kind.OBJECT) {
      for (Member member : object.members()) {
        if (!names.contains(member.name())) {
          return "found the unknown field \""
              + member.name()
              + "\""
              + NearestName.hint(member.name(), names);
        }
      }
    }
    return null;
  }

  /** Whether a well-formed value counts as not set. */
  boolean isUnset(JsonValue value) {
    if (value instanceof JsonArray array) {
      return array.items().isEmpty();
    }
    if (value instanceof JsonObject object && object.members().isEmpty()) {
      return true;
    }
    JsonValue deciding = path.isEmpty() ? value : resolve(value);
    return deciding != null && plain(deciding).equals(unset);
  }

  private boolean fits(JsonValue value) {
    return switch (kind) {
      case ANY -> true;
      case TEXT, WORDS -> value instanceof JsonString;
      case FLAG -> value instanceof JsonBoolean;
      case NUMBER -> value instanceof JsonNumber;
      case LIST -> value instanceof JsonArray;
      case OBJECT -> value instanceof JsonObject;
    };
  }

  private @Nullable JsonValue resolve(JsonValue value) {
    JsonValue current = value;
    for (String step : path.split("\\.", -1)) {
      if (current instanceof JsonObject object) {
        current = object.get(step);
      } else if (current instanceof JsonArray array && array.items().size() == 1) {
        current = array.items().get(0);
      } else {
        return null;
      }
    }
    return current;
  }

  private static String plain(JsonValue value) {
    if (value instanceof JsonString string) {
      return string.text();
    }
    if (value instanceof JsonNumber number) {
      return number.text();
    }
    return value instanceof JsonBoolean flag ? String.valueOf(flag.value()) : "";
  }
}
