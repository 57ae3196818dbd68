// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import java.util.Map;

/** An HTML page with places: {@code {{name}}} is escaped, {@code {{{name}}}} is HTML already. */
final class Template {
  private final String html;

  private Template(String html) {
    this.html = html;
  }

  static Template load(String name) {
    return new Template(Resources.text("pages/" + name + ".html"));
  }

  String fill(Map<String, String> values) {
    StringBuilder page = new StringBuilder(html.length() + 1024);
    int at = 0;
    for (int open = html.indexOf("{{"); open >= 0; open = html.indexOf("{{", at)) {
      boolean raw = html.startsWith("{{{", open);
      String end = raw ? "}}}" : "}}";
      int close = html.indexOf(end, open);
      String name = html.substring(open + end.length(), close);
      String value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("No value for the place " + name);
      }
      page.append(html, at, open).append(raw ? value : escape(value));
      at = close + end.length();
    }
    return page.append(html, at, html.length()).toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
