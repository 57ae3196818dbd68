// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.explain;

import dev.edgefilter.explain.Explanation.Line;
import dev.edgefilter.explain.Explanation.Section;
import dev.edgefilter.explain.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects lines; every text in them is made printable here and nowhere else. */
final class Lines {

  private static final int MOST_CHARACTERS = 2048;

  private final List<Line> list = new ArrayList<>();

  void add(String label, String value) {
    add(label, value, null, new Lines());
  }

  void add(String label, String value, @Nullable Reason reason) {
    add(label, value, reason, new Lines());
  }

  void add(String label, String value, @Nullable Reason reason, Lines children) {
    list.add(
        new Line(
            printable(label),
            printable(value),
            reason == null ? null : reason.token(),
            reason == null ? null : reason.source(),
            children.list));
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  Section section(String title) {
    return new Section(title, list);
  }

  /** No line break and no control sequence of a terminal can hide in a line. */
  static String printable(String text) {
    int length = Math.min(text.length(), MOST_CHARACTERS);
    StringBuilder safe = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      safe.append(c < ' ' || c > '~' ? '?' : c);
    }
    return length < text.length() ? safe.append("...").toString() : safe.toString();
  }
}
