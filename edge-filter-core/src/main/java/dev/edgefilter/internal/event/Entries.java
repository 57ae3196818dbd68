// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a part of a result as the engine tells them: how many of those that the function
 * was given come first and are as they were, then names, and of each its one value or, in a list of
 * its own, what else the function left there.
 */
final class Entries {
  private final int kept;
  private final List<?> names;
  private final List<?> values;
  private final boolean plain;

  /**
   * Takes what was told.
   *
   * @param kept that number
   * @param values one for each name; null for what JSON leaves out
   */
  Entries(int kept, List<?> names, List<?> values) {
    this.kept = kept;
    this.names = names;
    this.values = values;
    boolean texts = true;
    for (int i = 0; i < values.size() && texts; i++) {
      texts = values.get(i) instanceof String;
    }
    this.plain = texts;
  }

  /** How many of the given ones come first and are as they were. */
  int kept() {
    return kept;
  }

  /** Whether each of the others has one value and nothing else. */
  boolean isPlain() {
    return plain;
  }

  /** How many there are beside those that are kept. */
  int size() {
    return names.size();
  }

  /** The name at a place, in the order of the object. */
  String name(int i) {
    return (String) names.get(i);
  }

  /** The value at a place of plain entries. */
  String value(int i) {
    return (String) values.get(i);
  }

  /** All of them as the object that JSON would be. */
  Map<String, @Nullable Object> object(Given given) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < kept; i++) {
      object.put(given.name(i), Map.of("value", given.value(i)));
    }
    for (int i = 0; i < names.size(); i++) {
      Object value = values.get(i);
      if (value instanceof List<?> list) {
        object.put(name(i), list.get(0));
      } else if (value != null) {
        object.put(name(i), Map.of("value", value));
      }
    }
    return object;
  }
}
