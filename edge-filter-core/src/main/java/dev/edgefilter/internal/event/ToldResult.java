// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result that the engine tells part by part, which is quicker than JSON of objects: {@code
 * [method, uri, querystring, headers, cookies]} or {@code [statusCode, statusDescription, headers,
 * cookies, body]}. A part is a list of what makes {@link Entries}; null is one that the function
 * left as it was. What is none of that stands in a list of its own.
 */
final class ToldResult {
  /** Set where parts that are missing have not changed. */
  static final String CHANGES = "changes";

  private ToldResult() {}

  /** The object that it stands for, without the parts that have not changed. */
  static Map<String, @Nullable Object> of(@Nullable Object told) throws FunctionException {
    List<?> list = Tree.list(told, "its result");
    Map<String, @Nullable Object> result = new HashMap<>();
    result.put(CHANGES, true);
    if (list.get(0) instanceof Number status) {
      result.put("statusCode", status);
      result.put("statusDescription", plain(list.get(1)));
      putLookedAt(result, "headers", list.get(2));
      putLookedAt(result, "cookies", list.get(3));
      result.put("body", plain(list.get(4)));
    } else {
      result.put("method", plain(list.get(0)));
      result.put("uri", plain(list.get(1)));
      putLookedAt(result, "querystring", list.get(2));
      putLookedAt(result, "headers", list.get(3));
      putLookedAt(result, "cookies", list.get(4));
    }
    return result;
  }

  private static void putLookedAt(
      Map<String, @Nullable Object> result, String name, @Nullable Object part)
      throws FunctionException {
    if (part != null) {
      result.put(name, entries(part));
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof List<?> list ? list.get(0) : value;
  }

  private static @Nullable Object entries(@Nullable Object part) throws FunctionException {
    List<?> list = Tree.list(part, "a part");
    return list.size() == 1
        ? list.get(0)
        : new Entries(
            Tree.integer(list.get(0), "kept"),
            Tree.list(list.get(1), "names"),
            Tree.list(list.get(2), "values"));
  }
}
