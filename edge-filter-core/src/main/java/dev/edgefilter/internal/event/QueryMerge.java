// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionException;
import dev.edgefilter.http.QueryString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a query together again: parameters that a function left alone keep their place and their
 * text, new ones follow in the order of the object.
 */
final class QueryMerge {
  private QueryMerge() {}

  static @Nullable String read(@Nullable String before, @Nullable Object returned)
      throws FunctionException {
    if (returned instanceof String text) {
      return text.isEmpty() ? null : text;
    }
    List<QueryString.Parameter> parameters = QueryString.parse(before);
    Map<String, @Nullable Object> tree =
        returned instanceof Entries entries
            ? entries.object(Given.parameters(parameters))
            : Tree.optional(returned, "querystring");
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (QueryString.Parameter parameter : parameters) {
      given
          .computeIfAbsent(parameter.name(), n -> new ArrayList<>())
          .add(parameter.value() == null ? "" : parameter.value());
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    boolean same = tree.keySet().equals(given.keySet());
    for (Map.Entry<String, @Nullable Object> entry : tree.entrySet()) {
      List<String> old = given.getOrDefault(entry.getKey(), List.of());
      List<String> now =
          Values.read(entry.getValue(), "the parameter \"" + entry.getKey() + "\"", old);
      values.put(entry.getKey(), now);
      same &= now.equals(old);
    }
    return same ? before : merged(parameters, values);
  }

  private static @Nullable String merged(
      List<QueryString.Parameter> parameters, Map<String, List<String>> values) {
    StringBuilder query = new StringBuilder();
    Map<String, Integer> used = new LinkedHashMap<>();
    for (QueryString.Parameter parameter : parameters) {
      List<String> list = values.get(parameter.name());
      int index = used.merge(parameter.name(), 1, Integer::sum) - 1;
      if (list != null && index < list.size()) {
        String value = list.get(index);
        boolean bare = parameter.value() == null && value.isEmpty();
        query.append(query.isEmpty() ? "" : "&").append(parameter.name());
        query.append(bare ? "" : "=").append(value);
      }
    }
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      List<String> list = entry.getValue();
      for (int i = used.getOrDefault(entry.getKey(), 0); i < list.size(); i++) {
        query.append(query.isEmpty() ? "" : "&").append(entry.getKey());
        query.append('=').append(list.get(i));
      }
    }
    return query.isEmpty() ? null : query.toString();
  }
}
