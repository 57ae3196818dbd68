// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a part of a result as the engine tells them: names, and of each its one value or,
 * in a list of its own, what else the function left there. As a map it is what JSON would be.
 */
final class Entries extends AbstractMap<String, @Nullable Object> {
  private final List<?> names;
  private final List<?> values;
  private final boolean plain;
  private @Nullable Map<String, @Nullable Object> map;

  /**
   * Takes what was told.
   *
   * @param values one for each name; null for what JSON leaves out
   */
  Entries(List<?> names, List<?> values) {
    this.names = names;
    this.values = values;
    boolean texts = true;
    for (int i = 0; i < values.size() && texts; i++) {
      texts = values.get(i) instanceof String;
    }
    this.plain = texts;
  }

  /** Whether each has one value and nothing else. */
  boolean isPlain() {
    return plain;
  }

  @Override
  public int size() {
    return plain ? names.size() : entrySet().size();
  }

  /** The name at a place, in the order of the object. */
  String name(int i) {
    return (String) names.get(i);
  }

  /** The value at a place of plain entries. */
  String value(int i) {
    return (String) values.get(i);
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    Map<String, @Nullable Object> entries = map;
    if (entries == null) {
      entries = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        Object value = values.get(i);
        if (value instanceof List<?> list) {
          entries.put(name(i), list.get(0));
        } else if (value != null) {
          entries.put(name(i), Map.of("value", value));
        }
      }
      map = entries;
    }
    return entries.entrySet();
  }
}
