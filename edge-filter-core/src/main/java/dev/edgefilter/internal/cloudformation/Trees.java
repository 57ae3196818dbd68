// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonBoolean;
import dev.edgefilter.internal.document.JsonValue.JsonNumber;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import dev.edgefilter.internal.document.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small questions to values, and small values. */
final class Trees {
  private Trees() {}

  /** The text of a string, a number or a flag, which CloudFormation takes for one another. */
  static @Nullable String text(@Nullable JsonValue value) {
    if (value instanceof JsonString string) {
      return string.text();
    } else if (value instanceof JsonNumber number) {
      return number.text();
    }
    return value instanceof JsonBoolean flag ? String.valueOf(flag.value()) : null;
  }

  /** A member that is an object; null when it is absent or something else. */
  static @Nullable JsonObject object(@Nullable JsonValue parent, String name) {
    return parent instanceof JsonObject object && object.get(name) instanceof JsonObject found
        ? found
        : null;
  }

  /** The text of a member; null when it is absent or no text. */
  static @Nullable String text(@Nullable JsonValue parent, String name) {
    return parent instanceof JsonObject object ? text(object.get(name)) : null;
  }

  static List<String> names(@Nullable JsonObject object) {
    List<String> names = new ArrayList<>();
    if (object != null) {
      for (Member member : object.members()) {
        names.add(member.name());
      }
    }
    return names;
  }

  static Member member(Position at, String name, JsonValue value) {
    return new Member(at, name, value);
  }

  static JsonObject with(JsonObject object, String name, JsonValue value) {
    List<Member> members = new ArrayList<>();
    for (Member member : object.members()) {
      if (!member.name().equals(name)) {
        members.add(member);
      }
    }
    members.add(new Member(value.at(), name, value));
    return new JsonObject(object.at(), List.copyOf(members));
  }

  static JsonObject without(JsonObject object, String name) {
    List<Member> members = new ArrayList<>(object.members());
    members.removeIf(member -> member.name().equals(name));
    return new JsonObject(object.at(), List.copyOf(members));
  }

  /** {@code {"Quantity": n, "Items": […]}}, as the command line writes a list. */
  static JsonObject counted(JsonArray list) {
    Position at = list.at();
    JsonNumber quantity = new JsonNumber(at, String.valueOf(list.items().size()));
    return new JsonObject(
        at, List.of(new Member(at, "Quantity", quantity), new Member(at, "Items", list)));
  }
}
