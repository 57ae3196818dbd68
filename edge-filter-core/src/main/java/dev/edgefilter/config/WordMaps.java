// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes closed sets of words, each with its meaning, that keep their order. */
final class WordMaps {
  private WordMaps() {}

  /** The constants of an enum by their names. */
  static <E extends Enum<E>> Map<String, E> ofEnum(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(constant.name(), constant);
    }
    return Collections.unmodifiableMap(words);
  }

  /** Meanings by their words, which come in the same order. */
  static <T> Map<String, T> named(T[] meanings, String... words) {
    Map<String, T> map = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i++) {
      map.put(words[i], meanings[i]);
    }
    return Collections.unmodifiableMap(map);
  }
}
