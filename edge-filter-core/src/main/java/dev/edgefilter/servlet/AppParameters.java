// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.http.PercentCoding;
import dev.edgefilter.http.QueryString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request parameters when the origin's query differs from the viewer's: those of the origin's
 * query, then those the container read from the body.
 */
final class AppParameters {

  private final Map<String, String[]> map;

  /**
   * Works them out.
   *
   * @param all the container's parameters: of the viewer's query first, then of the body
   */
  AppParameters(
      Map<String, String[]> all, @Nullable String viewerQuery, @Nullable String originQuery) {
    Map<String, List<String>> ofViewer = decoded(viewerQuery);
    Map<String, List<String>> merged = decoded(originQuery);
    for (Map.Entry<String, String[]> entry : all.entrySet()) {
      int inQuery = ofViewer.getOrDefault(entry.getKey(), List.of()).size();
      String[] values = entry.getValue();
      if (values.length > inQuery) {
        merged
            .computeIfAbsent(entry.getKey(), name -> new ArrayList<>())
            .addAll(Arrays.asList(values).subList(inQuery, values.length));
      }
    }
    this.map = arrays(merged);
  }

  /** Those of the origin's query, then those of a body that the container did not read. */
  AppParameters(@Nullable String originQuery, Map<String, List<String>> ofBody) {
    Map<String, List<String>> merged = decoded(originQuery);
    ofBody.forEach(
        (name, values) -> merged.computeIfAbsent(name, any -> new ArrayList<>()).addAll(values));
    this.map = arrays(merged);
  }

  private static Map<String, String[]> arrays(Map<String, List<String>> merged) {
    Map<String, String[]> result = new LinkedHashMap<>();
    merged.forEach((name, values) -> result.put(name, values.toArray(new String[0])));
    return Collections.unmodifiableMap(result);
  }

  Map<String, String[]> map() {
    return map;
  }

  private static Map<String, List<String>> decoded(@Nullable String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (QueryString.Parameter parameter : QueryString.parse(query)) {
      String value = parameter.value();
      parameters
          .computeIfAbsent(decode(parameter.name()), name -> new ArrayList<>())
          .add(value == null ? "" : decode(value));
    }
    return parameters;
  }

  private static String decode(String text) {
    String spaced = text.replace('+', ' ');
    String decoded = PercentCoding.decode(spaced);
    return decoded == null ? spaced : decoded;
  }
}
