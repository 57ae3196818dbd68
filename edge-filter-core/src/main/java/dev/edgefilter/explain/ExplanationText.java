// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import dev.edgefilter.explain.Explanation.Line;
import dev.edgefilter.explain.Explanation.Section;
import java.util.List;

/** Prints an explanation as text: labels, values and reasons each in a column. */
final class ExplanationText {

  private static final String INDENT = "  ";
  private static final int MOST_LABEL = 34;
  private static final int MOST_VALUE = 46;

  private final StringBuilder text = new StringBuilder(4096);

  String print(Explanation explanation) {
    text.append(explanation.request()).append('\n');
    text.append(INDENT).append(explanation.answer().sentence()).append('\n');
    for (Section section : explanation.sections()) {
      text.append('\n');
      add(section);
    }
    return text.toString();
  }

  String print(Section section) {
    add(section);
    return text.toString();
  }

  private void add(Section section) {
    text.append(section.title()).append('\n');
    int label = Math.min(MOST_LABEL, labelWidth(section.lines(), 1));
    int value = Math.min(MOST_VALUE, valueWidth(section.lines()));
    print(section.lines(), 1, label, value);
  }

  private void print(List<Line> lines, int depth, int labelWidth, int valueWidth) {
    for (Line line : lines) {
      int start = text.length();
      text.append(INDENT.repeat(depth)).append(line.label());
      if (!line.value().isEmpty() || line.reason() != null) {
        pad(start, labelWidth);
        text.append(line.value());
      }
      if (line.reason() != null) {
        pad(start, labelWidth + INDENT.length() + valueWidth);
        text.append(line.reason()).append(" (").append(line.source()).append(')');
      }
      text.append('\n');
      print(line.lines(), depth + 1, labelWidth, valueWidth);
    }
  }

  /** Fills up to a column, with two blanks at least. */
  private void pad(int start, int column) {
    int blanks = Math.max(0, column - (text.length() - start)) + INDENT.length();
    text.append(" ".repeat(blanks));
  }

  private static int labelWidth(List<Line> lines, int depth) {
    int width = 0;
    for (Line line : lines) {
      width = Math.max(width, INDENT.length() * depth + line.label().length());
      width = Math.max(width, labelWidth(line.lines(), depth + 1));
    }
    return width;
  }

  private static int valueWidth(List<Line> lines) {
    int width = 0;
    for (Line line : lines) {
      // A long value without a reason pushes nothing aside.
      width = Math.max(width, line.reason() == null ? 0 : line.value().length());
      width = Math.max(width, valueWidth(line.lines()));
    }
    return width;
  }
}
