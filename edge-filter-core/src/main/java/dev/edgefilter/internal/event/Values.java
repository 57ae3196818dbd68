// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.event;

import dev.edgefilter.function.FunctionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one header, cookie or parameter as a function returned them.
 *
 * <p>A {@code multiValue} that was changed counts; else a changed {@code value} replaces the first
 * one and the rest stays (CloudFront: multiple values). Without a {@code multiValue} that was there
 * before, the one value is all.
 */
final class Values {
  private Values() {}

  /**
   * Reads the values.
   *
   * @param before the values the function was given
   * @return the same list when nothing was changed
   */
  static List<String> read(@Nullable Object entry, String place, List<String> before)
      throws FunctionException {
    if (!(entry instanceof Map)) {
      throw Tree.invalid(
          "returned "
              + Tree.describe(entry)
              + " as "
              + place
              + ", expected an object such as {value: \"…\"}");
    }
    Map<String, @Nullable Object> map = Tree.object(entry, place);
    Object multi = map.get("multiValue");
    if (multi != null) {
      List<String> values = multiple(multi, place);
      if (!values.equals(before)) {
        return values;
      }
    }
    String value = Tree.text(map.get("value"), "the value of " + place);
    if (!before.isEmpty() && value.equals(before.get(0)) && (multi != null || before.size() == 1)) {
      return before;
    }
    List<String> values = new ArrayList<>();
    values.add(value);
    if (multi != null) {
      values.addAll(before.subList(Math.min(1, before.size()), before.size()));
    }
    return values;
  }

  private static List<String> multiple(Object multi, String place) throws FunctionException {
    List<String> values = new ArrayList<>();
    for (Object item : Tree.list(multi, "the multiValue of " + place)) {
      Object value = Tree.object(item, "a value of " + place).get("value");
      values.add(Tree.text(value, "a value of " + place));
    }
    return values;
  }
}
