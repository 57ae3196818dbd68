// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.cloudformation;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Turns an object of a template into what the command line prints: other names for a few fields,
 * and lists that are counted. What has the wrong type stays as it is, for the reader to report.
 */
final class Rewrite {
  private final String place;
  private final Findings findings;
  private JsonObject object;

  Rewrite(JsonObject object, String place, Findings findings) {
    this.object = object;
    this.place = place;
    this.findings = findings;
  }

  /** A field that templates call otherwise than the command line. */
  Rewrite rename(String written, String printed) {
    JsonValue wrong = object.get(printed);
    if (wrong != null) {
      findings.problem(
          wrong.at(),
          place,
          "found the unknown field \"" + printed + "\"; templates call it \"" + written + "\"");
      object = Trees.without(object, printed);
    }
    JsonValue value = object.get(written);
    if (value != null) {
      object = Trees.with(Trees.without(object, written), printed, value);
    }
    return this;
  }

  /** A plain list that the command line counts. */
  Rewrite counted(String name) {
    JsonValue value = object.get(name);
    if (value instanceof JsonArray list) {
      object = Trees.with(object, name, Trees.counted(list));
    } else if (value != null) {
      findings.problem(
          value.at(), place, "found " + value.describe() + " for " + name + "; expected a list");
      object = Trees.without(object, name);
    }
    return this;
  }

  /** An object with Items that the command line counts. */
  Rewrite quantified(String name) {
    return inside(
        name,
        inner ->
            inner.get("Items") instanceof JsonArray list && inner.get("Quantity") == null
                ? merge(inner, Trees.counted(list))
                : inner);
  }

  Rewrite inside(String name, UnaryOperator<JsonObject> change) {
    if (object.get(name) instanceof JsonObject inner) {
      object = Trees.with(object, name, change.apply(inner));
    }
    return this;
  }

  /** Changes each object of a list. */
  Rewrite each(String name, UnaryOperator<JsonObject> change) {
    if (object.get(name) instanceof JsonArray list) {
      List<JsonValue> items = new ArrayList<>();
      for (JsonValue item : list.items()) {
        items.add(item instanceof JsonObject inner ? change.apply(inner) : item);
      }
      object = Trees.with(object, name, new JsonArray(list.at(), List.copyOf(items)));
    }
    return this;
  }

  Rewrite set(String name, JsonValue value) {
    object = Trees.with(object, name, value);
    return this;
  }

  Rewrite set(String name, Position at, String text) {
    return set(name, new JsonValue.JsonString(at, text));
  }

  Rewrite drop(String name) {
    object = Trees.without(object, name);
    return this;
  }

  JsonObject done() {
    return object;
  }

  private static JsonObject merge(JsonObject object, JsonObject more) {
    JsonObject result = object;
    for (JsonValue.Member member : more.members()) {
      result = Trees.with(result, member.name(), member.value());
    }
    return result;
  }
}
