// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.JsonArray;
import dev.edgefilter.internal.document.JsonValue.JsonBoolean;
import dev.edgefilter.internal.document.JsonValue.JsonNumber;
import dev.edgefilter.internal.document.JsonValue.JsonObject;
import dev.edgefilter.internal.document.JsonValue.JsonString;
import dev.edgefilter.internal.document.JsonValue.Member;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object, reports what is wrong with them, and goes on with a
 * fallback. A field that is never asked for is looked up in {@link FieldTable} at the end.
 */
final class JsonFields {
  private final Reading reading;
  private final JsonObject object;
  private final String type;
  private final String place;
  private final Set<String> asked = new LinkedHashSet<>();

  JsonFields(Reading reading, JsonObject object, String type, String place) {
    this.reading = reading;
    this.object = object;
    this.type = type;
    this.place = place;
    reading.locate(place, object.at());
    reading.opened(this);
  }

  String place() {
    return place;
  }

  Reading reading() {
    return reading;
  }

  /** The object itself. */
  JsonObject written() {
    return object;
  }

  /** Notes that the whole object has no effect. */
  void note(String why) {
    reading.note(object.at(), place, why);
  }

  boolean has(String name) {
    asked.add(name);
    return object.get(name) != null;
  }

  /** The names of the members, asked for or not. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Member member : object.members()) {
      names.add(member.name());
    }
    return names;
  }

  /** Reports a problem of a field, or of the whole object when the field is absent. */
  void problem(String name, String message) {
    asked.add(name);
    JsonValue value = object.get(name);
    reading.problem(value == null ? object.at() : value.at(), placeOf(name), message);
  }

  /** Reports a problem of the whole object. */
  void problem(String message) {
    reading.problem(object.at(), place, message);
  }

  /** Reports a field that must be there and is not. */
  void missing(String name, String expected) {
    problem(name, "is missing; expected " + expected);
  }

  /** Reports the field if it is absent. */
  JsonFields require(String name, String expected) {
    if (!has(name)) {
      missing(name, expected);
    }
    return this;
  }

  String string(String name, String fallback) {
    JsonValue value = value(name, Scalars.Type.TEXT);
    if (value instanceof JsonString string) {
      return string.text();
    }
    return mismatch(name, value, "a string", fallback);
  }

  /** A string that is not quoted in problems. */
  String secret(String name) {
    JsonValue value = value(name, Scalars.Type.TEXT);
    if (value instanceof JsonString string) {
      return string.text();
    }
    if (value != null) {
      problem(name, "found something else; expected a string");
    }
    return "";
  }

  boolean flag(String name, boolean fallback) {
    JsonValue value = value(name, Scalars.Type.FLAG);
    if (value instanceof JsonBoolean flag) {
      return flag.value();
    }
    return mismatch(name, value, "true or false, without quotes", fallback);
  }

  long number(String name, long fallback) {
    JsonValue value = value(name, Scalars.Type.NUMBER);
    if (value instanceof JsonNumber number) {
      try {
        return Long.parseLong(number.text());
      } catch (NumberFormatException e) {
        return mismatch(name, value, "a whole number", fallback);
      }
    }
    return mismatch(name, value, "a whole number, without quotes", fallback);
  }

  /** A number that may have a fraction. */
  double decimal(String name, double fallback) {
    JsonValue value = value(name, Scalars.Type.NUMBER);
    return value instanceof JsonNumber number
        ? Double.parseDouble(number.text())
        : mismatch(name, value, "a number, without quotes", fallback);
  }

  int integer(String name, int fallback) {
    long number = number(name, fallback);
    if (number != (int) number) {
      problem(name, "found " + number + "; expected a smaller number");
      return fallback;
    }
    return (int) number;
  }

  /** One of a closed set of words; {@code fallback} when it is absent or another word. */
  <T> T word(String name, Map<String, T> words, T fallback) {
    T meaning = word(name, words);
    return meaning == null ? fallback : meaning;
  }

  /** One of a closed set of words; null when it is absent or another word. */
  <T> @Nullable T word(String name, Map<String, T> words) {
    JsonValue value = value(name, Scalars.Type.TEXT);
    T meaning = value instanceof JsonString string ? words.get(string.text()) : null;
    if (value != null && meaning == null) {
      String expected = String.join(", ", words.keySet());
      problem(name, "found " + value.describe() + "; expected one of " + expected);
    }
    return meaning;
  }

  /** A nested object; null when it is absent or something else. */
  @Nullable JsonFields object(String name, String nestedType) {
    return object(name, nestedType, placeOf(name));
  }

  /** A nested object whose place is not that of its field. */
  @Nullable JsonFields object(String name, String nestedType, String nestedPlace) {
    JsonValue value = value(name);
    if (value instanceof JsonObject nested) {
      return new JsonFields(reading, nested, nestedType, nestedPlace);
    }
    return mismatchObject(name, value);
  }

  /** The elements of a plain list. */
  List<JsonValue> list(String name) {
    JsonValue value = value(name);
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.items().size(); i++) {
        reading.locate(placeOf(name) + '[' + i + ']', array.items().get(i).at());
      }
      return array.items();
    }
    return mismatch(name, value, "a list", List.of());
  }

  /** The whole numbers of this object, which is {@code {"Quantity": n, "Items": […]}}. */
  List<Long> itemNumbers() {
    return numbers(place, items());
  }

  /** The whole numbers of a plain list. */
  List<Long> numbers(String name) {
    return numbers(placeOf(name), list(name));
  }

  private List<Long> numbers(String listPlace, List<JsonValue> items) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      JsonValue item = items.get(i);
      if (reading.convertsScalars()) {
        item = Scalars.Type.NUMBER.of(item);
      }
      if (item instanceof JsonNumber number && number.text().matches("\\d{1,10}")) {
        numbers.add(Long.valueOf(number.text()));
      } else {
        elementMismatch(listPlace, i, items.get(i), "a whole number");
      }
    }
    return numbers;
  }

  /** The strings of a plain list. */
  List<String> strings(String name) {
    return strings(placeOf(name), list(name));
  }

  /** The objects of a plain list. */
  List<JsonFields> objects(String name, String elementType) {
    return objects(placeOf(name), list(name), elementType);
  }

  /** The strings of a field that is {@code {"Quantity": n, "Items": […]}}. */
  List<String> quantityStrings(String name) {
    JsonFields list = object(name, name);
    return list == null ? List.of() : list.strings(list.place, list.items());
  }

  /** The objects of a field that is {@code {"Quantity": n, "Items": […]}}. */
  List<JsonFields> quantityObjects(String name, String elementType) {
    JsonFields list = object(name, name);
    return list == null ? List.of() : list.objects(list.place, list.items(), elementType);
  }

  /** The objects of this object, which is {@code {"Quantity": n, "Items": […], …}}. */
  List<JsonFields> itemObjects(String elementType) {
    return objects(place, items(), elementType);
  }

  /** The strings of this object, which is {@code {"Quantity": n, "Items": […], …}}. */
  List<String> itemStrings() {
    return strings(place, items());
  }

  /** The elements of this object, which is {@code {"Quantity": n, "Items": […], …}}. */
  List<JsonValue> items() {
    require("Quantity", "the number of Items");
    boolean counted =
        object.get("Quantity") instanceof JsonNumber
            && (!has("Items") || object.get("Items") instanceof JsonArray);
    long quantity = number("Quantity", 0);
    List<JsonValue> items = has("Items") ? list("Items") : List.of();
    for (int i = 0; i < items.size(); i++) {
      reading.locate(place + '[' + i + ']', items.get(i).at());
    }
    if (counted && quantity != items.size()) {
      problem(
          "Quantity",
          "found "
              + quantity
              + " but "
              + items.size()
              + " Items; expected the same number (InconsistentQuantities)");
    }
    return items;
  }

  private List<String> strings(String listPlace, List<JsonValue> items) {
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      JsonValue item = items.get(i);
      if (reading.convertsScalars()) {
        item = Scalars.Type.TEXT.of(item);
      }
      if (item instanceof JsonString string) {
        strings.add(string.text());
      } else {
        elementMismatch(listPlace, i, items.get(i), "a string");
      }
    }
    return strings;
  }

  private List<JsonFields> objects(String listPlace, List<JsonValue> items, String elementType) {
    List<JsonFields> objects = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof JsonObject element) {
        objects.add(new JsonFields(reading, element, elementType, listPlace + '[' + i + ']'));
      } else {
        elementMismatch(listPlace, i, items.get(i), "an object");
      }
    }
    return objects;
  }

  private void elementMismatch(String listPlace, int index, JsonValue found, String expected) {
    reading.problem(
        found.at(),
        listPlace + '[' + index + ']',
        "found " + found.describe() + "; expected " + expected);
  }

  private @Nullable JsonValue value(String name) {
    asked.add(name);
    JsonValue value = object.get(name);
    if (value != null) {
      reading.locate(placeOf(name), value.at());
    }
    return value;
  }

  /** A value of a scalar type, which a template may write as a scalar of another type. */
  private @Nullable JsonValue value(String name, Scalars.Type type) {
    JsonValue value = value(name);
    return value != null && reading.convertsScalars() ? type.of(value) : value;
  }

  private <T> T mismatch(String name, @Nullable JsonValue found, String expected, T fallback) {
    if (found != null) {
      problem(name, "found " + found.describe() + "; expected " + expected);
    }
    return fallback;
  }

  private @Nullable JsonFields mismatchObject(String name, @Nullable JsonValue found) {
    if (found != null) {
      problem(name, "found " + found.describe() + "; expected an object");
    }
    return null;
  }

  /** Reports every field that nobody asked for. */
  void reportLeftovers() {
    UnaskedFields leftovers = new UnaskedFields(reading, type, asked);
    for (Member member : object.members()) {
      if (!asked.contains(member.name())) {
        leftovers.report(member, placeOf(member.name()));
      }
    }
  }

  private String placeOf(String name) {
    return Written.join(place, decapitalize(name));
  }

  /** {@code HTTPPort} becomes {@code httpPort}, {@code MinTTL} becomes {@code minTTL}. */
  static String decapitalize(String name) {
    int capitals = 0;
    while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
      capitals++;
    }
    int lowered = capitals > 1 && capitals < name.length() ? capitals - 1 : capitals;
    return name.substring(0, lowered).toLowerCase(Locale.ROOT) + name.substring(lowered);
  }
}
