// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed JSON value that knows where it stands. */
public sealed interface JsonValue {
  /** Where the value begins. */
  Position at();

  /** How a problem calls the value it found; long texts are cut. */
  String describe();

  /** A string, with its escapes resolved. */
  record JsonString(Position at, String text) implements JsonValue {
    private static final int LONGEST_QUOTE = 60;

    @Override
    public String describe() {
      String shown =
          text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
      return '"' + shown + '"';
    }
  }

  /** A number as written. */
  record JsonNumber(Position at, String text) implements JsonValue {
    @Override
    public String describe() {
      return "the number " + text;
    }
  }

  /** True or false. */
  record JsonBoolean(Position at, boolean value) implements JsonValue {
    @Override
    public String describe() {
      return String.valueOf(value);
    }
  }

  /** The null of JSON, which no setting accepts. */
  record JsonNull(Position at) implements JsonValue {
    @Override
    public String describe() {
      return "null";
    }
  }

  /** A list. */
  record JsonArray(Position at, List<JsonValue> items) implements JsonValue {
    @Override
    public String describe() {
      return "a list";
    }
  }

  /** An object; its members keep their order. */
  record JsonObject(Position at, List<Member> members) implements JsonValue {
    @Override
    public String describe() {
      return "an object";
    }

    /** The value of a member; null when there is none. */
    public @Nullable JsonValue get(String name) {
      for (Member member : members) {
        if (member.name().equals(name)) {
          return member.value();
        }
      }
      return null;
    }
  }

  /** A name and a value of an object. */
  record Member(Position nameAt, String name, JsonValue value) {}
}
