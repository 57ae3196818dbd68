// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import dev.edgefilter.explain.Explanation.Line;
import dev.edgefilter.explain.Explanation.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints an explanation as JSON (RFC 8259). */
final class ExplanationJson {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder json = new StringBuilder(8192);

  String print(Explanation explanation) {
    json.append('{');
    member("request", explanation.request());
    json.append(",\"answer\":{");
    member("result", explanation.answer().result().token());
    json.append(",\"status\":").append(explanation.answer().status()).append(',');
    member("sentence", explanation.answer().sentence());
    json.append("},\"sections\":[");
    String separator = "";
    for (Section section : explanation.sections()) {
      json.append(separator);
      add(section);
      separator = ",";
    }
    return json.append("]}\n").toString();
  }

  String print(Section section) {
    add(section);
    return json.append('\n').toString();
  }

  private void add(Section section) {
    json.append('{');
    member("title", section.title());
    lines(section.lines());
    json.append('}');
  }

  private void lines(List<Line> lines) {
    json.append(",\"lines\":[");
    String separator = "";
    for (Line line : lines) {
      json.append(separator).append('{');
      member("label", line.label());
      json.append(',');
      member("value", line.value());
      if (line.reason() != null) {
        json.append(',');
        member("reason", line.reason());
        json.append(',');
        member("source", line.source());
      }
      if (!line.lines().isEmpty()) {
        lines(line.lines());
      }
      json.append('}');
      separator = ",";
    }
    json.append(']');
  }

  private void member(String name, @Nullable String value) {
    string(name);
    json.append(':');
    if (value == null) {
      json.append("null");
    } else {
      string(value);
    }
  }

  private void string(String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          json.append(HEX.charAt((c >> shift) & 15));
        }
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
