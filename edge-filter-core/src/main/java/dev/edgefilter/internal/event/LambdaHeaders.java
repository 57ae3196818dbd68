// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionException;
import dev.edgefilter.http.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Headers as Lambda@Edge writes them: a lower-case name, and a list of lines with their spelling.
 */
final class LambdaHeaders {
  private LambdaHeaders() {}

  private record Line(String name, String value) {}

  static Map<String, List<Map<String, String>>> tree(Headers headers) {
    Map<String, List<Map<String, String>>> tree = new LinkedHashMap<>();
    for (int i = 0; i < headers.size(); i++) {
      String name = EventHeaders.lower(headers.name(i));
      if (!EventHeaders.isDisallowed(name)) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("key", headers.name(i));
        line.put("value", EventHeaders.decode(headers.value(i)));
        tree.computeIfAbsent(name, n -> new ArrayList<>()).add(line);
      }
    }
    return tree;
  }

  /** The headers of a result: lines that were there keep their place and their bytes. */
  static Headers read(Headers before, @Nullable Object returned) throws FunctionException {
    Map<String, List<Line>> lines = lines(Tree.optional(returned, "headers"));
    Headers.Builder after = Headers.builder();
    Map<String, Integer> used = new LinkedHashMap<>();
    for (int i = 0; i < before.size(); i++) {
      String name = EventHeaders.lower(before.name(i));
      int index = used.merge(name, 1, Integer::sum) - 1;
      List<Line> now = lines.get(name);
      if (EventHeaders.isDisallowed(name)) {
        after.add(before.name(i), before.value(i));
      } else if (now != null && index < now.size()) {
        Line line = now.get(index);
        boolean kept = line.value().equals(EventHeaders.decode(before.value(i)));
        after.add(line.name(), kept ? before.value(i) : EventHeaders.encode(line.value()));
      }
    }
    for (Map.Entry<String, List<Line>> entry : lines.entrySet()) {
      boolean hidden = EventHeaders.isDisallowed(entry.getKey());
      int first = hidden ? 0 : used.getOrDefault(entry.getKey(), 0);
      for (int i = first; i < entry.getValue().size(); i++) {
        Line line = entry.getValue().get(i);
        after.add(line.name(), EventHeaders.encode(line.value()));
      }
    }
    Headers headers = after.build();
    return headers.equals(before) ? before : headers;
  }

  private static Map<String, List<Line>> lines(Map<String, @Nullable Object> headers)
      throws FunctionException {
    Map<String, List<Line>> lines = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : headers.entrySet()) {
      String name = entry.getKey();
      if (!name.equals(EventHeaders.lower(name))) {
        throw Tree.invalid("returned the header \"" + name + "\", expected it in lower case");
      }
      String place = "the header \"" + name + "\"";
      List<Line> list = new ArrayList<>();
      for (Object item : Tree.list(entry.getValue(), place)) {
        Map<String, @Nullable Object> line = Tree.object(item, "a line of " + place);
        Object key = line.get("key");
        String spelled = key == null ? EventHeaders.capitalized(name) : Tree.text(key, "a key");
        if (!EventHeaders.lower(spelled).equals(name)) {
          throw Tree.invalid("returned the key \"" + spelled + "\" for " + place);
        }
        list.add(new Line(spelled, Tree.text(line.get("value"), "the value of " + place)));
      }
      lines.put(name, list);
    }
    return lines;
  }
}
